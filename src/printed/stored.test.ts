import { expect, test } from 'vitest'
import { recordedEvents } from '../../testing/traces.ts'
import type { TraceEvent } from '../trace/event.ts'
import type { KubernetesObject } from '../trace/kinds.ts'
import { printedPlaces } from './printed-places.ts'

const events = await recordedEvents('v1.37.2')

/** The run in which each version of the objects that a test picks is changed by a text in it. */
const stored = (is: (object: KubernetesObject) => boolean, before: string | RegExp, after: string) =>
  events.map((event): TraceEvent =>
    event.type === 'object' && is(event.object)
      ? {
          ...event,
          object: JSON.parse(JSON.stringify(event.object).replace(before, after)) as KubernetesObject,
        }
      : event,
  )

const broken = (some: readonly TraceEvent[]) =>
  printedPlaces(some).flatMap(({ command, places }) =>
    command === undefined
      ? places.flatMap(({ answer, place }) => (answer === 'disagrees' ? place.replace(/^\[.*?\] /, '') : []))
      : [],
  )

const job = (namespace: string) => (object: KubernetesObject) =>
  object.kind === 'Job' && object.metadata.namespace === namespace
const pods = ({ kind }: KubernetesObject) => kind === 'Pod'
const cronJobs = ({ kind }: KubernetesObject) => kind === 'CronJob'
const complete = (object: KubernetesObject) =>
  object.kind === 'Job' && JSON.stringify(object).includes('"Complete"')

test.each<[says: string, is: (object: KubernetesObject) => boolean, before: string | RegExp, after: string]>([
  [
    'what it dates lies between its creation and its writing',
    complete,
    /"lastTransitionTime":"2026/,
    '"lastTransitionTime":"2025',
  ],
  [
    'what it dates lies between its creation and its writing',
    complete,
    /"completionTime":"2026/,
    '"completionTime":"2027',
  ],
  [
    'who it is never changes',
    complete,
    /"creationTimestamp":"[^"]*"/,
    '"creationTimestamp":"2026-11-26T00:58:01Z"',
  ],
  [
    'its owners were there before it, and have its name of them',
    pods,
    /("ownerReferences":.*?"name":")/,
    '$1un',
  ],
  ['a changed spec has a new generation', complete, '"backoffLimit":6', '"backoffLimit":5'],
  ['it is not complete and failed', complete, '"type":"SuccessCriteriaMet"', '"type":"Failed"'],
  [
    'it has a time of completion where it is complete, and not before its start',
    complete,
    /"completionTime":"[^"]*",?/,
    '',
  ],
  [
    'it has a time of completion where it is complete, and not before its start',
    complete,
    '"completionTime":"2026-11',
    '"completionTime":"2026-10',
  ],
  ['a finished Job has no active pods', complete, '"succeeded":', '"active":1,"succeeded":'],
  [
    'what has ended is counted once, and stays counted',
    (object) => job('lab-completions')(object) && !complete(object),
    '"succeeded":2',
    '"succeeded":0',
  ],
  [
    'no more succeeded than pods of it did, no more failed than pods of it ended otherwise',
    job('lab-completions'),
    '"succeeded":1',
    '"succeeded":2',
  ],
  [
    'no more succeeded than pods of it did, no more failed than pods of it ended otherwise',
    job('lab-deadline'),
    '"failed":2',
    '"failed":3',
  ],
  [
    'no more are active than may be at once, nor ready than are active',
    job('lab-parallel'),
    '"active":2',
    '"active":3',
  ],
  [
    'what it counts as active and ready are its pods, some time after they have changed',
    job('lab-pod-deadline'),
    '"active":1',
    '"active":0',
  ],
  ['a complete Job has as many successes as it wants', complete, /"succeeded":\d/, '"succeeded":0'],
  ['what is active is a Job of it', cronJobs, /"active":\[\{"name":"/, '$&un'],
  [
    'the last schedule is a time of its schedule, and never goes back',
    cronJobs,
    /("lastScheduleTime":"[^"]*):00Z/,
    '$1:07Z',
  ],
  [
    'a condition keeps its time while its status stays',
    (object) => pods(object) && object.metadata.deletionTimestamp !== undefined,
    /("lastTransitionTime":"[^"]*:)\d\d(?=Z)/,
    '$109',
  ],
  ['it is ready as its containers are', pods, /("type":"ContainersReady","status":")True/, '$1False'],
  ['it is ready as its containers are', pods, /("type":"Ready","status":")True/, '$1False'],
  ['a container without probes is ready as soon as it runs', pods, '"ready":true', '"ready":false'],
  ['what is new is of the first generation', job('lab-completions'), '"generation":1', '"generation":2'],
  ['a container that is ready runs', pods, '"ready":false', '"ready":true'],
  ['its phase is that of its containers', pods, '"phase":"Running"', '"phase":"Pending"'],
  ['its phase is that of its containers', pods, '"exitCode":0', '"exitCode":1'],
  [
    'what has ended stays so',
    (object) => pods(object) && object.metadata.deletionTimestamp !== undefined,
    '"phase":"Succeeded"',
    '"phase":"Running"',
  ],
  [
    'a container ends after its start, and is started again more often, never less',
    pods,
    /"finishedAt":"2026-11/,
    '"finishedAt":"2026-10',
  ],
  ['it has the labels by which its Job selects it', pods, '"batch.kubernetes.io/controller-uid":"', '$&un'],
])('%s', (says, is, before, after) => {
  const changed = stored(is, before, after)
  expect(changed).not.toEqual(events)
  expect(broken(changed)).toContain(says)
})

/** The run in which a time of each object is some seconds later. */
const shifted = (name: string, seconds: number) =>
  events.map((event): TraceEvent => {
    if (event.type !== 'object') return event
    const text = JSON.stringify(event.object).replaceAll(new RegExp(`(?<="${name}":")[^"]*`, 'g'), (time) =>
      new Date(Date.parse(time) + seconds * 1000).toISOString().replace('.000', ''),
    )
    return { ...event, object: JSON.parse(text) as KubernetesObject }
  })

test.each([
  ['finishedAt', 1, 'what it dates lies between its creation and its writing'],
  ['startTime', 1, 'what it dates lies between its creation and its writing'],
  ['startTime', -1, 'what it dates lies between its creation and its writing'],
  ['completionTime', -1, 'it is complete after its pods were told to have succeeded'],
  ['completionTime', -1, 'completionTime'],
  ['creationTimestamp', -1, 'creationTimestamp'],
])('%s is told %i s later', (name, seconds, place) => {
  expect(broken(shifted(name, seconds))).toContain(place)
})

test('clocks that may differ tell nothing by a second', () => {
  const elsewhere = shifted('finishedAt', 1).map((event) =>
    event.type === 'header' ? { ...event, namespaces: ['lab'] } : event,
  )
  expect(broken(elsewhere)).toEqual([])
})
