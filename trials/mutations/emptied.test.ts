import { expect, test } from 'vitest'
import { countsAs } from '../../src/judge/verdict.ts'
import { claimsOf } from '../../src/lab/lab.ts'
import { judgeAllOn, recordedEvents } from '../../testing/traces.ts'
import type { TraceEvent } from '../../src/trace/event.ts'
import type { KubernetesObject } from '../../src/trace/kinds.ts'
import { lab } from '../../specs/api-objects/lab.ts'

// Which claims look at what is stored: those that do not pass when a part of all objects is emptied.

const events = await recordedEvents('v1.37.2')

async function noticing(emptied: (object: KubernetesObject) => object): Promise<string[]> {
  const changed = events.map((event) =>
    event.type === 'object' ? ({ ...event, object: emptied(event.object) } as TraceEvent) : event,
  )
  const judged = await judgeAllOn(claimsOf(lab), changed)
  return judged.flatMap(({ id, verdict }) => (countsAs[verdict] === 'pass' ? [] : [id]))
}

test('what is said to be stored in a spec is looked for there', async () => {
  expect(await noticing((object) => ({ ...object, spec: {} }))).toEqual([
    'rest/run-makes-a-pod',
    'job/defaults',
    'job/spec-no-more',
    'job/selector-by-uid',
    'job/stays-when-done',
    'cronjob/get-before',
    'cronjob/history-three',
    'cronjob/pod-deadline-accepted',
    'cronjob/deadline-belongs-to-the-pod',
  ])
})

test('what is said to become of something is looked for in its status', async () => {
  expect(await noticing((object) => ({ ...object, status: {} }))).toEqual([
    'rest/pod-not-restarted',
    'job/completes',
    'job/takes-its-sleep',
    'job/duration-stands-still',
    'job/describe-fields',
    'job/stays-when-done',
    'job/completions-one-by-one',
    'job/completions-listed',
    'job/completions-five',
    'job/parallel-two-at-once',
    'job/parallel-two-listed',
    'job/parallel-until-five',
    'job/deadline-ends-all',
    'job/deadline-alive-before',
    'job/deadline-partial',
    'job/deadline-rows',
    'job/deadline-reason',
    'job/deadline-one-condition',
    'job/deadline-status-no-more',
    'job/deadline-condition-time',
    'job/deadline-counts',
    'cronjob/jobs-complete',
    'cronjob/last-schedule',
    'cronjob/history-three',
    'cronjob/pod-deadline-fails-pod',
    'cronjob/pod-deadline-ends-container',
    'cronjob/deadline-piles-up',
    'cronjob/piled-up-rows',
  ])
})

test.each([
  ['labels', ['job/selector-by-uid']],
  ['ownerReferences', ['cronjob/pod-deadline-ends-job']],
  ['deletionTimestamp', ['job/deadline-ends-all']],
  ['deletionGracePeriodSeconds', ['job/deadline-ends-all']],
  ['annotations', []],
  ['generation', []],
  ['generateName', []],
  ['finalizers', []],
])('what is said of %s is looked for in the metadata', async (name, claims) => {
  const emptied = ({ metadata, ...object }: KubernetesObject) => {
    const { [name]: _, ...left } = metadata
    return { ...object, metadata: left }
  }
  expect(await noticing(emptied)).toEqual(claims)
})

test.each(['type', 'data'])('what is said of the %s of a Secret is looked for there', async (name) => {
  const emptied = (object: KubernetesObject) => ({ ...object, [name]: undefined })
  expect(await noticing(emptied)).toEqual(['rest/default-token-secret'])
})
