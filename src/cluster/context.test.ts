import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { execa } from 'execa'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { stringify } from 'yaml'
import { CannotJudge, CommandFailed, UsageError } from '../errors.ts'
import { processStart } from '../process-start.ts'
import { fakePrograms } from '../../testing/fake-programs.ts'
import { openContext, type Context } from './context.ts'

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
const copied = async (...of: Parameters<typeof open>) => await saidBy(await open(...of))
const copiedFrom = async (kubeconfig?: string) =>
  await saidBy(await openContext({ context: 'theirs', kubeconfig }, folder, new AbortController().signal))

async function saidBy(opened: Context) {
  await using context = opened
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

test('a relative path starts at the folder of the file that has it, as with kubectl', async () => {
  vi.stubEnv('KUBECONFIG', '')
  const theirs = join(folder, 'theirs')
  await fakePrograms(theirs, { login: gives({ token: 'of a program' }) })
  await writeFile(join(theirs, 'token'), 'of a file\n')
  await writeFile(join(theirs, 'config'), stringify(inFile(usual, { tokenFile: 'token', token: 'old' })))
  expect((await copiedFrom(join(theirs, 'config'))).user).toEqual({ token: 'of a file' })
  await writeFile(join(theirs, 'config'), stringify(inFile(usual, { exec: { ...exec, command: './login' } })))
  await symlink(join(theirs, 'config'), join(folder, 'link'))
  expect((await copiedFrom(join(theirs, 'config'))).user).toEqual({ token: 'of a program' })
  await expect(copiedFrom(join(folder, 'link'))).rejects.toThrow(`${folder}/login is not installed`)
})

test('of several files the first that has a name counts, each with its own folder, as with kubectl', async () => {
  const [one, other] = [join(folder, 'one'), join(folder, 'other')]
  for (const place of [one, other]) {
    await mkdir(place)
    await writeFile(join(place, 'token'), `of ${place}`)
  }
  const server = 'https://another.test:6443'
  await writeFile(
    join(one, 'config'),
    stringify({ ...inFile({ ...usual, server }, {}), users: null, contexts: [] }),
  )
  await writeFile(join(other, 'config'), stringify(inFile(usual, { tokenFile: 'token' })))
  vi.stubEnv('KUBECONFIG', `:/nowhere:${one}/config:${other}/config`)
  const { cluster, user } = await copiedFrom()
  expect({ cluster, user }).toEqual({ cluster: { ...usual, server }, user: { token: `of ${other}` } })
})

test('a context that is not there is wrong usage, and those there are are named', async () => {
  const missing = open(usual, {}, 'kind')
  await expect(missing).rejects.toThrow(UsageError)
  await expect(missing).rejects.toThrow(/found kind; there is theirs, another/)
})

test('what can not be read is wrong usage, at once, and none of it is printed', async () => {
  const secret = 'c2VjcmV0LW9mLXRoZS1maWxl'
  await execa({ shell: true, cwd: folder })`mkfifo fifo`
  await symlink('/dev/zero', join(folder, 'zero'))
  await writeFile(join(folder, 'line'), `users: *${secret}\n`)
  await writeFile(join(folder, 'plain'), `users:\n- ${secret}\n`)
  await writeFile(join(folder, 'torn'), `users: [{ token: ${secret} }\nb: "${secret}\n`)
  await writeFile(join(folder, 'odd'), stringify({ ...inFile(usual, { token: { [secret]: secret } }) }))
  await writeFile(
    join(folder, 'far'),
    stringify(inFile({ ...usual, 'certificate-authority-data': '', 'certificate-authority': 'fifo' }, {})),
  )
  await writeFile(join(folder, 'absent'), stringify(inFile(usual, { tokenFile: secret })))
  for (const [name, says] of [
    ['nowhere', /nowhere: expected .* found none of that name/],
    ['', /found a directory/],
    ['fifo', /found a pipe/],
    ['zero', /found a device/],
    ['line', /found this: bad alias/],
    ['plain', /this at users\.0: /],
    ['torn', /:\d: expected a file of YAML with fields, found this: /],
    ['odd', /odd, u of its users: expected .* this at user\.token: /],
    ['far', /far, c of its clusters: expected a file where certificate-authority says, found a pipe/],
    ['absent', /absent, u of its users: expected a file where tokenFile says, found none of that name/],
  ] as const) {
    const error: unknown = await copiedFrom(join(folder, name)).catch((cause: unknown) => cause)
    expect(error, name).toBeInstanceOf(UsageError)
    expect(inspect(error), name).toMatch(says)
    expect(inspect(error), name).not.toContain(secret)
  }
})

test('a name and a password in the URL of a server are refused, and not printed', async () => {
  for (const server of [
    'https://me:hunter2@example.test:6443',
    'http://me:hunter2@example.test',
    'me:hunter2@example.test',
  ]) {
    const error: unknown = await open({ ...usual, server }).catch((cause: unknown) => cause)
    expect(error).toBeInstanceOf(CannotJudge)
    expect(inspect(error)).toMatch(/a name or a password in the URL of the server|a server without a host/)
    expect(inspect(error)).not.toContain('hunter2')
  }
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
/** What a program prints that gives these credentials, in sh. */
const gives = (status: object, apiVersion = exec.apiVersion) =>
  `echo '${JSON.stringify({ apiVersion, kind: 'ExecCredential', status })}'`

test('a user who has nothing to show is told so', async () => {
  await expect(open(usual, { username: 'me', password: 'secret' })).rejects.toThrow(
    /to have a token, a certificate, or a program that gives one, found none/,
  )
  const theirs = open(usual, { 'auth-provider': { name: 'oidc', config: { 'client-secret': 'hunter2' } } })
  await expect(theirs).rejects.toThrow(/found an auth-provider\. Name another context\.$/)
})

test('the credentials of a program are asked for once, as kubectl does', async () => {
  await fakePrograms(folder, {
    login: `[ "$(pwd -P)" = '${process.cwd()}' ] && [ "$1 $AS" = 'get me' ] &&
            [ "$KUBERNETES_EXEC_INFO" = '{"apiVersion":"${exec.apiVersion}","kind":"ExecCredential","spec":{"interactive":false}}' ] &&
            ${gives({ token: 'theirs', clientCertificateData: 'cert', clientKeyData: 'key' })}`,
    knows: `case $KUBERNETES_EXEC_INFO in *'"cluster":{"server":"${usual.server}","certificate-authority-data":"Y2E=","config":{"a":1}}'*)
            printf 'apiVersion: ${exec.apiVersion}\nkind: ExecCredential\nstatus:\n  token: yaml\n' ;; esac`,
  })
  const program = { ...exec, command: join(folder, 'login'), env: [{ name: 'AS', value: 'me' }] }
  expect((await copied(usual, { exec: program })).user).toEqual({
    token: 'theirs',
    'client-certificate-data': 'Y2VydA==',
    'client-key-data': 'a2V5',
  })
  const extensions = [{ name: 'client.authentication.k8s.io/exec', extension: { a: 1 } }]
  const knows = { ...exec, command: join(folder, 'knows'), provideClusterInfo: true }
  expect((await copied({ ...usual, extensions }, { exec: knows })).user).toEqual({ token: 'yaml' })
  expect((await copied(usual, { exec: { ...program, args: null }, token: 'own' })).user).toEqual({
    token: 'own',
  })
})

test('of a program that fails its name is told and what it says, without what may be secret', async () => {
  const jwt = `eyJ${'a'.repeat(30)}.eyJ${'b'.repeat(30)}.${'c'.repeat(43)}`
  await fakePrograms(folder, {
    expired: `echo '{"token": "opaque-0123456789", "refresh": "${jwt}"}'
      echo "session expired: $1 \${1#*=} $PIN $CODE opaque-0123456789 ${jwt}" >&2
      printf '\\033[2J%s\\033[0m%s\\n' opaque- 0123456789 >&2
      exit 3`,
  })
  const program = {
    ...exec,
    command: join(folder, 'expired'),
    args: ['--oidc-client-secret=hunter2', '--very-long-name-of-an-option', 's3cret-0123456789'],
    env: [
      { name: 'PIN', value: '4711' },
      { name: 'CODE', value: 'code-of-somebody' },
    ],
  }
  const error: unknown = await open(usual, { exec: program }).catch((cause: unknown) => cause)
  expect(error).toBeInstanceOf(CommandFailed)
  const all = `${inspect(error, { depth: null })} ${String((error as CommandFailed).cause)}`
  expect(all).toMatch(/found exit code 3: .*\/expired\nsession expired: [^]*Log in/)
  for (const secret of [
    'hunter2',
    '4711',
    'code-of',
    's3cret',
    '0123456789',
    'opaque',
    jwt.slice(0, 20),
    'oidc',
  ])
    expect(all).not.toContain(secret)
})

test.each([
  ['hello', 'echo hello-0123456789', /prints something else: the top: /],
  ['nothing', 'true', /prints something else/],
  ['another version', gives({ token: 't' }, 'client.authentication.k8s.io/v1beta1'), /another apiVersion/],
  ['a status without a token', gives({}), /prints neither a token nor a certificate with its key/],
  ['a certificate without its key', gives({ clientCertificateData: 'x' }), /prints neither/],
  ['a token that is none', gives({ token: { a: '0123456789' } }), /prints something else: status\.token: /],
])('a program that prints %s is told so, without what it prints', async (_, does, says) => {
  await fakePrograms(folder, { odd: does })
  const error: unknown = await open(usual, { exec: { ...exec, command: join(folder, 'odd') } }).catch(
    (cause: unknown) => cause,
  )
  expect(error).toBeInstanceOf(CannotJudge)
  expect(inspect(error)).toMatch(says)
  expect(inspect(error)).not.toContain('0123456789')
})

test('a program that is none, must ask on a terminal, or is missing is told so', async () => {
  await expect(open(usual, { exec: 1 })).rejects.toThrow(/user\.exec: /)
  const asks = open(usual, { exec: { ...exec, command: 'login', interactiveMode: 'Always' } })
  await expect(asks).rejects.toThrow(/interactiveMode: it must ask on a terminal/)
  const old = open(usual, {
    exec: { ...exec, command: 'login', apiVersion: 'client.authentication.k8s.io/v1alpha1' },
  })
  await expect(old).rejects.toThrow(CannotJudge)
  await expect(open(usual, { exec: { ...exec, command: 'no-such-program' } })).rejects.toThrow(
    /is not installed: no-such-program\n/,
  )
})

test('a program that asks nevertheless is answered by nobody, and Ctrl-C ends it with all that it started', async () => {
  await fakePrograms(folder, {
    asks: `if read -r answer || read -r answer < /dev/tty; then ${gives({ token: 'asked' })}; else exit 4; fi`,
    hangs: `sleep 60 & echo $! > "$PIDS"; trap '' TERM; wait; wait`,
  })
  await expect(open(usual, { exec: { ...exec, command: join(folder, 'asks') } })).rejects.toThrow(
    /exit code 4/,
  )
  const pids = join(folder, 'pids')
  const program = { ...exec, command: join(folder, 'hangs'), env: [{ name: 'PIDS', value: pids }] }
  await writeFile(file, stringify(inFile(usual, { exec: program })))
  const controller = new AbortController()
  const opening = openContext({ context: 'theirs', kubeconfig: file }, folder, controller.signal)
  const ended = opening.catch((cause: unknown) => cause)
  await expect.poll(() => readFile(pids, 'utf8').catch(() => '')).toMatch(/\d\n/)
  controller.abort(new Error('enough'))
  expect(await ended).toMatchObject({ message: 'enough' })
  const child = Number(await readFile(pids, 'utf8'))
  await expect.poll(() => processStart(child)).toBeUndefined()
})
