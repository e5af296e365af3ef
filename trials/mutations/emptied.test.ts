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
  expect(await noticing((object) => ({ ...object, spec: {} }))).toMatchSnapshot()
})

test('what is said to become of something is looked for in its status', async () => {
  expect(await noticing((object) => ({ ...object, status: {} }))).toMatchSnapshot()
})

test.each([
  'labels',
  'ownerReferences',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'annotations',
  'generation',
  'generateName',
  'finalizers',
])('what is said of %s is looked for in the metadata', async (name) => {
  const emptied = ({ metadata, ...object }: KubernetesObject) => {
    const { [name]: _, ...left } = metadata
    return { ...object, metadata: left }
  }
  expect(await noticing(emptied)).toMatchSnapshot()
})

test.each(['type', 'data'])('what is said of the %s of a Secret is looked for there', async (name) => {
  const emptied = (object: KubernetesObject) => ({ ...object, [name]: undefined })
  expect(await noticing(emptied)).toMatchSnapshot()
})
