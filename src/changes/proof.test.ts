import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import { proofOf, takenApart, type AnswerTakenApart } from '../../testing/change-proof.ts'
import { answersOfKubectls } from '../../testing/recorded-kubectls.ts'
import { recordedEvents, recordedVersions } from '../../testing/traces.ts'
import { asSeen } from '../trace/as-seen.ts'
import { scenarioRecords } from '../trace/scenario-record.ts'
import { isTrimmed } from '../trace/trimmed.ts'
import type { Change } from './change.ts'
import { allChanges, changeNamed } from './changes.ts'

// Each known change against what the recorded runs print: before it, and since.

const watched = 'watched'

const ofRuns = (
  await Promise.all(
    recordedVersions.map(async (name): Promise<AnswerTakenApart[]> => {
      const events = await recordedEvents(name)
      const header = events.find((event) => event.type === 'header')
      if (!header) throw new TypeError(`${name} has no header`)
      const { server, kubectl } = header
      const answer = (key: readonly unknown[], line: string, stdout: string, stderr = '') =>
        takenApart({ versions: { server, kubectl }, key: JSON.stringify(key), line, stdout, stderr })
      return [...scenarioRecords(events).values()].flatMap((record) => {
        const { name: scenario, namespace } = record
        const seen = (text: string) => stripVTControlCharacters(asSeen(text, namespace))
        const printed = record.commands.map(({ line, run, stdout, stderr }) =>
          answer([scenario, line, run], line, seen(stdout), seen(stderr)),
        )
        // Of each kind of which a run has a watch, the first object as it was in the end.
        const stored = [...Map.groupBy(record.changes, ({ object }) => object.kind)].flatMap(
          ([kind, all]) => {
            const { uid } = all[0]?.object.metadata ?? {}
            const { object } = all.findLast((one) => one.object.metadata.uid === uid) ?? {}
            return answer([scenario, watched, kind], `kubectl get ${kind} -o json`, JSON.stringify(object))
          },
        )
        return [...printed, ...stored]
      })
    }),
  )
).flat()

const answers = [...ofRuns, ...answersOfKubectls()]
const all = allChanges()

/** What is recorded of a Pod lacks some fields. */
const isLeftOut = ({ printedBy, place }: Change) =>
  'object' in printedBy && 'path' in place && isTrimmed(place.path)

const proof = (change: Change) =>
  proofOf(change, all, isLeftOut(change) ? answers.filter(({ key }) => !key.includes(watched)) : answers)

const proofs = all.map((change) => ({ change, ...proof(change) }))

test('no recorded run contradicts a change', () => {
  expect(proofs.flatMap(({ contradictions }) => contradictions)).toEqual([])
})

test('a change says that runs show it where they show both of its sides, and nowhere else', () => {
  const wrong = proofs.filter(({ change, isShown }) => (change.proof === 'runs') !== isShown)
  expect(wrong.map(({ change }) => `${change.id}: proof: ${change.proof}`)).toEqual([])
})

describe('a change that is not so is noticed', () => {
  test.each([
    ['that is said to come later', { since: '1.35' }],
    ['that is said to come sooner', { since: '1.33' }],
    ['of another program', { axis: 'server' as const }],
  ])('one %s', (_, wrong) => {
    const { contradictions } = proof({ ...changeNamed('delete-namespace'), ...wrong })
    expect(contradictions).not.toEqual([])
  })
  test('one to something that nobody prints is shown by no run', () => {
    const change = changeNamed('delete-namespace')
    expect(proof(change).isShown).toBe(true)
    expect(proof({ ...change, to: '<kind> "<name>" gone' }).isShown).toBe(false)
  })
  test('a column that is said to be new later, or to be always there', () => {
    const column = changeNamed('get-jobs-status')
    expect(proof({ ...column, since: '1.31' }).contradictions).not.toEqual([])
    expect(proof({ ...column, place: { column: 'PARALLELISM' } }).contradictions).not.toEqual([])
    expect(proof(column).isShown).toBe(false)
  })
})
