import { expect, test } from 'vitest'
import { failed, tiny } from '../../testing/tiny-reports.ts'
import { tinyComparison } from '../../testing/tiny-comparison.ts'
import type { ComparedWithRecorded } from '../compare/comparison.ts'
import { countsAs } from '../judge/verdict.ts'
import { claimsOf } from '../lab/lab.ts'
import { tinyLab } from '../../testing/tiny-lab.ts'
import { judgeAllRecorded } from '../judge/judge.ts'
import { frameOf } from '../trace/frame.ts'
import { exitCodeOfReport } from './exit-code-of-report.ts'
import { reportOf } from './report.ts'

const { events } = tiny
const judged = judgeAllRecorded(claimsOf(tinyLab), events).filter(
  ({ verdict }) => countsAs[verdict] === 'pass',
)
const accepted = {
  ...tinyComparison,
  changes: tinyComparison.changes.filter(({ owner }) => owner.type !== 'nobody'),
}

const exitCode = (
  like: ComparedWithRecorded['like'],
  comparison: ComparedWithRecorded['comparison'] = tinyComparison,
  claimsOnly = false,
) =>
  exitCodeOfReport(
    reportOf(
      tinyLab,
      judged,
      frameOf(events, 'trace.ndjson'),
      0,
      {},
      {
        compared: { comparison, like },
        claimsOnly,
      },
    ),
  )

test('what no claim speaks of is a disagreement, unless somebody else made the node', () => {
  expect(exitCode('the same')).toBe(1)
  expect(exitCode('nearest')).toBe(1)
  expect(exitCode('of another making')).toBe(0)
})

test('it is none where each change has an owner', () => {
  expect(exitCode('the same', accepted)).toBe(0)
  expect(exitCode('nearest', accepted)).toBe(0)
})

test('claims alone decide where that is asked for, but not on versions that are recorded', () => {
  expect(exitCode('nearest', tinyComparison, true)).toBe(0)
  expect(exitCode('the same', tinyComparison, true)).toBe(1)
})

test('it can not be judged on a machine that was not well', () => {
  const doubt = 'v1.37.2: a Lease is late'
  expect(exitCode('the same', { ...tinyComparison, doubt })).toBe(2)
  expect(exitCode('of another making', { ...tinyComparison, doubt })).toBe(0)
})

test('a claim that fails counts first', () => {
  expect(exitCodeOfReport(failed.report)).toBe(1)
})
