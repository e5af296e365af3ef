import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isAtLength } from '../../testing/at-length.ts'
import { lab } from '../../specs/api-objects/lab.ts'
import { commandLines } from './command-lines.ts'
import { Feeder } from './feeder.ts'

const place = await mkdtemp(join(tmpdir(), 'kubelab-test-'))
const at = (name: string) => join(place, name)
const long = 'x'.repeat(300)
const good = 'traces/api-objects/v1.37.2.ndjson.gz'

let feeder: Feeder
beforeAll(async () => {
  feeder = await Feeder.open(lab.module)
  for (const ending of ['', '.ndjson']) {
    await symlink(at(`loop${ending}`), at(`loop${ending}`))
    await symlink('/dev/zero', at(`zero${ending}`))
    await symlink(at('nowhere'), at(`dangling${ending}`))
    await mkdir(at(`folder${ending}`))
    await writeFile(at(`huge${ending}`), '')
    await truncate(at(`huge${ending}`), 3 * 2 ** 30)
    await writeFile(at(`line\nend${ending}`), 'x\0\n')
  }
  await execa({ shell: true, cwd: place })`mkfifo fifo fifo.ndjson`
  await writeFile(at('plain'), 'x')
})
afterAll(async () => {
  await feeder[Symbol.asyncDispose]()
  await rm(place, { recursive: true })
})

/** What can't be read, and what can be read for ever. */
const toRead = [
  ...['loop', 'zero', 'dangling', 'folder', 'huge', 'line\nend', 'fifo'].flatMap((name) => [
    at(name),
    at(`${name}.ndjson`),
  ]),
  at('plain/x'),
  at('plain/x.ndjson'),
  long,
  `${long}.ndjson`,
  'a/'.repeat(3000),
  '',
  '-',
  '--',
  '\n',
  'a\u001B[2J\u009Bb.ndjson',
  '/dev/stdin',
  '/dev/null',
  '/dev/tty',
  '/proc/kmsg',
  '/proc/self/mem',
]
/** Where nothing can be written. */
const toWrite = [
  ...['loop', 'zero', 'dangling', 'fifo', 'plain', 'plain/x', long, 'a/'.repeat(3000)].map(at),
  '',
  '/proc/x',
  '/proc/x/y',
  '/proc/self/x',
  '/sys/x',
  '/dev/null/x',
  '/dev/full',
]

const reading: Record<string, (path: string) => string[]> = {
  'verify --kubeconfig': (path) => ['verify', '--context', 'x', `--kubeconfig=${path}`],
  'verify --kubectl': (path) => ['verify', `--kubectl=${path}`, '--kubernetes', 'v1.12'],
  'catalogue --lab': (path) => ['catalogue', `--lab=${path}`],
  'replay TRACE': (path) => ['replay', '--', path],
  'matrix TRACE': (path) => ['matrix', '--reports', at('out'), '--', path],
  'compare A B': (path) => ['compare', '--reports', at('out'), '--', path, good],
  'compare --learn': (path) => ['compare', '--learn', '--', path, path],
  'proofread TEXT': (path) => ['proofread', '--reports', at('out'), '--', path],
  'proofread --against': (path) => ['proofread', 'README.md', '--reports', at('out'), `--against=${path}`],
  'record TRACE': (path) => ['record', '--', path, at('out')],
  'fuzz --case': (path) => ['trial', 'fuzz', `--case=${path}`],
  'retype TRACE': (path) => ['trial', 'retype', '--', path],
}
const writing: Record<string, (path: string) => string[]> = {
  'replay --reports': (path) => ['replay', good, `--reports=${path}`],
  'matrix --reports': (path) => ['matrix', good, `--reports=${path}`],
  'compare --reports': (path) => ['compare', good, good, `--reports=${path}`],
  'proofread --reports': (path) => ['proofread', 'README.md', `--reports=${path}`],
}

/** In short each way tries a third of the paths, and each path is tried by a third of the ways. */
const tried = (paths: readonly string[], way: number) =>
  paths.filter((_, index) => isAtLength || (index + way) % 3 === 0)

test.each([
  ...Object.entries(reading).map(([name, words], way) => [name, tried(toRead, way).map(words)] as const),
  ...Object.entries(writing).map(([name, words], way) => [name, tried(toWrite, way).map(words)] as const),
])('%s: what can not be read or written is told in words, soon', async (name, lines) => {
  // A trace that can't be read is a blocked column: the matrix says why.
  const inWords = name === 'matrix TRACE' ? /^(refused|unhelpful)$/ : /^refused$/
  for (const [script = '', ...words] of lines) {
    const { result, text } = await feeder.feed(commandLines, { script, words })
    expect.soft(result, `${JSON.stringify(words)}\n${text}`).toMatch(inWords)
    // What was typed stays in one line, whatever is in it.
    expect.soft(text).not.toMatch(/^end/m)
  }
})
