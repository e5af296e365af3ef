import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kubelab } from '../../scripts/commands.ts'
import { answeredBy } from '../../testing/answered.ts'
import { comparison } from '../compare/comparison.ts'
import { tinyLab } from '../../testing/tiny-lab.ts'
import { recordedVersions } from '../../testing/traces.ts'
import { tracePath } from '../lab/recorded-traces.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kubelab-test-'))
})
afterAll(() => rm(folder, { recursive: true }))

const compare = (...args: string[]) => answeredBy(kubelab, 'compare', ...args)

test('two recorded versions, by their names', async () => {
  const { all, exitCode } = await compare('v1.33', 'v1.37', '--reports', folder)
  expect(all).toContain('→ kubectl delete jobs.batch sleepy: stdout, delete-namespace, since kubectl 1.34')
  expect(exitCode).toBe(0)
  const name = 'compare-v1.33.13-v1.37.2'
  expect(await readdir(folder)).toEqual(['html', 'json', 'md'].map((ending) => `${name}.${ending}`))
  const written = comparison.parse(JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8')))
  expect(written.versions.map(({ server }) => server)).toEqual(['v1.33.13', 'v1.37.2'])
})

test('a trace and itself', async () => {
  const trace = tracePath(tinyLab, 'v1.33.13')
  const { all, exitCode } = await compare(trace, trace, '--reports', folder)
  expect(all).toContain('0 changes from v1.33.13 to v1.33.13')
  expect(exitCode).toBe(0)
})

describe('wrong usage, in words', () => {
  test.for<[args: string[], says: string]>([
    [['v1.33'], 'expected two traces or versions to compare, found 1'],
    [
      ['v1.33', 'v1.12'],
      `expected a trace file, or a version of which a run is recorded (${recordedVersions.join(', ')}), found v1.12`,
    ],
    [['v1.33', 'none.ndjson'], 'none.ndjson: expected a trace file, found none of that name'],
    [['--learn', 'v1.33'], 'expected two runs of a version, found one of v1.33.13'],
  ])('%o', async ([args, says]) => {
    const { all, exitCode } = await compare(...args)
    expect(all).toContain(says)
    expect(exitCode).toBe(64)
  })
})
