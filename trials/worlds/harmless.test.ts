import { expect, test } from 'vitest'
import { claimsOf } from '../../src/lab/lab.ts'
import type { TraceEvent } from '../../src/trace/event.ts'
import { recounted } from '../../testing/recounted.ts'
import { describeRecordedLabs } from '../../testing/labs.ts'
import { judgeAllOn, recordedEvents } from '../../testing/traces.ts'
import { isA } from '../../src/trace/kinds.ts'
import { withWords, type TraceChange } from '../../testing/worlds.ts'

// Recorded runs as they would have been with what no sentence speaks of: each verdict stays what it is.

const ofObjects =
  (change: (object: Extract<TraceEvent, { type: 'object' }>['object']) => void): TraceChange =>
  (all) =>
    all.map((event) => {
      if (event.type !== 'object') return event
      const object = structuredClone(event.object)
      change(object)
      return { ...event, object }
    })

const isOfLab = (namespace = '') => namespace.startsWith('lab-')

const worlds: readonly [string, TraceChange][] = [
  [
    'each object has a further label',
    ofObjects(({ metadata }) => {
      if (isOfLab(metadata.namespace)) metadata.labels = { ...metadata.labels, further: 'label' }
    }),
  ],
  [
    'each pod has a further condition',
    ofObjects((object) => {
      if (isA('Pod', object) && isOfLab(object.metadata.namespace))
        object.status.conditions?.push({ type: 'Further', status: 'True' })
    }),
  ],
  ['events have other words', withWords((text) => text.replaceAll(/Created pod: (\S+)/g, 'Pod $1 is made'))],
  [
    'what nobody has written down is answered beside it',
    withWords((text) => text.replace('"kind": "APIGroupList",', '"kind": "APIGroupList", "metadata": {},')),
  ],
  [
    'there is an API group more, and a resource of the core API',
    withWords((text) =>
      text
        .replaceAll(
          '"groups": [',
          '"groups": [{"name": "x.k8s.io", "versions": [{"groupVersion": "x.k8s.io/v1", "version": "v1"}], "preferredVersion": {"groupVersion": "x.k8s.io/v1", "version": "v1"}},',
        )
        .replaceAll('"resources": [', '"resources": [{"name": "more"},'),
    ),
  ],
]

describeRecordedLabs(({ lab, events }) => {
  const verdicts = async (all: readonly TraceEvent[]) =>
    (await judgeAllOn(claimsOf(lab), all)).map(({ id, verdict }) => `${id}: ${verdict}`)

  // Where a lab shows nothing of what is changed, nothing is.
  test.each(worlds)('%s', async (_, world) => {
    expect(await verdicts(recounted(world(events)))).toEqual(await verdicts(events))
  })
})

test.each(worlds)('in a run of many kinds of object this changes something: %s', async (_, world) => {
  const events = await recordedEvents('v1.37.2')
  expect(world(events)).not.toEqual(events)
})
