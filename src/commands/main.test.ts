import { mkdtemp, readdir, readlink, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { readFile } from 'node:fs/promises'
import { execa } from 'execa'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { TraceEvent } from '../trace/event.ts'
import { kubelab } from '../../scripts/commands.ts'
import { answeredBy } from '../../testing/answered.ts'
import { lab } from '../../specs/api-objects/lab.ts'
import type { Commands } from './command.ts'
import { claimsOf } from '../lab/lab.ts'
import { tracePath } from '../lab/recorded-traces.ts'

const root = join(import.meta.dirname, '../..')
const node = (...args: string[]) =>
  execa('node', args, { cwd: root, reject: false, all: true, env: { VITEST: '' } })
/** A command in a process of its own, with what only that has: an exit code, signals, a start. */
const script = (name: string, ...args: string[]) => node('scripts/kubelab.ts', name, ...args)
const answer = (...words: string[]) => answeredBy(kubelab, ...words)

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kubelab-test-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** A recorded run, changed as a text. */
async function changedTrace(change: (text: string) => string): Promise<string> {
  const recorded = gunzipSync(await readFile(tracePath(lab, 'v1.37.2'))).toString()
  const path = join(folder, 'trace.ndjson')
  await writeFile(path, change(recorded))
  return path
}

/** Whether a process has a file open. */
async function hasOpen(pid: number | undefined, path: string): Promise<boolean> {
  const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => [])
  const open = await Promise.all(descriptors.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')))
  return open.includes(path)
}

/** The words that name each command, as they are typed. */
const typedNames = (commands: Commands, ...above: string[]): string[][] =>
  Object.entries(commands).flatMap(([name, { commands: below }]) => [
    [...above, name],
    ...typedNames(below ?? {}, ...above, name),
  ])
const names = typedNames(kubelab.commands ?? {})
const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>
}

test.each(names.map((words) => [words] as const))(
  '%j says with -h how it is called, and does nothing',
  async ([first = '', ...more]) => {
    const { exitCode, all } = await answer(first, ...more, '-h')
    const called =
      first === 'test' ? 'npm test' : first in scripts ? `npm run ${first}` : `scripts/setup ${first}`
    expect(`${all}\n`).toContain(`Usage: ${[called, ...more].join(' -- ')}`)
    expect(all).toMatch(/\n\nExit codes: [^]*, 64 wrong usage\.$/)
    expect(exitCode).toBe(0)
  },
)

test('all commands are listed where none is named', async () => {
  const { exitCode, all } = await node('scripts/kubelab.ts', '-h')
  for (const name of Object.keys(kubelab.commands ?? {}))
    expect(all).toMatch(new RegExp(`^  ${name} +[A-Z]`, 'm'))
  expect(exitCode).toBe(0)
})

test('what npm runs is a command of the same name', () => {
  const { fix: _, ...others } = scripts
  for (const [name, line] of Object.entries(others)) expect(line).toBe(`scripts/setup ${name}`)
  for (const name of Object.keys(others)) expect(names).toContainEqual([name])
})

test.each([
  [['verfy'], 'found verfy. Nearest to it: verify.'],
  [['versions.ts'], 'found versions.ts. Nearest to it: versions.'],
  [['__proto__'], 'found __proto__. Nearest to it: '],
  [['trial', 'caos'], 'found caos. Nearest to it: chaos.'],
  [[], 'screenshots, versions), found none.'],
])('no command is called %j: that is wrong usage, and the nearest is named', async (words, told) => {
  const { exitCode, all } = await answer(...words)
  expect(all).toContain(told)
  expect(exitCode).toBe(64)
})

test('--help says the same as -h, and --version the name and the version', async () => {
  expect((await answer('catalogue', '--help')).all).toMatch(/^Usage: npm run catalogue /)
  const { name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  expect(await answer('catalogue', '--version')).toMatchObject({ exitCode: 0, all: `${name} ${version}` })
})

/** A run that prints again and again, and then has an answer. */
const printing = `
  import { main } from './src/commands/main.ts'
  await main(async () => {
    for (const text of ['a', 'b', 'c']) {
      process.stdout.write(text)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    return 7
  })`

/** Runs it in a line of bash, as `run`. */
const line = (text: string) =>
  execa('bash', ['-c', `run() { node --input-type=module --eval "$0"; }; ${text}`, printing], {
    cwd: root,
    reject: false,
    all: true,
  })

test('when the reader goes away, a run goes on to its answer', async () => {
  expect((await line('run | true; echo "${PIPESTATUS[@]}"')).all).toBe('7 0')
})

test('what cannot be printed is told, and ends with 2', async () => {
  const { exitCode, all } = await line('run > /dev/full')
  expect(all).toMatch(/^Expected to print on standard output, found ENOSPC: no space left on device.*$/)
  expect(exitCode).toBe(2)
})

test.each([[[]], [['none']], [['__proto__']], [['--kubernetes', 'v1.37', 'soak']]])(
  'no trial is called %j: that is wrong usage',
  async (words) => {
    const { exitCode, all } = await answer('trial', ...words)
    expect(all).toMatch(/Expected a trial \(falsify, |Unknown option '--kubernetes'/)
    expect(exitCode).toBe(64)
  },
)

test('an unknown option is wrong usage', async () => {
  const { exitCode, all } = await script('verify', '--kubernets', 'v1.37')
  expect(exitCode).toBe(64)
  expect(all).toContain('--kubernets')
})

test.each([
  ['an empty value', ['--kubernetes='], '--kubernetes: expected a value, found an empty one'],
  ['an option twice', ['--only', 'a', '--only', 'b'], '--only: expected it once, found it twice'],
  ['a value that may be an option', ['--only', '--quick'], "Option '--only' argument is ambiguous"],
  ['a name', ['x'], "Unexpected argument 'x'"],
  [
    'a name of more than a line',
    ['--kubectl', 'a\n\u001B[2J\u009Bb'],
    String.raw`/a\n\u001b[2J\u009bb, found nothing`,
  ],
])('%s is wrong usage, in words', async (_, args, words) => {
  const { exitCode, all } = await answer('verify', ...args)
  expect(all).toContain(words)
  expect(exitCode).toBe(64)
})

test('what is empty where nothing is named is none', async () => {
  const named = await answer('versions', '--kubernetes', '', '--image', '')
  expect(named).toMatchObject(await answer('versions').then(({ exitCode, all }) => ({ exitCode, all })))
  expect((await answer('replay', '')).all).toContain('expected a name, found an empty one')
})

test('an unknown version is wrong usage, and the versions there are are named', async () => {
  const { exitCode, all } = await answer('verify', '--kubernetes', 'v1.99')
  expect(exitCode).toBe(64)
  expect(all).toMatch(/v1\.99[\s\S]*v1\.37/)
})

test.each(['falsify', 'soak', 'chaos'])('%s takes no cluster that is there already', async (name) => {
  const { exitCode, all } = await answer('trial', name, '--context', 'theirs')
  expect(all).toContain("Unknown option '--context'")
  expect(exitCode).toBe(64)
})

const kubeconfig = join(root, 'testing/kubeconfig-for-tests-only.yaml')

test.each([
  ['no other option than --kubeconfig', ['--kubeconfig', 'x'], 'expected --context NAME beside it'],
  ['no other option than --namespaces', ['--namespaces', 'a'], 'expected --context NAME beside it'],
  ['a version', ['--context', 'a', '--kubernetes', 'v1.37'], 'expected no --kubernetes beside it'],
  ['an image', ['--context', 'a', '--image', 'b'], 'expected no --image beside it'],
  ['a source', ['--context', 'a', '--image-source', 'pull'], 'expected no --image-source beside it'],
  ['--keep', ['--context', 'a', '--keep'], 'expected no --keep beside it'],
  ['a namespace that can not be', ['--context', 'a', '--namespaces', 'a,B'], 'expected names of namespaces'],
  ['a namespace named twice', ['--context', 'a', '--namespaces', 'a,a'], 'expected names of namespaces'],
  ['a context that is not there', ['--context', 'a', '--kubeconfig', kubeconfig], 'there is kind-tests'],
  [
    'a file that is not there',
    ['--context', 'a', '--kubeconfig', '/nowhere'],
    '/nowhere: expected a file of YAML with fields, found none of that name',
  ],
])('%s: wrong usage of an existing cluster', async (_, args, words) => {
  const { exitCode, all } = await answer('verify', ...args)
  expect(all).toContain(words)
  expect(exitCode).toBe(64)
})

test('a cluster that does not answer is a 2, in words', async () => {
  const path = join(folder, 'kubeconfig')
  await writeFile(path, (await readFile(kubeconfig, 'utf8')).replace(':6443', ':1'))
  const { exitCode, all } = await answer('verify', '--context', 'kind-tests', '--kubeconfig', path)
  expect(all).toMatch(
    /^Expected the cluster of the context kind-tests to answer .*ECONNREFUSED[^]*credentials/m,
  )
  expect(all).not.toMatch(/^ +at /m)
  expect(exitCode).toBe(2)
})

test('a run that was as recorded is judged again with exit code 0; its errata are the sample', async () => {
  const { exitCode, all } = await answer('replay', tracePath(lab, 'v1.37.2'), '--reports', folder)
  expect(all).toContain(`${claimsOf(lab).length} claims`)
  expect(exitCode).toBe(0)
  const errata = await readFile(join(folder, 'errata.md'), 'utf8')
  await expect(errata).toMatchFileSnapshot('../../docs/errata.sample.md')
})

test('a new disagreement is exit code 1, with what was expected and found', async () => {
  const path = await changedTrace((text) =>
    text.replaceAll('job.batch/sleepy created', 'job.batch/sleepy erected'),
  )
  const { exitCode, all } = await script('replay', path)
  expect(all).toContain('job.batch/sleepy erected')
  expect(exitCode).toBe(1)
})

test('a trace that breaks off leaves claims blocked: exit code 2', async () => {
  const path = await changedTrace((text) => {
    const begin = text.split('\n').slice(0, 300)
    const { at } = JSON.parse(begin.at(-1) ?? '') as TraceEvent
    return [...begin, JSON.stringify({ type: 'end', at, outcome: 'broken' }), ''].join('\n')
  })
  const { exitCode, all } = await answer('replay', path)
  expect(all).toContain('blocked')
  expect(exitCode).toBe(2)
})

test('Ctrl-C ends a wait for a trace that does not go on', async () => {
  const path = await changedTrace((text) => text.split('\n').slice(0, 300).join('\n'))
  const running = script('replay', path)
  // A busy machine takes its time until the script waits.
  await expect.poll(() => hasOpen(running.pid, path), { timeout: 30_000 }).toBe(true)
  running.kill('SIGINT')
  expect((await running).exitCode).toBe(130)
})

/** Runs a script whose work is these statements, which know `signal`. */
const working = (statements: string) =>
  node(
    '--input-type=module',
    '--eval',
    `import { main } from './src/commands/main.ts'
     const cleansUp = (signal) => new Promise((_, reject) => {
       setTimeout(() => {}, 60_000)
       signal.addEventListener('abort', () => { console.log('cleaned up'); reject(signal.reason) })
     })
     await main(async (signal) => { ${statements} })`,
  )

test.each([
  ['an error in a callback', "setTimeout(() => { throw new Error('lost') }); await cleansUp(signal)"],
  ['a rejection', "void Promise.reject(new Error('lost')); await cleansUp(signal)"],
])('%s that nobody has caught ends the work in good order, with exit code 2', async (_, statements) => {
  const { exitCode, all } = await working(statements)
  expect(all).toMatch(/^cleaned up\nError: lost\n/)
  expect(exitCode).toBe(2)
})

test('what a run knows is not told by an error, its cause, or its stack', async () => {
  const { exitCode, all } = await working(
    `const { Secrets } = await import('./src/trace/secrets.ts')
     new Secrets().learn('Tr0ub4dor&3correct')
     throw new Error('refused Tr0ub4dor&3correct', { cause: 'by Tr0ub4\\u009B1mdor&3correct' })`,
  )
  expect(all).toContain('refused <secret>')
  expect(all).not.toContain('correct')
  expect(exitCode).toBe(2)
})

test.each([
  ['an error when all is done', "setTimeout(() => { throw new Error('lost') }, 100); return 0"],
  ['who else ends the process', 'process.exit(1)'],
  ['a promise that stays open', 'process.exitCode = 1; await new Promise(() => {})'],
])('%s does not end with 1', async (_, statements) => {
  expect((await working(statements)).exitCode).toBe(2)
})

test('a program that fails is exit code 2, in words and without a stack', async () => {
  const failing = `
    import { run } from './src/machine/run.ts'
    import { main } from './src/commands/main.ts'
    await main(() => run('sh', ['-c', 'echo broken; exit 3']))`
  const { exitCode, all } = await node('--input-type=module', '--eval', failing)
  expect(all).toBe('Expected this to succeed, found exit code 3: sh -c echo broken; exit 3\nbroken')
  expect(exitCode).toBe(2)
})

test('what a file says that is no trace gives no order to a terminal or to a workflow', async () => {
  const hostile = '\u009B2J\u202Ex\u2028\n::error::injected\n##[error]injected\n'
  const { exitCode, stderr } = await answer('replay', await changedTrace((text) => `${hostile}${text}`))
  expect(exitCode).toBe(64)
  // oxlint-disable-next-line no-control-regex
  expect(stderr).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u2028\u202E]|^\s*::|##\[/m)
})

test('a file that is no trace is wrong usage, with file and line', async () => {
  const { exitCode, all } = await answer('replay', await changedTrace((text) => `${text.slice(0, 5000)}\n`))
  expect(all).toMatch(/trace\.ndjson:\d+: expected a trace event/)
  expect(exitCode).toBe(64)
})

test.each([
  ['alone', 'throw left'],
  ['with why the run has ended', 'throw new SuppressedError(left, signal.reason)'],
])('what is left is told also of a run that is ended, %s', async (_, ending) => {
  const ended = `
    import { main } from './src/commands/main.ts'
    import { LeftBehind } from './src/errors.ts'
    await main(async (signal) => {
      setTimeout(() => process.kill(process.pid, 'SIGINT'))
      while (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, 10))
      const left = new LeftBehind('a namespace is left')
      ${ending}
    })`
  const { exitCode, all } = await node('--input-type=module', '--eval', ended)
  expect(all).toMatch(/cleaning up \.\.\.\na namespace is left$/)
  expect(exitCode).toBe(2)
})
