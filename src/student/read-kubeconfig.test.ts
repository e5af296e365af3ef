import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { CannotJudge } from '../errors.ts'
import { Administrator } from './administrator.ts'
import { readKubeconfig } from './read-kubeconfig.ts'

const certificate = await readFile(join(import.meta.dirname, '../../testing/for-tests-only.pem'), 'base64')

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kubelab-test-'))
  path = join(folder, 'kubeconfig')
})
afterEach(() => rm(folder, { recursive: true }))

const cluster = { server: 'https://127.0.0.1:6443', 'certificate-authority-data': certificate }
const user = { 'client-certificate-data': certificate, 'client-key-data': certificate }
const name = 'kind-lab'
const whole = {
  clusters: [{ name, cluster }],
  contexts: [
    { name: 'another', context: { cluster: 'none', user: 'none' } },
    { name, context: { cluster: name, user: name } },
  ],
  users: [{ name, user }],
  'current-context': name,
}
const write = (kubeconfig: unknown) => writeFile(path, stringify(kubeconfig))

test('a kubeconfig as kind writes it is read', async () => {
  await write(whole)
  const kubeconfig = await readKubeconfig(path)
  expect(kubeconfig.getCurrentCluster()?.server).toBe(cluster.server)
})

test('a user may come by access without a certificate', async () => {
  await write({ ...whole, users: [{ name, user: { token: 'secret' } }] })
  expect((await readKubeconfig(path)).getCurrentUser()?.token).toBe('secret')
})

test.each([
  ['is no kubeconfig', { kind: 'Job' }, 'this at clusters: '],
  [
    'has no server',
    { ...whole, clusters: [{ name, cluster: { ...cluster, server: 'somewhere' } }] },
    'this at clusters.0.cluster.server: ',
  ],
  ['has another user', { ...whole, users: [{ name: 'another', user }] }, 'none. '],
  ['has no context', { ...whole, 'current-context': 'none' }, 'none. '],
  [
    'names a file that is not there',
    { ...whole, users: [{ name, user: { ...user, 'token-file': '/none' } }] },
    'this: ENOENT',
  ],
  [
    'has a broken key',
    { ...whole, users: [{ name, user: { ...user, 'client-key-data': 'bm9uZQ==' } }] },
    "certificates that can't be used",
  ],
])('one that %s is told with its path, its place, and what to do', async (_, kubeconfig, found) => {
  await write(kubeconfig)
  const reading = readKubeconfig(path)
  await expect(reading).rejects.toThrow(CannotJudge)
  await expect(reading).rejects.toThrow(
    `${path}: expected a kubeconfig with a cluster and a user of the current context, found ${found}`,
  )
  await expect(reading).rejects.toThrow(/\. Run this again, with a kubeconfig that kubectl can use\.$/)
})

test('a student gets one with a namespace in the current context', async () => {
  await write(whole)
  const written = join(folder, 'student')
  await new Administrator({ kubectl: '', kubeconfig: path }).writeKubeconfig(written, 'lab-single')
  const kubeconfig = await readKubeconfig(written)
  expect(kubeconfig.getContextObject(name)?.namespace).toBe('lab-single')
  expect(kubeconfig.getContextObject('another')?.namespace).toBeUndefined()
})
