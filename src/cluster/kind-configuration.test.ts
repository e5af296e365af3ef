import { expect, test } from 'vitest'
import * as z from 'zod'
import { kindConfiguration } from './kind-configuration.ts'

const configuration = z.object({ kubeadmConfigPatches: z.array(z.string()) })
const controlPlane = z.object({
  kind: z.literal('ClusterConfiguration'),
  apiVersion: z.string(),
  controllerManager: z.unknown(),
  apiServer: z.unknown().optional(),
})

/** The patches of the control plane, by the version of kubeadm's configuration. */
function patchesOf(...args: Parameters<typeof kindConfiguration>) {
  const { kubeadmConfigPatches } = configuration.parse(kindConfiguration(...args))
  const patches = kubeadmConfigPatches.filter((text) => text.startsWith('{'))
  return patches.map((text) => controlPlane.parse(JSON.parse(text)))
}

test('a controller manager that need not wait for its tokens is told so in both ways that kubeadm knows', () => {
  const args = { 'kube-api-qps': '200', 'kube-api-burst': '300', 'enable-hostpath-provisioner': 'true' }
  const list = Object.entries(args).map(([name, value]) => ({ name, value }))
  const kind = 'ClusterConfiguration'
  expect(patchesOf([])).toEqual([
    { kind, apiVersion: 'kubeadm.k8s.io/v1beta3', controllerManager: { extraArgs: args } },
    { kind, apiVersion: 'kubeadm.k8s.io/v1beta4', controllerManager: { extraArgs: list } },
  ])
})

test('an API server that writes down what it is asked is told so in both ways as well', () => {
  const log = '/var/log/kubernetes/audit.log'
  const patches = patchesOf([], '/run/policy.yaml')
  expect(patches.map(({ apiServer }) => apiServer)).toEqual([
    expect.objectContaining({ extraArgs: expect.objectContaining({ 'audit-log-path': log }) }),
    expect.objectContaining({
      extraArgs: expect.arrayContaining([{ name: 'audit-log-path', value: log }]),
    }),
  ])
  expect(JSON.stringify(kindConfiguration([], '/run/policy.yaml'))).toContain(
    '"hostPath":"/run/policy.yaml","containerPath":"/etc/kubernetes/audit-policy.yaml"',
  )
})

test('each quirk of a host has its cure, and no other host has it', () => {
  const kubelet = { cure: 'accept-cgroup-v1', found: 'cgroup v1', cured: 'accepted' } as const
  const scores = { cure: 'restrict-oom-scores', found: 'no capability', cured: 'left' } as const
  expect(JSON.stringify(kindConfiguration([kubelet, scores]))).toMatch(
    /restrict_oom_score_adj = true.*failCgroupV1: false/,
  )
  expect(JSON.stringify(kindConfiguration([]))).not.toMatch(/restrict_oom_score_adj|failCgroupV1/)
})
