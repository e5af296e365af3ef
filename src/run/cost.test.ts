import { expect, test } from 'vitest'
import { costInWords, costOf } from './cost.ts'

const request = (user: string, agent: string, verb: string) => ({
  user,
  agent,
  verb,
  came: 0,
  answered: 0,
  namespace: '',
})

test('a cost has what the suite asks apart from what is typed, and nothing of the cluster itself', () => {
  const requests = [
    request('kubernetes-admin', 'kubelab-conformance', 'list'),
    request('kubernetes-admin', 'kubelab-conformance', 'get'),
    request('kubernetes-admin', 'kubelab-conformance', 'watch'),
    request('kubernetes-admin', 'kubectl/v1.37.2 (linux/amd64)', 'watch'),
    request('system:anonymous', 'curl/8.14.1', 'list'),
    request('system:apiserver', '', 'list'),
  ]
  const usage = { ...process.resourceUsage(), userCPUTime: 4e6, systemCPUTime: 5e5, maxRSS: 250_000 }
  const cost = costOf(requests, usage)
  expect(cost).toEqual({ own: 3, watches: 1, typed: 2, cpuSeconds: 4.5, memory: 256_000_000 })
  expect(costInWords(cost)).toBe(
    'Cost: 3 requests of our own, 1 of them watches that were begun; 2 of kubectl and curl; ' +
      '4.5 s of CPU time and 256 MB of memory in this process',
  )
})
