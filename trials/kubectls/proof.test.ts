import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { contentOf, partsOf } from '../../src/compare/content.ts'
import { differencesOf } from '../../src/compare/differences.ts'
import { ownerOf, type Side } from '../../src/compare/owner.ts'
import { placeOf } from '../../src/compare/place.ts'
import { printsSecrets } from '../../src/trace/credentials.ts'
import { Secrets } from '../../src/trace/secrets.ts'
import {
  asKubectlPrints,
  readRecording,
  recordedKubectls,
  type KubectlAnswer,
} from '../../testing/recorded-kubectls.ts'
import { leftAlone } from './left-alone.ts'
import { lines } from './lines.ts'

const { server, lines: recorded } = readRecording(readFileSync(recordedKubectls, 'utf8'))

test('all lines are recorded', () => {
  expect(recorded.map(({ typed }) => typed)).toEqual(lines)
})

const contentIn = ({ seen }: Side) => seen.get('line')?.content ?? partsOf([])

test('nothing secret is recorded', () => {
  expect(lines.filter(printsSecrets)).toEqual([])
  const text = readFileSync(recordedKubectls, 'utf8')
  // Nothing that other tests of this process have told it.
  expect(new Secrets().search(text)).toBe(text)
})

/** What one kubectl prints otherwise than the one before, and whose it is. */
const differences = recorded.flatMap(({ typed, answers }) =>
  [...answers].slice(1).flatMap((after, index) => {
    const before = [...answers][index]
    if (!before) return []
    const sides = [sideOf(typed, ...before), sideOf(typed, ...after)] as const
    return differencesOf(contentIn(sides[0]), contentIn(sides[1])).map((difference) => ({
      typed,
      kubectls: [before[0], after[0]] as const,
      difference,
      owner: ownerOf('line', difference, sides, leftAlone),
    }))
  }),
)

function sideOf(typed: string, kubectl: string, { stdout, stderr }: KubectlAnswer): Side {
  const content = partsOf(
    Object.entries({ stdout, stderr }).map(([part, text]) => [part, contentOf(asKubectlPrints(text))]),
  )
  return {
    seen: new Map([['line', { scenario: 'kubectls', of: typed, content }]]),
    judged: [],
    versions: { server, kubectl },
  }
}

/** What a line prints only where it does not fail, or where it does, comes and goes with the change that says so. */
const follows = ({ typed, kubectls: [before, after] }: (typeof differences)[number]) => {
  const answers = recorded.find((line) => line.typed === typed)?.answers
  return (
    answers?.get(before)?.exit !== answers?.get(after)?.exit &&
    differences.some((one) => one.typed === typed && one.kubectls[1] === after && one.owner.type === 'change')
  )
}

test('each difference from the kubectl before is a known change, or left alone for a reason', () => {
  const unknown = differences.filter((one) => one.owner.type === 'nobody' && !follows(one))
  expect(
    unknown.map(
      ({ typed, kubectls, difference: { path, values } }) =>
        `${typed}: ${kubectls.join(' to ')}: ${placeOf(path)}: ${values.join(' -> ')}`,
    ),
  ).toEqual([])
})

test('nothing is left alone that is nowhere', () => {
  const used = new Set(differences.flatMap(({ owner }) => (owner.type === 'accepted' ? owner.because : [])))
  expect(leftAlone.map(({ because }) => because).filter((because) => !used.has(because))).toEqual([])
})
