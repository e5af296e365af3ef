import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { newestKept, writeKept } from './kept.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kept-'))
  vi.stubEnv('XDG_CACHE_HOME', folder)
  await writeFile(join(folder, 'kubeconfig'), 'a kubeconfig', { mode: 0o644 })
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true })
})

const keep = (cluster: string, kubernetes: string, at: number) =>
  writeKept(
    {
      cluster,
      kubernetes,
      kubectl: '/bin/kubectl',
      nodeImage: 'an image',
      kubeconfig: join(folder, 'kubeconfig'),
      removal: `kind delete cluster --name ${cluster}`,
    },
    at,
  )

test('the cluster that was kept last is found, with a kubeconfig that outlives the run', async () => {
  await keep('kubelab-2-b', 'v1.36.1', 2)
  await keep('kubelab-1-a', 'v1.37.2', 1)
  const { cluster, kubeconfig, removal } = await newestKept()
  await rm(join(folder, 'kubeconfig'))
  expect(cluster).toBe('kubelab-2-b')
  expect(await readFile(kubeconfig, 'utf8')).toBe('a kubeconfig')
  expect(removal).toBe(`kind delete cluster --name kubelab-2-b --kubeconfig ${kubeconfig}`)
  expect((await stat(kubeconfig)).mode & 0o777).toBe(0o600)
})

test.each(['v1.37', '1.37', 'v1.37.2'])('one of the version %s is found', async (version) => {
  await keep('kubelab-1-a', 'v1.37.2', 1)
  await keep('kubelab-2-b', 'v1.36.1', 2)
  expect((await newestKept(version)).cluster).toBe('kubelab-1-a')
})

test('where there is none, or none of the version, it says what to do', async () => {
  await expect(newestKept()).rejects.toThrow(
    '--reuse: expected a cluster that an earlier run has kept, found none. Keep one: npm run verify -- --keep',
  )
  await keep('kubelab-1-a', 'v1.37.2', 1)
  await expect(newestKept('v1.36')).rejects.toThrow(
    '--reuse: expected a cluster of Kubernetes v1.36 that an earlier run has kept, found kubelab-1-a of v1.37.2. ' +
      'Keep one: npm run verify -- --keep --kubernetes v1.36',
  )
})

test('a record that is none is passed over', async () => {
  await keep('kubelab-1-a', 'v1.37.2', 1)
  await writeFile(join(folder, 'kubelab-conformance/kept/kubelab-2-b.json'), '{"cluster":')
  expect((await newestKept()).cluster).toBe('kubelab-1-a')
})
