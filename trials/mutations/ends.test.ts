import { expect, test } from 'vitest'
import { countsAs } from '../../src/judge/verdict.ts'
import { claimsOf } from '../../src/lab/lab.ts'
import { judgeAllOn, recordedEvents } from '../../testing/traces.ts'
import type { TraceEvent } from '../../src/trace/event.ts'
import { lab } from '../../specs/api-objects/lab.ts'

const events = await recordedEvents('v1.37.2')

/** What becomes of the claims when all commands end in another way: their ids by how their verdicts count. */
async function whenAllEnd(how: { code: number | null; signal?: string }) {
  const changed = events.map((event): TraceEvent => (event.type === 'exited' ? { ...event, ...how } : event))
  const judged = await judgeAllOn(claimsOf(lab), changed)
  const ids = (counts: string) =>
    judged.filter(({ verdict }) => countsAs[verdict] === counts).map(({ id }) => id)
  return { pass: ids('pass'), fail: ids('fail'), error: ids('error'), judged }
}

/**
 * Of these nothing is decided by what a line printed: by objects alone, or by a screen before its program had ended. The first
 * is decided by a screen up to its end.
 */
const decidedByNoAnswer = [
  'proxy/prints-address',
  'proxy/background-prompt',
  'job/takes-its-sleep',
  'job/delete-takes-pods',
  'job/parallel-two-at-once',
  'job/deadline-ends-all',
  'job/deadline-alive-before',
  'job/deadline-partial',
  'job/deadline-counts',
  'cronjob/first-within-two-minutes',
  'cronjob/every-two-minutes',
  'cronjob/job-names',
  'cronjob/pod-deadline-fails-pod',
  'cronjob/pod-deadline-ends-job',
  'cronjob/delete-takes-jobs',
]

test('a line that prints what it should and exits with another code turns its claims red', async () => {
  const { pass, error } = await whenAllEnd({ code: 2 })
  expect({ pass, error }).toEqual({ pass: decidedByNoAnswer, error: [] })
})

test('so does one that exits with 1, which only a kubectl may that Ctrl-C has ended', async () => {
  const { pass, error } = await whenAllEnd({ code: 1 })
  expect({ pass, error }).toEqual({ pass: ['proxy/runs-in-foreground', ...decidedByNoAnswer], error: [] })
})

test('a refusal that exits with 0 is none', async () => {
  const { fail } = await whenAllEnd({ code: 0 })
  expect(fail).toEqual([
    'rest/k-skips-verification',
    'proxy/loopback-only',
    'cronjob/v1beta1',
    'cronjob/deadline-belongs-to-the-pod',
  ])
})

test('of a line that a signal has ended nothing can be told', async () => {
  for (const how of [{ code: 137 }, { code: null, signal: 'SIGKILL' }]) {
    const { pass, fail, judged } = await whenAllEnd(how)
    expect({ pass, fail }).toEqual({ pass: decidedByNoAnswer.slice(1), fail: [] })
    const reasons = judged.flatMap(({ reason }) => reason ?? [])
    for (const { kind } of reasons) expect(kind).toBe('line killed')
  }
})
