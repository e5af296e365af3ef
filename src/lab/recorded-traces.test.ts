import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { UsageError } from '../errors.ts'
import { tinyLab } from '../../testing/tiny-lab.ts'
import { isPlain, newestTrace, oldestAndNewest, recordedTraces, tracePath } from './recorded-traces.ts'

/** A lab that has runs of these names. */
async function labWith(...names: string[]) {
  const traces = await mkdtemp(join(tmpdir(), 'traces-'))
  onTestFinished(() => rm(traces, { recursive: true }))
  for (const name of names) await writeFile(join(traces, `${name}.ndjson.gz`), '')
  return { ...tinyLab, traces }
}

test('a lab has the recorded runs of its own folder, by their versions', async () => {
  const lab = await labWith('v1.10.1', 'v1.9.2', 'v1.10.1-kubectl-v1.11.0')
  expect(recordedTraces(lab).map(({ name }) => name)).toEqual([
    'v1.9.2',
    'v1.10.1-kubectl-v1.11.0',
    'v1.10.1',
  ])
  expect(tracePath(lab, 'v1.9.2')).toBe(join(lab.traces, 'v1.9.2.ndjson.gz'))
  expect(() => tracePath(lab, 'v1.37.2')).toThrow(/v1\.9\.2, .*found v1\.37\.2/)
})

test('the oldest and the newest recorded run are ones with the kubectl of the server', async () => {
  const lab = await labWith(
    'v1.9.2-kubectl-v1.8.0',
    'v1.9.3',
    'v1.10.0',
    'v1.11.1',
    'v1.12.0-kubectl-v1.11.1',
  )
  const pair = oldestAndNewest(lab)
  expect(pair.map(({ name }) => name)).toEqual(['v1.9.3', 'v1.11.1'])
  expect(pair.filter(isPlain)).toEqual(pair)
  expect(newestTrace(lab)).toBe(pair[1]?.path)
})

test.each(['an empty folder', 'no folder'])(
  'a lab with %s has no recorded run, and it is said what to do',
  async (which) => {
    const empty = await labWith()
    const lab = which === 'no folder' ? { ...empty, traces: join(empty.traces, 'none') } : empty
    expect(recordedTraces(lab)).toEqual([])
    expect(oldestAndNewest(lab)).toEqual([])
    expect(() => newestTrace(lab)).toThrow(UsageError)
  },
)
