import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { stringify } from 'yaml'
import { CannotJudge, CommandFailed, UsageError } from '../errors.ts'
import { fakePrograms } from '../testing/fake-programs.ts'
import { openContext } from './context.ts'

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kubelab-test-'))
  file = join(folder, 'theirs.yaml')
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true })
})

const usual = { server: 'https://example.test:6443', 'certificate-authority-data': 'Y2E=' }
const inFile = (cluster: object, user: object) => ({
  clusters: [{ name: 'c', cluster }],
  users: [{ name: 'u', user }],
  contexts: ['theirs', 'another'].map((name) => ({ name, context: { cluster: 'c', user: 'u' } })),
  'current-context': 'another',
})

async function open(cluster: object = usual, user: object = { token: 'secret' }, context = 'theirs') {
  await writeFile(file, stringify(inFile(cluster, user)))
  return await openContext({ context, kubeconfig: file }, folder, new AbortController().signal)
}

/** What the copy says of the cluster and of the user. */
async function copied(...of: Parameters<typeof open>) {
  await using context = await open(...of)
  const { clusters, users } = JSON.parse(await readFile(context.kubeconfig, 'utf8')) as ReturnType<
    typeof inFile
  >
  return { cluster: clusters[0]?.cluster, user: users[0]?.user }
}

test('a context is copied into the folder of the run, for its owner only, and removed with it', async () => {
  const { kubeconfig, [Symbol.asyncDispose]: dispose } = await open()
  const { contexts, ...copy } = JSON.parse(await readFile(kubeconfig, 'utf8')) as ReturnType<typeof inFile>
  expect(copy).toEqual({
    clusters: [{ name: 'c', cluster: usual }],
    users: [{ name: 'u', user: { token: 'secret' } }],
    'current-context': 'theirs',
  })
  expect(contexts).toHaveLength(1)
  expect((await stat(kubeconfig)).mode & 0o777).toBe(0o600)
  await dispose()
  await expect(stat(kubeconfig)).rejects.toThrow('ENOENT')
  expect(await readFile(file, 'utf8')).toBe(stringify(inFile(usual, { token: 'secret' })))
})

test('without a file it is looked for where kubectl does', async () => {
  const find = () => openContext({ context: 'theirs' }, folder, new AbortController().signal)
  vi.stubEnv('HOME', folder)
  vi.stubEnv('KUBECONFIG', '')
  await expect(find()).rejects.toThrow(/there is none\. .* --kubeconfig/)
  await mkdir(join(folder, '.kube'))
  await writeFile(join(folder, '.kube/config'), stringify(inFile(usual, { token: 'secret' })))
  {
    await using context = await find()
    expect(await readFile(context.kubeconfig, 'utf8')).toContain('secret')
  }
  vi.stubEnv('KUBECONFIG', `/nowhere:${file}`)
  await expect(find()).rejects.toThrow(/there is none/)
  await writeFile(file, stringify(inFile(usual, { token: 'another' })))
  await using context = await find()
  expect(await readFile(context.kubeconfig, 'utf8')).toContain('another')
})

test('what is in files comes into the copy', async () => {
  for (const name of ['ca', 'cert', 'key']) await writeFile(join(folder, name), name)
  const user = { 'client-certificate': 'cert', 'client-key': join(folder, 'key') }
  expect(await copied({ server: usual.server, 'certificate-authority': 'ca' }, user)).toEqual({
    cluster: usual,
    user: { 'client-certificate-data': 'Y2VydA==', 'client-key-data': 'a2V5' },
  })
})

test('the address of the server gets its port, as the lab shows it', async () => {
  expect((await copied({ ...usual, server: 'https://example.test' })).cluster).toEqual({
    ...usual,
    server: 'https://example.test:443',
  })
})

test('a context that is not there is wrong usage, and those there are are named; so is a file that is none', async () => {
  const missing = open(usual, {}, 'kind')
  await expect(missing).rejects.toThrow(UsageError)
  await expect(missing).rejects.toThrow(/found kind; there is theirs, another/)
  const none = openContext({ context: 'c', kubeconfig: '/nowhere' }, folder, new AbortController().signal)
  await expect(none).rejects.toThrow(UsageError)
  await expect(none).rejects.toThrow(/^--kubeconfig: expected .* found this of \/nowhere: ENOENT/)
  await expect(open({ ...usual, 'certificate-authority': 'no-ca' })).rejects.toThrow(UsageError)
})

test.each([
  { server: 'http://example.test:80' },
  { server: 'https://example.test/k8s/clusters/c-1' },
  { server: 'https://[::1]:6443' },
  { 'certificate-authority-data': undefined },
  { 'insecure-skip-tls-verify': true },
  { 'tls-server-name': 'other' },
  { 'proxy-url': 'http://proxy' },
])('a cluster that curl can not call as the lab does is told in words: %o', async (other) => {
  await expect(open({ ...usual, ...other })).rejects.toThrow(/^Expected the context theirs to have a server/)
})

const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: '', args: ['get'] }

test('a user who has nothing to show is told so', async () => {
  await expect(open(usual, { username: 'me', password: 'secret' })).rejects.toThrow(
    /to have a token or a certificate/,
  )
})

test('the credentials of a program are asked for once, as kubectl does', async () => {
  await fakePrograms(folder, {
    login: `echo '{"kind":"ExecCredential","status":{"token":"'"$1 $AS"'","clientKeyData":"key"}}'
            [ "$KUBERNETES_EXEC_INFO" = '{"apiVersion":"${exec.apiVersion}","kind":"ExecCredential","spec":{"interactive":false}}' ]`,
  })
  const program = { ...exec, command: join(folder, 'login'), env: [{ name: 'AS', value: 'me' }] }
  expect((await copied(usual, { exec: program })).user).toEqual({
    token: 'get me',
    'client-key-data': 'a2V5',
  })
})

test('a program that gives no credentials is told with what it says, and what to do', async () => {
  await fakePrograms(folder, { expired: 'echo session expired >&2; exit 3', odd: 'echo hello' })
  const expired = open(usual, { exec: { ...exec, command: join(folder, 'expired') } })
  await expect(expired).rejects.toThrow(CommandFailed)
  await expect(expired).rejects.toThrow(/exit code 3[^]*session expired[^]*Log in/)
  const odd = open(usual, { exec: { ...exec, command: join(folder, 'odd') } })
  await expect(odd).rejects.toThrow(CannotJudge)
  await expect(open(usual, { exec: 1 })).rejects.toThrow(CannotJudge)
  await expect(open(usual, { exec: { ...exec, command: 'no-such-program' } })).rejects.toThrow(
    /is not installed/,
  )
})
