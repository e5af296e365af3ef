import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CannotJudge, UsageError } from '../errors.ts'
import { fakePrograms } from '../../testing/fake-programs.ts'
import { NotedProgress } from '../../testing/noted-progress.ts'
import { kubernetesPath } from '../node-image/kubernetes-programs.ts'
import { kubectlFor } from './kubectl-for.ts'

let folder = ''
const progress = new NotedProgress()

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kubelab-test-'))
  vi.stubEnv('XDG_CACHE_HOME', join(folder, 'cache'))
  vi.stubEnv('LAB_SETUP', 'never')
  vi.stubEnv('PATH', `${folder}:/usr/bin:/bin`)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true })
})

const onPath = (version: string) =>
  fakePrograms(folder, {
    kubectl: `echo '{ "clientVersion": { "major": "1", "gitVersion": "${version}" } }'`,
  })
const kubectl = (server: string, named?: string) =>
  kubectlFor(server, named, progress, new AbortController().signal)

test.each(['v1.36.0', 'v1.37.2-dispatcher', 'v1.38.0+vendor'])(
  'the kubectl on the PATH is taken where it is at most one minor version away: %s',
  async (version) => {
    await onPath(version)
    expect(await kubectl('v1.37.2')).toBe(join(folder, 'kubectl'))
  },
)

test.each(['v1.35.9', 'v1.39.0', ''])('another one is not: %s', async (version) => {
  await onPath(version)
  await expect(kubectl('v1.37.2')).rejects.toThrow(CannotJudge)
  await expect(kubectl('v1.37.2')).rejects.toThrow(/kubectl v1\.37\.2 is missing.*--kubectl/)
})

test.each([
  ['v1.37.2', 'v1.37.2'],
  ['v1.33.4+k3s1', 'v1.33.4'],
  ['v1.33.4-gke.100', 'v1.33.4'],
  ['v1.38.0-rc.1', 'v1.38.0-rc.1'],
])('for the server %s it is then %s, which the cache may have', async (server, version) => {
  await onPath('v1.3.0')
  const cache = await kubernetesPath(version)
  await fakePrograms(cache, { kubectl: '' })
  expect(await kubectl(server)).toBe(join(cache, 'kubectl'))
})

test('one that is named is taken, whatever its version', async () => {
  await onPath('v1.3.0')
  expect(await kubectl('v1.37.2', join(folder, 'kubectl'))).toBe(join(folder, 'kubectl'))
  await expect(kubectl('v1.37.2', 'v1.23.3')).rejects.toThrow(/kubectl v1\.23\.3 is missing/)
  await expect(kubectl('v1.37.2', join(folder, 'none'))).rejects.toThrow(UsageError)
})
