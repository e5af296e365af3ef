import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { harmsOf } from '../../testing/harm.ts'
import { sessionIn, type OwnLines } from '../../testing/own-lines.ts'
import { answersInRun } from '../../testing/answers-in-run.ts'
import { textsAtRandom } from '../../testing/texts-at-random.ts'
import { typingOfAnswers } from '../../testing/typed-session.ts'
import { judgedText } from '../proofread/judge-text.ts'
import type { JudgedText } from '../proofread/judged-text.ts'
import { textPatch } from './text-patch.ts'

const now = answersInRun('v1.37.2')
const again = answersInRun('v1.37.2-kubectl-v1.36.1')
const answers = ['v1.30.14', 'v1.34.4-kubectl-v1.33.13', 'v1.37.2'].flatMap((version) =>
  [...answersInRun(version).values()].filter(
    ({ key, line, printed }) =>
      /^(?:kubectl|curl) /.test(line) && printed !== '' && printed.length < 1500 && now.get(key)?.printed,
  ),
)

/** The words of an answer that another run has not, and that nobody would write down. */
function noiseOf(key: string): Set<string> {
  const words = (text = '') => new Set(text.split(/[\s"'(),;=]+/))
  const own = words(now.get(key)?.printed).difference(words(again.get(key)?.printed))
  return new Set([...own].filter((word) => /\d/.test(word) && word.length > 1))
}

const isStale = ({ standing }: JudgedText['lines'][number]['places'][number]) =>
  ['changed', 'missing', 'not printed any more'].includes(standing)

const placesOf = (judged: JudgedText) =>
  judged.lines.flatMap(({ typed, places }) =>
    places
      .filter(isStale)
      .map((place) => ({ place, name: JSON.stringify([typed.number, place.standing, place.path]) })),
  )

function judge(file: string, own: OwnLines, keys: readonly string[]): JudgedText {
  const session = sessionIn(file, own)
  if (!session) throw new Error('expected all of its own lines')
  const typing = typingOfAnswers(
    Object.fromEntries(keys.map((key, index) => [index + 1, now.get(key)?.printed ?? ''])),
  )
  return judgedText('text.md', session, [typing])
}

/** A cell of a new column, whose header was left. */
const isBelowHeader = (name: string, left: ReadonlySet<string>) => {
  const [number, standing] = JSON.parse(name) as [number, string]
  return standing === 'missing' && left.has(JSON.stringify([number, 'changed', ['columns']]))
}

const texts = Number(process.env['RUNS'] ?? 2000)
let patched = 0
test('no patch harms a text, whatever it prints, and in whatever form', () => {
  fc.assert(
    fc.property(textsAtRandom(answers), ({ file, own, answers: shown }) => {
      const keys = shown.map((index) => answers[index]?.key ?? '')
      const judged = judge(file, own, keys)
      const { after, places } = textPatch(judged)
      const noise = new Map(keys.map((key, index) => [index + 1, noiseOf(key)]))
      expect(harmsOf({ own, judged, after, noise })).toEqual([])
      if (after === file) return
      patched += 1
      // Typed again, nothing is stale but what was said to be left, and nothing more is to be edited.
      const left = new Set(
        placesOf(judged).flatMap(({ place, name }) => ('left' in (places.get(place) ?? {}) ? [name] : [])),
      )
      const next = judge(after, own, keys)
      expect(
        placesOf(next)
          .map(({ name }) => name)
          .filter((name) => !left.has(name) && !isBelowHeader(name, left)),
      ).toEqual([])
      expect(textPatch(next).after).toBe(after)
    }),
    { numRuns: texts, seed: Number(process.env['SEED'] ?? 7) },
  )
  // Most of what is random can't be edited, and is not.
  expect(patched).toBeGreaterThan(0.15 * texts)
})
