import { expect, test } from 'vitest'
import { cameBetween, decidedAt, isOfATool, isTyped, requestsIn } from './audit.ts'

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 26, 1, 0, seconds)).toISOString()

/** A line of an audit log. */
const line = (seconds: number, username: string, userAgent: string, more: object = {}) =>
  JSON.stringify({
    stage: 'ResponseComplete',
    verb: 'get',
    user: { username },
    userAgent,
    requestReceivedTimestamp: at(seconds),
    stageTimestamp: at(seconds),
    ...more,
  })

/** A Job that is written. */
const writes = (
  seconds: number,
  verb: string,
  job: { owner?: string; spec?: object; conditions?: string[] },
) =>
  line(seconds, 'system:serviceaccount:kube-system:job-controller', 'kube-controller-manager/v1.37.2', {
    verb,
    objectRef: { resource: 'jobs', namespace: 'one' },
    responseObject: {
      metadata: {
        creationTimestamp: at(0),
        ...(job.owner !== undefined && { ownerReferences: [{ kind: job.owner }] }),
      },
      spec: job.spec ?? {},
      status: { conditions: job.conditions?.map((type) => ({ type, status: 'True' })) },
    },
  })

const requestsOf = (...lines: string[]) => requestsIn(`${lines.join('\n')}\n`)

test('a request is of a tool unless a component of the cluster has made it', () => {
  const requests = requestsOf(
    line(1, 'kubernetes-admin', 'chainsaw/v0.0.0'),
    line(2, 'kubernetes-admin', 'kubectl/v1.37.2 (linux/amd64)'),
    line(3, 'system:serviceaccount:lab-rest:default', 'curl/8.14.1'),
    line(4, 'system:anonymous', 'curl/8.14.1'),
    line(5, 'system:anonymous', 'kube-probe/1.37'),
    line(6, 'system:serviceaccount:kube-system:job-controller', 'kube-controller-manager'),
    line(7, 'system:apiserver', ''),
  )
  expect(requests.map(isOfATool)).toEqual([true, true, true, true, false, false, false])
  expect(requests.map(isTyped)).toEqual([false, true, true, true, false, false, false])
  expect(cameBetween(requests, Date.parse(at(2)), Date.parse(at(4)))).toHaveLength(3)
})

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

test('what is no audit log is refused', () => {
  expect(() => requestsIn('{"kind": "Event"}')).toThrow(/verb/)
})
