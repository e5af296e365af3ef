import { expect, test } from 'vitest'
import { at, line, requestsOf } from '../../testing/audit-log.ts'
import { cameBetween, isOfATool, isTyped, requestsIn } from './audit.ts'

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

test('what is no audit log is refused', () => {
  expect(() => requestsIn('{"kind": "Event"}')).toThrow(/verb/)
})
