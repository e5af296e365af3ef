import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startOfShell } from './start-of-shell.ts'
import { ShellTerminal, type TerminalPlace } from './terminal.ts'

const marker = 'of-a-test'
const signal = new AbortController().signal

let home: string
let surroundings: TerminalPlace
let ended = 0
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'kubelab-test-'))
  const start = join(home, 'start')
  await writeFile(start, startOfShell(marker, home))
  await writeFile(join(home, 'config'), 'a kubeconfig')
  surroundings = {
    start,
    env: {},
    // What is typed in a container elsewhere is typed on this machine here: no line of these tests does harm.
    command: (script, ...args) => [
      ...(['env', '-i', `HOME=${home}`, `TMPDIR=${home}`, 'TERM=dumb', 'PATH=/usr/bin:/bin'] as const),
      'bash',
      '-c',
      script,
      'bash',
      ...args,
    ],
    endAll: async () => {
      ended += 1
    },
  }
})
afterAll(() => rm(home, { recursive: true }))

const open = () => ShellTerminal.open(surroundings, marker, signal)
const run = (terminal: ShellTerminal, line: string, limit = 10_000) => terminal.run(line, { limit, signal })

test('what is printed comes without prompts and without what was typed, and with the exit code', async () => {
  await using terminal = await open()
  expect(await run(terminal, 'echo one; echo two >&2; false')).toEqual({ printed: 'one\ntwo\n', code: 1 })
  expect(await run(terminal, `echo "it's $((1 + 1))" '!' '\\n'`)).toEqual({
    printed: "it's 2 ! \\n\n",
    code: 0,
  })
  expect(await run(terminal, 'test -t 0 -a -t 1')).toEqual({ printed: '', code: 0 })
  expect(await readFile(join(home, '.kube/config'), 'utf8')).toBe('a kubeconfig')
})

test('lines that go on, functions, variables and jobs are there for the next', async () => {
  await using terminal = await open()
  await run(terminal, 'A=5; f() { echo "f $1 $A"; }; cd /')
  expect(
    (await run(terminal, 'cat <<EOF\n$A\n"quoted"\nEOF\nfor i in 1 2; do\nf $i\ndone; pwd')).printed,
  ).toBe('5\n"quoted"\nf 1 5\nf 2 5\n/\n')
  expect((await run(terminal, 'sleep 100 &')).printed).toMatch(/^\[1\] \d+\n$/)
  expect((await run(terminal, 'kill %1; wait 2> /dev/null; jobs')).code).toBe(0)
})

test('a program in the foreground is typed into, and left', async () => {
  await using terminal = await open()
  const quiet = { limit: 10_000, quiet: 300, stays: true, signal }
  expect(await terminal.run('echo ready; cat', quiet)).toEqual({ printed: 'ready\n', code: undefined })
  expect(await terminal.type('hello\n', quiet)).toEqual({ printed: 'hello\n', code: undefined })
  await terminal.interrupt(signal)
  expect(await run(terminal, 'echo after')).toEqual({ printed: 'after\n', code: 0 })
})

test('what goes on is ended when enough was seen, when it is hopeless, or at the limit', async () => {
  await using terminal = await open()
  const forever = 'while sleep 0.1; do echo again; done'
  const isEnough = (printed: string) => printed.includes('again\nagain')
  const enough = await terminal.run(forever, { limit: 10_000, isEnough, signal })
  expect(enough.printed).toMatch(/^again\nagain/)
  expect(enough.reason).toBeUndefined()
  expect(await terminal.run('sleep 100', { limit: 10_000, stop: () => true, signal })).not.toHaveProperty(
    'reason',
  )
  expect((await run(terminal, 'sleep 100', 1000)).reason).toBe(
    'it gave no prompt back within 1 s, and was ended',
  )
  expect((await run(terminal, 'echo after')).printed).toContain('after\n')
  expect(ended).toBe(0)
})

test('a line prints no more than 1 MiB', async () => {
  await using terminal = await open()
  const { printed, reason } = await run(terminal, 'yes')
  expect(printed.length).toBeGreaterThan(1 << 19)
  expect(printed.length).toBeLessThanOrEqual(1 << 20)
  expect(reason).toContain('more than 1 MiB')
  expect((await run(terminal, 'echo after')).printed).toBe('after\n')
})

test('a shell that is gone is followed by one in its place', async () => {
  const first = await open()
  await run(first, 'export A=5; cd /')
  expect((await run(first, 'exit 3')).printed).toBe('exit\n')
  expect(first.isClosed).toBe(true)
  await using next = await open()
  expect((await run(next, 'echo $A $PWD')).printed).toBe('5 /\n')
})

test('a prompt that is changed changes nothing', async () => {
  await using terminal = await open()
  expect((await run(terminal, "PS1='$ '")).code).toBe(0)
  expect((await run(terminal, 'PROMPT_COMMAND=')).printed).toContain('readonly')
  expect((await run(terminal, 'echo after')).printed).toContain('after\n')
})

test('no line is longer than a terminal takes', async () => {
  await using terminal = await open()
  expect((await run(terminal, `echo ${'x'.repeat(5000)}`)).reason).toContain(
    'no line of more than 4000 bytes',
  )
  expect((await run(terminal, `echo ${'x'.repeat(3000)}`)).printed).toHaveLength(3001)
})
