import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { isAtLength } from '../../testing/at-length.ts'
import { Shell } from './shell.ts'

const server = createServer((_, response) => response.end('the server')).listen(0, '127.0.0.1')
let home = ''
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'kubelab-test-'))
  await mkdir(join(home, '.kube'))
  const files = {
    '.curlrc': 'write-out = "of the user"\nsilent\ninclude\n',
    '.kube/kuberc': 'of the user\n',
    '.inputrc': 'of the user\n',
    curl: '#!/bin/sh\necho of the user\n',
    greets: 'echo of the user; alias echo=false; shopt -s expand_aliases\n',
    passwd: `root:x:0:0:root:${home}:/bin/sh\n`,
  }
  for (const [name, text] of Object.entries(files)) await writeFile(join(home, name), text)
  await chmod(join(home, 'curl'), 0o755)
  if (!server.listening) await once(server, 'listening')
})
afterEach(() => vi.unstubAllEnvs())
afterAll(async () => {
  server.close()
  await rm(home, { recursive: true })
})

/** What comes of a line in a shell, and of the same in a terminal. */
async function typed(line: string) {
  await using shell = await Shell.open(tmpdir(), {})
  const inShell = await shell.run(line)
  const terminal = shell.open(line)
  terminal.stdin.end()
  const inTerminal = await terminal
  return [inShell, inTerminal].map(({ exitCode, stdout, stderr }) => ({
    exitCode,
    out: `${stdout}${stderr}`.replaceAll(shell.folder, 'FOLDER').replace(/group \(\d+\)/, 'group'),
  }))
}

const there = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const nobody = 'http://127.0.0.1:9'
const asks = () => `curl --silent --show-error ${there()}`
const reads = 'curl --silent file:///etc/hostname'
const says = 'echo a; cd .; echo b | grep b'
const prompts = 'bash --norc -i <<< exit'

/** A variable of the user's, and a line whose answer it would change; where none is named, whether it is there at all. */
type Surrounding = [name: string, value: (user: string) => string, line?: () => string]
const surroundings: Surrounding[] = [
  ...['http_proxy', 'all_proxy', 'ALL_PROXY'].map((name) => [name, () => nobody, asks] satisfies Surrounding),
  ['HTTP_PROXY', () => nobody],
  ['https_proxy', () => nobody],
  ['HTTPS_PROXY', () => nobody],
  ['no_proxy', () => '*'],
  ['NO_PROXY', () => '*'],
  ['HOME', (user) => user, () => reads],
  ['HOME', (user) => user, () => 'cat ~/.kube/kuberc ~/.inputrc'],
  ['CURL_HOME', (user) => user, () => reads],
  ['XDG_CONFIG_HOME', (user) => user, () => reads],
  ['PATH', (user) => `${user}:${process.env['PATH']}`, () => reads],
  ['KUBECONFIG', (user) => join(user, 'config')],
  ['KUBERC', (user) => join(user, '.kube/kuberc')],
  ['KUBECTL_KUBERC', () => 'false'],
  ['KUBECTL_COMMAND_HEADERS', () => 'false'],
  ['KUBECTL_EXTERNAL_DIFF', () => 'false'],
  ['KUBECTL_REMOTE_COMMAND_WEBSOCKETS', () => 'false'],
  ['KUBE_FEATURE_WatchListClient', () => 'false'],
  ['KUBECACHEDIR', (user) => user],
  ['KUBE_EDITOR', () => 'false'],
  ['EDITOR', () => 'false'],
  ['KUBERNETES_MASTER', () => nobody],
  ['BASH_ENV', (user) => join(user, 'greets'), () => says],
  ['ENV', (user) => join(user, 'greets'), () => `sh -i -c '${says}'; sh -c true`],
  ['ENV', (user) => join(user, 'greets')],
  ['SHELLOPTS', () => 'braceexpand:hashall:interactive-comments:xtrace', () => says],
  ['SHELLOPTS', () => 'errexit:nounset', () => `false; ${says}`],
  ['BASHOPTS', () => 'nullglob:dotglob', () => 'echo *nothing*'],
  ['BASH_FUNC_echo%%', () => '() { printf "of the user"; }', () => says],
  ['BASH_FUNC_curl%%', () => '() { printf "of the user"; }', () => reads],
  ['PS1', () => 'of the user ', () => prompts],
  ['PS4', () => 'of the user '],
  ['PROMPT_COMMAND', () => 'printf "of the user"', () => prompts],
  ['INPUTRC', (user) => join(user, '.inputrc'), () => 'cat $INPUTRC'],
  ['SHELL', () => '/usr/sbin/nologin', () => says],
  ['CDPATH', () => '/', () => 'cd etc || echo there is none'],
  ['IFS', () => 'a'],
  ['GREP_OPTIONS', () => '--color=always'],
  ['GREP_COLORS', () => 'mt=01;32'],
  ['POSIXLY_CORRECT', () => '1', () => 'echo $POSIXLY_CORRECT; echo a -n | base64 -d 2> /dev/null'],
  ['LD_PRELOAD', () => '/of/the/user.so', () => says],
  ['LANG', () => 'de_DE.UTF-8', () => 'echo $LANG'],
  ['LC_ALL', () => 'xx_XX', () => says],
  ['LANGUAGE', () => 'de'],
  ['TZ', () => 'Asia/Tokyo', () => 'date +%Z'],
  ['TERM', () => 'xterm-256color', () => 'echo $TERM'],
  ['COLUMNS', () => '20'],
  ['NO_COLOR', () => '1'],
  ['TMOUT', () => '1'],
  ['SSL_CERT_FILE', () => '/dev/null'],
  ['SSL_CERT_DIR', () => '/dev/null'],
  ['CURL_CA_BUNDLE', () => '/dev/null'],
  ['OPENSSL_CONF', () => '/dev/null'],
  ['SSLKEYLOGFILE', () => '/dev/null'],
]

/** What comes of lines without the variables, which is the same without any other. */
const usualOf = new Map<string, Awaited<ReturnType<typeof typed>>>()

/** One by one they take their time: otherwise all that change the answer of the same line are there at once. */
const together = isAtLength
  ? surroundings.map((one) => [one])
  : [...Map.groupBy(surroundings, ([, , line]) => line).values()]

describe('nothing of what surrounds the user reaches the student:', () => {
  test.each(together.map((some) => ({ names: some.map(([name]) => name).join(', '), some })))(
    '$names',
    async ({ some }) => {
      const all = new Set(some.map(([name, , line = () => `printenv '${name}'`]) => line()))
      const lines = [...all].join('; ')
      for (const [name] of some) if (name !== 'PATH') vi.stubEnv(name, undefined)
      const usual = usualOf.get(lines) ?? (await typed(lines))
      usualOf.set(lines, usual)
      for (const [name, value] of some) vi.stubEnv(name, value(home))
      expect(await typed(lines)).toEqual(usual)
    },
  )
})

const canBeAnother = spawnSync('unshare', ['--map-root-user', '--mount', 'true']).status === 0

test.runIf(canBeAnother)('curl looks for no file in the home that the system has for the user', async () => {
  const asAnother = `mount --bind ${home}/passwd /etc/passwd && ${reads}`
  for (const { exitCode, out } of await typed(`unshare --map-root-user --mount sh -c '${asAnother}'`)) {
    expect(exitCode).toBe(0)
    expect(out).not.toContain('of the user')
  }
})
