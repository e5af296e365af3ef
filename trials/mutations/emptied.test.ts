import { expect, test } from 'vitest'
import { countsAs } from '../../src/judge/verdict.ts'
import { claimsOf } from '../../src/lab/lab.ts'
import { describeRecordedLabs, inLines, lockedOf } from '../../testing/labs.ts'
import { judgeAllOn } from '../../testing/traces.ts'
import type { TraceEvent } from '../../src/trace/event.ts'
import type { KubernetesObject } from '../../src/trace/kinds.ts'

// Which claims look at what is stored: those that do not pass when a part of all objects is emptied.

const withoutMetadata =
  (name: string) =>
  ({ metadata, ...object }: KubernetesObject) => {
    const { [name]: _, ...left } = metadata
    return { ...object, metadata: left }
  }
const without = (name: string) => (object: KubernetesObject) => ({ ...object, [name]: undefined })

const parts: Readonly<Record<string, (object: KubernetesObject) => object>> = {
  spec: (object) => ({ ...object, spec: {} }),
  status: (object) => ({ ...object, status: {} }),
  ...Object.fromEntries(
    [
      'labels',
      'ownerReferences',
      'deletionTimestamp',
      'deletionGracePeriodSeconds',
      'annotations',
      'generation',
      'generateName',
      'finalizers',
    ].map((name) => [`metadata.${name}`, withoutMetadata(name)]),
  ),
  type: without('type'),
  data: without('data'),
}

describeRecordedLabs(({ lab, events }) => {
  test('what is said of each part of what is stored is looked for there', async () => {
    const lines = []
    for (const [part, emptied] of Object.entries(parts)) {
      const changed = events.map((event) =>
        event.type === 'object' ? ({ ...event, object: emptied(event.object) } as TraceEvent) : event,
      )
      const judged = await judgeAllOn(claimsOf(lab), changed)
      lines.push(`${part}:`)
      for (const { id, verdict } of judged) if (countsAs[verdict] !== 'pass') lines.push(`  ${id}`)
    }
    await expect(inLines(lines)).toMatchFileSnapshot(lockedOf(lab, 'noticing-what-is-emptied'))
  })
})
