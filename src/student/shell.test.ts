import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { processStart } from '../process-start.ts'
import { fakePrograms } from '../../testing/fake-programs.ts'
import { endProcesses } from './end-processes.ts'
import { Shell } from './shell.ts'

test('what a line exports is there for the next, and its exit code is its own', async () => {
  await using shell = await Shell.open(tmpdir(), {})
  expect((await shell.run('export word=$(echo one two | cut -f2 -d " "); false')).exitCode).toBe(1)
  expect((await shell.run('echo "$word"')).stdout).toBe('two\n')
})

test('a pipeline and a folder are as in any shell', async () => {
  await using shell = await Shell.open(tmpdir(), {})
  await shell.run('echo text > file')
  expect((await shell.run('cat file | grep ^t | cut -c1')).stdout).toBe('t\n')
})

test('a terminal is one, and keys reach what runs in it', async () => {
  await using shell = await Shell.open(tmpdir(), {})
  const terminal = shell.open('test -t 0 && read answer && echo "got $answer"')
  terminal.stdin.write('it\n')
  const { stdout, exitCode } = await terminal
  expect(stdout).toContain('got it')
  expect(exitCode).toBe(0)
})

test('Ctrl-C interrupts what is in the foreground of a terminal', async () => {
  await using shell = await Shell.open(tmpdir(), {})
  const terminal = shell.open('echo ready; sleep 60')
  await new Promise((resolve) => terminal.stdout.once('data', resolve))
  terminal.stdin.write('\u0003')
  expect((await terminal).exitCode).not.toBe(0)
})

test('nothing is left of a shell: no folder, and no program that it put into the background of a terminal', async () => {
  const shell = await Shell.open(tmpdir(), {})
  const terminal = shell.open('bash --norc -i')
  terminal.stdin.write('sleep 1234 & echo "pid=$!"\n')
  let shown = ''
  terminal.stdout.setEncoding('utf8').on('data', (text: string) => (shown += text))
  while (!/pid=\d+/.test(shown)) await pause(20)
  const pid = Number(shown.match(/pid=(\d+)/)?.[1])
  expect(processStart(pid)).toBeDefined()
  await shell[Symbol.asyncDispose]()
  expect(processStart(pid)).toBeUndefined()
  expect(existsSync(shell.folder)).toBe(false)
})

test('what a run that was killed has left is ended by the folder it was in', async () => {
  const run = await mkdtemp(join(tmpdir(), 'kubelab-test-'))
  const shell = await Shell.open(run, {})
  const terminal = shell.open('echo ready; sleep 1234')
  await new Promise((resolve) => terminal.stdout.once('data', resolve))
  const ended = terminal.then(() => 'ended')
  await endProcesses(`${run}-of-another`)
  expect(await Promise.race([ended, pause(100, 'runs on')])).toBe('runs on')
  await endProcesses(run)
  expect((await terminal).failed).toBe(true)
  await rm(run, { recursive: true })
})

test('the environment of a student is made from nothing', async () => {
  await using shell = await Shell.open(tmpdir(), { namespace: 'lab' })
  const { stdout } = await shell.run('env -0 | cut -zd= -f1 | LC_ALL=C sort -z | tr "\\0" " "')
  expect(stdout).toBe(
    'EDITOR HOME INPUTRC KUBELAB_STATE KUBELAB_STUDENT LANG PATH PWD SHELL SHLVL TERM TZ _ namespace ',
  )
})

test('the student has the kubectl that is meant, whatever it is called', async () => {
  const place = await mkdtemp(join(tmpdir(), 'kubelab-test-'))
  await fakePrograms(place, { 'kubectl-1.30': 'echo it', curl: 'echo of the user' })
  await using shell = await Shell.open(place, {}, { kubectl: join(place, 'kubectl-1.30') })
  expect((await shell.run('kubectl; curl --version')).stdout).toMatch(/^it\ncurl \d/)
})
