import { expect, test } from 'vitest'
import { claimsOf } from '../../src/lab/lab.ts'
import type { TraceEvent } from '../../src/trace/event.ts'
import { recounted } from '../../testing/recounted.ts'
import { judgeAllOn, recordedEvents } from '../../testing/traces.ts'
import { withWords } from '../../testing/worlds.ts'
import { lab } from './lab.ts'

// What this lab prints as it would be with other names and labels: each verdict stays what it is.

const events = await recordedEvents('v1.37.2', lab)

test.each([
  [
    'the details have a further label',
    withWords((text) => text.replaceAll(/^( +)job-name=sleepy$/gm, '$&\n$1further=label')),
  ],
  [
    'the names of pods have ten random letters',
    withWords((text) =>
      text
        .replaceAll(/^NAME {11}READY/gm, 'NAME                READY')
        .replaceAll(/\b(sleepy-)([a-z\d]{5})\b(?!-)/g, '$1$2$2'),
    ),
  ],
])('%s', async (_, world) => {
  const changed = world(events)
  expect(changed).not.toEqual(events)
  const verdicts = async (all: readonly TraceEvent[]) =>
    (await judgeAllOn(claimsOf(lab), all)).map(({ id, verdict }) => `${id}: ${verdict}`)
  expect(await verdicts(recounted(changed))).toEqual(await verdicts(events))
})
