import { expect, test } from 'vitest'
import { lab } from '../../specs/api-objects/lab.ts'
import { claimsOf } from '../../src/lab/lab.ts'
import type { TraceEvent } from '../../src/trace/event.ts'
import { recounted } from '../../testing/recounted.ts'
import { judgeAllOn, recordedEvents } from '../../testing/traces.ts'
import type { TraceChange } from '../../testing/worlds.ts'
import { isA } from '../../src/trace/kinds.ts'

// Recorded runs as they would have been with what no sentence speaks of: each verdict stays what it is.

const events = await recordedEvents('v1.37.2')
const claims = claimsOf(lab)

const ofObjects =
  (change: (object: Extract<TraceEvent, { type: 'object' }>['object']) => void): TraceChange =>
  (all) =>
    all.map((event) => {
      if (event.type !== 'object') return event
      const object = structuredClone(event.object)
      change(object)
      return { ...event, object }
    })

/** What is printed, and what is stored, has other words. */
const inWords =
  (change: (text: string) => string): TraceChange =>
  (all) =>
    all.map((event): TraceEvent => {
      if (event.type === 'output') return { ...event, text: change(event.text) }
      return event.type === 'object'
        ? { ...event, object: JSON.parse(change(JSON.stringify(event.object))) as typeof event.object }
        : event
    })

const isOfLab = (namespace = '') => namespace.startsWith('lab-')

test.each<[string, TraceChange]>([
  [
    'each object has a further label',
    ofObjects(({ metadata }) => {
      if (isOfLab(metadata.namespace)) metadata.labels = { ...metadata.labels, further: 'label' }
    }),
  ],
  [
    'the details have a further label',
    inWords((text) => text.replaceAll(/^( +)job-name=sleepy$/gm, '$&\n$1further=label')),
  ],
  [
    'each pod has a further condition',
    ofObjects((object) => {
      if (isA('Pod', object) && isOfLab(object.metadata.namespace))
        object.status.conditions?.push({ type: 'Further', status: 'True' })
    }),
  ],
  ['events have other words', inWords((text) => text.replaceAll(/Created pod: (\S+)/g, 'Pod $1 is made'))],
  [
    'the names of pods have ten random letters',
    inWords((text) =>
      text
        .replaceAll(/^NAME {11}READY/gm, 'NAME                READY')
        .replaceAll(/\b(sleepy-)([a-z\d]{5})\b(?!-)/g, '$1$2$2'),
    ),
  ],
  [
    'what nobody has written down is answered beside it',
    inWords((text) => text.replace('"kind": "APIGroupList",', '"kind": "APIGroupList", "metadata": {},')),
  ],
  [
    'there is an API group more, and a resource of the core API',
    inWords((text) =>
      text
        .replaceAll(
          '"groups": [',
          '"groups": [{"name": "x.k8s.io", "versions": [{"groupVersion": "x.k8s.io/v1", "version": "v1"}], "preferredVersion": {"groupVersion": "x.k8s.io/v1", "version": "v1"}},',
        )
        .replaceAll('"resources": [', '"resources": [{"name": "more"},'),
    ),
  ],
])('%s', async (_, world) => {
  const changed = world(events)
  expect(changed).not.toEqual(events)
  const verdicts = async (all: readonly TraceEvent[]) =>
    (await judgeAllOn(claims, all)).map(({ id, verdict }) => `${id}: ${verdict}`)
  expect(await verdicts(recounted(changed))).toEqual(await verdicts(events))
})
