import { expect, test } from 'vitest'
import { chainsaw } from './chainsaw.ts'
import { kubelabOf } from './kubelab.ts'
import { kuttl } from './kuttl.ts'
import { script } from './script.ts'
import { afterEventIn, toldOf } from './told.ts'
import type { Tool } from './tool.ts'

/** What a tool hears in lines that it printed: a claim that it found false anywhere is false. */
const heard = (tool: Tool, ...lines: string[]) => lines.flatMap((line) => tool.hears(line) ?? [])

test('of chainsaw the end of the step counts, unless something in it was wrong before', () => {
  expect(
    heard(
      chainsaw,
      '    l.go:52: | 01:19:20 | two | create    | TRY                     | END                 |',
      '    l.go:52: | 01:19:20 | two | claim     | ASSERT                  | DONE                | batch/v1/Job @ a/sleepy',
      '    l.go:52: | 01:19:21 | two | claim     | TRY                     | END                 |',
      '    l.go:52: | 01:18:50 | five | claim     | ASSERT                  | ERROR               | batch/v1/Job @ b/sleepy',
      '    l.go:52: | 01:18:50 | five | claim     | TRY                     | END                 |',
    ),
  ).toEqual([
    { claim: 'two', holds: true },
    { claim: 'five', holds: false },
    { claim: 'five', holds: true },
  ])
})

test('of kuttl a step that failed counts, and what it says after the last one', () => {
  expect(
    heard(
      kuttl,
      '    logger.go:42: 01:20:05 | two/2- | test step completed 2-',
      '    logger.go:42: 01:20:06 | two/3-claim | test step completed 3-claim',
      '    logger.go:42: 01:20:06 | two | skipping kubernetes event logging',
      '    logger.go:42: 01:20:17 | five/1- | test step failed 1-',
      '    logger.go:42: 01:20:17 | five | skipping kubernetes event logging',
      '        --- FAIL: kuttl/harness/two (30.65s)',
      '        --- PASS: kuttl/harness/five (41.62s)',
    ),
  ).toEqual([
    { claim: 'two', holds: true },
    { claim: 'five', holds: false },
    { claim: 'five', holds: true },
    { claim: 'two', holds: false },
  ])
})

test('of the script and of this suite each claim is a line', () => {
  const lines = [
    'job.batch/sleepy created',
    'five: fails',
    toldOf('cron', true, 12),
    'other: holds',
    toldOf('two', undefined, 1, 'x'),
  ]
  for (const tool of [script, kubelabOf('lab.ts')])
    expect(heard(tool, ...lines)).toEqual([
      { claim: 'five', holds: false },
      { claim: 'cron', holds: true },
    ])
  expect(lines.map(afterEventIn)).toEqual([undefined, undefined, 12, undefined, undefined])
})
