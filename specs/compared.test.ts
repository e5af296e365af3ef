import { describe, expect, test } from 'vitest'
import { noiseOf } from '../src/compare/noise-of.ts'
import { compareNeighbours } from '../src/commands/compare-neighbours.ts'
import { comparisonOf, type SeenChange } from '../src/compare/comparison.ts'
import { runOf } from '../src/compare/run-of.ts'
import { ownerInWords } from '../src/report/comparison/change-words.ts'
import { anotherRun } from '../testing/another-run.ts'
import { describeRecordedLabs, inLines, lockedOf } from '../testing/labs.ts'
import { recordedEvents } from '../testing/traces.ts'
import type { TraceEvent } from '../src/trace/event.ts'
import { frameOf } from '../src/trace/frame.ts'

// What a student sees in the recorded runs, compared.

describeRecordedLabs(async ({ lab, versions, tried }) => {
  const noise = await noiseOf(lab)
  const run = (events: readonly TraceEvent[]) => runOf(lab, frameOf(events, '').header, events)
  const recorded = await Promise.all(versions.map((version) => recordedEvents(version, lab)))
  const runs = recorded.map((events) => ({ events }))
  const neighbours = (await compareNeighbours(lab, runs)).map((compared) => {
    const [before, now] = compared.versions.map(({ server }) => server)
    return { between: `from ${before} to ${now}`, ...compared }
  })

  test('what differs between neighbours is known, allowed for or accepted, each with its version', async () => {
    const lines = neighbours.flatMap(({ between, changes }) => [
      between,
      ...changes.map((change) => {
        const { of, place, owner } = change
        return `  ${owner.type} ${of}: ${place}${owner.type === 'change' ? `, ${ownerInWords(change)}` : ''}`
      }),
    ])
    await expect(inLines(lines)).toMatchFileSnapshot(lockedOf(lab, 'compared'))
  })

  describe.each(neighbours)('$between', ({ changes, uncompared }) => {
    const ofNobody = ({ owner }: SeenChange) => owner.type === 'nobody'
    test('all can be compared', () => {
      expect(uncompared).toEqual([])
    })
    test('no change belongs to nobody', () => {
      expect(changes.filter(ofNobody)).toEqual([])
    })
  })

  test.each(tried)('another run of %s is the same', async (version) => {
    const events = await recordedEvents(version, lab)
    const [one, other] = [run(events), run(anotherRun(events))]
    expect(comparisonOf([one, other], noise, []).changes).toEqual([])
  })
})
