import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { thisRun } from '../this-run.ts'
import { leftBehind, readOwners, removeOwner, writeOwner } from './owner.ts'

let cache = ''
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'owner-'))
  vi.stubEnv('XDG_CACHE_HOME', cache)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(cache, { recursive: true })
})

test('a record is read as it was written until it is removed, and a run that lives has left nothing behind', async () => {
  await writeOwner('kubelab-1-a')
  expect(await readOwners()).toEqual([{ cluster: 'kubelab-1-a', run: await thisRun() }])
  expect(await leftBehind(await readOwners())).toEqual([])
  await removeOwner('kubelab-1-a')
  expect(await readOwners()).toEqual([])
})

test('a cluster whose run is over was left behind, and nothing of another name is, whatever a record says', async () => {
  const over = { cluster: 'kubelab-1-a', run: '1-aaaaaa' }
  expect(await leftBehind([over, { ...over, cluster: 'kind' }])).toEqual([over])
})

test('a broken record names no cluster', async () => {
  await writeOwner('kubelab-1-a')
  await writeFile(join(cache, 'kubelab-conformance/clusters/kubelab-2-b.json'), '{"cluster": "kubelab-2-b"')
  expect((await readOwners()).map(({ cluster }) => cluster)).toEqual(['kubelab-1-a'])
})
