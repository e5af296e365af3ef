import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { processStart } from '../process-start.ts'
import { leftBehind, readOwners, removeOwner, writeOwner, type OwnerRecord } from './owner.ts'

const record: OwnerRecord = { cluster: 'kubelab-100-ab', pid: 100, started: '5000', kubeconfig: '/x' }

test('a cluster whose process lives is left alone', () => {
  expect(leftBehind([record], () => '5000')).toEqual([])
})

test('a cluster whose process is gone was left behind', () => {
  expect(leftBehind([record], () => undefined)).toEqual([record])
})

test('a later process with the same id owns nothing', () => {
  expect(leftBehind([record], () => '9000')).toEqual([record])
})

test('a name that is not ours is never touched, whatever a record says', () => {
  expect(leftBehind([{ ...record, cluster: 'kind' }], () => undefined)).toEqual([])
})

let cache = ''
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'owner-'))
  vi.stubEnv('XDG_CACHE_HOME', cache)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(cache, { recursive: true })
})

test('a record is read as it was written until it is removed', async () => {
  await writeOwner('kubelab-1-a', '/some/kubeconfig')
  expect(await readOwners()).toEqual([
    {
      cluster: 'kubelab-1-a',
      pid: process.pid,
      started: processStart(process.pid),
      kubeconfig: '/some/kubeconfig',
    },
  ])
  expect(leftBehind(await readOwners())).toEqual([])
  await removeOwner('kubelab-1-a')
  expect(await readOwners()).toEqual([])
})

test('a broken record names no cluster', async () => {
  await writeOwner('kubelab-1-a', '/some/kubeconfig')
  await writeFile(join(cache, 'kubelab-conformance/clusters/kubelab-2-b.json'), '{"cluster": "kubelab-2-b"')
  expect((await readOwners()).map(({ cluster }) => cluster)).toEqual(['kubelab-1-a'])
})
