import { expect, test } from 'vitest'
import { at, requestsOf, writes } from '../../testing/audit-log.ts'
import { decidedAt } from './decided-at.ts'

test('a claim is decided by the first write that has its condition', () => {
  const spec = { completions: 5, parallelism: 2 }
  const requests = requestsOf(
    writes(9, 'update', { spec: { completions: 5, parallelism: 1 }, conditions: ['Complete'] }),
    writes(3, 'update', { spec, conditions: ['SuccessCriteriaMet'] }),
    writes(5, 'update', { spec, conditions: ['SuccessCriteriaMet', 'Complete'] }),
    writes(4, 'update', { spec, conditions: ['SuccessCriteriaMet', 'Complete'] }),
    writes(7, 'update', { spec: { ...spec, activeDeadlineSeconds: 15 }, conditions: ['FailureTarget'] }),
    writes(8, 'update', {
      spec: { ...spec, activeDeadlineSeconds: 15 },
      conditions: ['FailureTarget', 'Failed'],
    }),
    writes(11, 'create', { owner: 'CronJob' }),
    writes(12, 'update', { owner: 'CronJob', conditions: ['Complete'] }),
  )
  const decided = (claim: Parameters<typeof decidedAt>[0]) => decidedAt(claim, requests)
  expect(decided('five')).toBe(Date.parse(at(9)))
  expect(decided('two')).toBe(Date.parse(at(4)))
  expect(decided('deadline')).toBe(Date.parse(at(8)))
  expect(decided('cron')).toBeUndefined()
  expect(decidedAt('cron', [...requests, ...requestsOf(writes(131, 'create', { owner: 'CronJob' }))])).toBe(
    Date.parse(at(131)),
  )
})
