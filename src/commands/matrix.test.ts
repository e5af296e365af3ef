import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { kubelab } from '../../scripts/commands.ts'
import { answeredBy } from '../../testing/answered.ts'
import { UsageError } from '../errors.ts'
import { matrix } from '../report/matrix/matrix.ts'
import { madeUp, onlyFailed } from '../../testing/tiny-matrix.ts'
import { tracePath } from '../lab/recorded-traces.ts'
import { recounted } from '../../testing/recounted.ts'
import { tinyLab } from '../../testing/tiny-lab.ts'
import { prints, type TraceChange } from '../../testing/worlds.ts'
import type { TraceEvent } from '../trace/event.ts'
import { supportsOf } from './matrix.ts'

afterEach(() => vi.unstubAllEnvs())

async function folder() {
  const path = await mkdtemp(join(tmpdir(), 'matrix-'))
  onTestFinished(() => rm(path, { recursive: true }))
  return path
}

/** Calls `npm run matrix`, with reports in a folder of its own. */
const call = (reports: string, ...args: string[]) =>
  answeredBy(kubelab, 'matrix', ...args, '--reports', reports)

async function writtenTrace(place: string, events: readonly TraceEvent[]): Promise<string> {
  const trace = join(place, 'trace.ndjson')
  await writeFile(trace, events.map((event) => `${JSON.stringify(event)}\n`).join(''))
  return trace
}

const written = async (reports: string) =>
  matrix.parse(JSON.parse(await readFile(join(reports, 'matrix.json'), 'utf8')))

test('recorded runs side by side: page, Markdown and JSON, and the reports of each with its trace', async () => {
  const reports = await folder()
  vi.stubEnv('GITHUB_STEP_SUMMARY', join(reports, 'summary.md'))
  vi.stubEnv('GITHUB_OUTPUT', join(reports, 'output'))
  const { exitCode, all } = await call(reports, tracePath(tinyLab, 'v1.37.2'), tracePath(tinyLab, 'v1.33.13'))
  expect(all).toMatch(/^v1\.33\.13: \d+ holds, \d+ drifted, 4 never held\nv1\.37\.2: \d+ holds/)
  expect(exitCode).toBe(0)
  const found = await written(reports)
  for (const { folder: place = '' } of found.columns) {
    expect((await readdir(join(reports, place))).toSorted()).toEqual([
      'errata.md',
      'junit.xml',
      'lab.html',
      'lab.md',
      'report.html',
      'report.json',
      'trace.ndjson.gz',
    ])
  }
  expect(found.compared).toMatchObject([
    { between: ['v1.33.13', 'v1.37.2'], unclaimed: 0, page: 'compare-v1.33.13-v1.37.2.html' },
  ])
  expect(await readdir(reports)).toContain('compare-v1.33.13-v1.37.2.html')
  expect(await readFile(join(reports, 'matrix.md'), 'utf8')).toContain('v1.37.2/report.html#job/completes')
  expect(await readFile(join(reports, 'summary.md'), 'utf8')).toMatch(/^# API Objects on 2 versions/)
  expect(await readFile(join(reports, 'output'), 'utf8')).toBe('red=\n')
})

test('a version whose trace is missing or broken is a blocked column', async () => {
  const reports = await folder()
  const traces = await folder()
  await copyFile(tracePath(tinyLab, 'v1.37.2'), join(traces, 'v1.37.ndjson.gz'))
  await writeFile(join(traces, 'v1.36.ndjson'), 'no trace\n{"type":"end"}\n')
  const { exitCode } = await call(reports, 'v1.35', 'v1.36', 'v1.37', '--traces', traces)
  const { columns } = await written(reports)
  expect(columns.map(({ name, blocked }) => [name, blocked])).toEqual([
    ['v1.35', `there is no trace of it in ${traces}`],
    ['v1.36', expect.stringContaining('expected a trace event')],
    ['v1.37', undefined],
  ])
  expect(exitCode).toBe(2)
})

test('a new minor version that disagrees is red, for the workflow to open an issue', async () => {
  const reports = await folder()
  vi.stubEnv('GITHUB_OUTPUT', join(reports, 'output'))
  const { exitCode } = await call(
    reports,
    await writtenTrace(reports, madeUp({ server: 'v1.99.0-rc.1' }, onlyFailed)),
  )
  expect(exitCode).toBe(1)
  expect(await readFile(join(reports, 'output'), 'utf8')).toBe('red=v1.99.0-rc.1\n')
})

test('what is printed and not stored ends with 1, and is named by its place', async () => {
  const reports = await folder()
  const running: TraceChange = prints(
    'single',
    'kubectl get job',
    (text) => text.replace('Complete', 'Running '),
    'whenComplete',
  )
  const { exitCode, all } = await call(
    reports,
    await writtenTrace(reports, recounted(madeUp({ server: 'v1.37.2' }, running))),
  )
  expect(exitCode).toBe(1)
  expect(all).toContain(
    '! v1.37.2, single: kubectl get job (whenComplete): Printed and stored: [sleepy] STATUS: expected Complete, found Running',
  )
})

test.each([
  ['GITHUB_STEP_SUMMARY', ''],
  ['GITHUB_STEP_SUMMARY', 'none/summary.md'],
  ['GITHUB_OUTPUT', 'fifo'],
])('where %s can not be written words say so, when all else is written', async (name, place) => {
  const reports = await folder()
  await execa({ shell: true, cwd: reports })`mkfifo fifo`
  vi.stubEnv(name, join(reports, place))
  // What is in the reports is of no account here, so the run did nothing.
  const events = madeUp({ server: 'v1.37.2' }).filter(({ type }) => type === 'header' || type === 'end')
  const { exitCode, stderr } = await call(reports, await writtenTrace(reports, events))
  expect(stderr).toMatch(/^Expected this to succeed, found .*: open \/.*\n.*\.$/)
  expect(stderr).toContain(`, or set ${name} to another place.`)
  expect(exitCode).toBe(2)
  expect((await written(reports)).columns).toHaveLength(1)
})

describe('wrong usage ends with 64 before anything is run', () => {
  test.each([[[]], [['traces/none.ndjson.gz']], [['traces']], [['v1.37', '--supports', 'v1.37..v1.33']]])(
    '%j',
    async (args) => {
      const { exitCode, stderr } = await call(await folder(), ...args)
      expect(exitCode, stderr).toBe(64)
    },
  )
})

test('the versions that a course supports are named by the oldest and the newest', () => {
  expect(supportsOf('v1.33..v1.37')).toEqual({ from: '1.33', to: '1.37' })
  expect(supportsOf('1.9..1.10')).toEqual({ from: '1.9', to: '1.10' })
  for (const wrong of ['v1.33', 'v1.33..', 'v1.37..v1.33', 'v1.33.1..v1.37']) {
    expect(() => supportsOf(wrong)).toThrow(UsageError)
  }
})
