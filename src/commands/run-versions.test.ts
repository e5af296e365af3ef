import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import type { LabRun } from '../run/lab-run.ts'
import { CannotJudge } from '../errors.ts'
import { tinyLab } from '../../testing/tiny-lab.ts'
import { tracePath } from '../lab/recorded-traces.ts'
import { unlessAborted } from '../unless-aborted.ts'
import { runsAtOnce, runVersions, type Means } from './run-versions.ts'

beforeEach(() => {
  const said = vi.spyOn(console, 'log').mockReturnValue()
  onTestFinished(() => said.mockRestore())
})

/** Means that make no cluster: runs last until they are let go, and all that happens is noted. */
async function pretended(wrong: Partial<Record<'setUp' | 'cluster' | 'judged', string>> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'versions-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const said: string[] = []
  const ends = new Map<string, () => void>()
  const broken = (step: keyof typeof wrong, version: string) => {
    if (wrong[step] === version) throw new CannotJudge(`no ${step} of ${version}`)
  }
  const means: Means = {
    atOnce: 2,
    setUp: async (version) => {
      said.push(`set up ${version}`)
      broken('setUp', version)
    },
    start: async ({ kubernetes }, place) => {
      const trace = join(place, 'trace.ndjson.gz')
      await copyFile(tracePath(tinyLab, 'v1.37.2'), trace)
      const { promise, resolve } = Promise.withResolvers<void>()
      ends.set(kubernetes, resolve)
      said.push(`start ${kubernetes}`)
      return {
        trace,
        cluster: async () => {
          broken('cluster', kubernetes)
          return { type: 'cluster', name: '', kubeconfig: '', folder: '' }
        },
        go: () => void said.push(`go ${kubernetes}`),
        begun: async () => 0,
        judged: async (signal) => {
          await unlessAborted(promise, signal)
          broken('judged', kubernetes)
          return []
        },
        [Symbol.asyncDispose]: async () => void said.push(`end ${kubernetes}`),
      } satisfies Pick<LabRun, 'trace' | 'cluster' | 'go' | 'begun' | 'judged' | typeof Symbol.asyncDispose>
    },
  }
  const until = (text: string) => vi.waitFor(() => expect(said).toContain(text), { timeout: 20_000 })
  const end = (version: string) => ends.get(version)?.()
  return { folder, means, said, until, end, signal: new AbortController().signal }
}

const run = ({ folder, means, signal }: Awaited<ReturnType<typeof pretended>>, ...versions: string[]) =>
  runVersions(tinyLab, versions, folder, signal, means)

test('all are set up first, then as many run at a time as there is room for', async () => {
  const world = await pretended()
  const running = run(world, 'v1.30', 'v1.31', 'v1.32')
  await world.until('go v1.31')
  expect(world.said).toEqual([
    ...['v1.30', 'v1.31', 'v1.32'].map((version) => `set up ${version}`),
    'start v1.30',
    'go v1.30',
    'start v1.31',
    'go v1.31',
  ])
  world.end('v1.31')
  await world.until('go v1.32')
  world.end('v1.30')
  world.end('v1.32')
  const ran = await running
  expect([...ran.keys()].toSorted()).toEqual(['v1.30', 'v1.31', 'v1.32'])
  expect(ran.get('v1.32')).toEqual({ trace: join(world.folder, 'v1.32', 'trace.ndjson.gz') })
})

test.each(['setUp', 'cluster', 'judged'] as const)(
  'what breaks in one (%s) does not break the others',
  async (step) => {
    const world = await pretended({ [step]: 'v1.30' })
    const running = run(world, 'v1.30', 'v1.31')
    if (step === 'judged') {
      await world.until('go v1.30')
      world.end('v1.30')
    }
    await world.until('go v1.31')
    world.end('v1.31')
    const ran = await running
    expect(ran.get('v1.30')).toEqual({ blocked: `no ${step} of v1.30` })
    expect(ran.get('v1.31')).toHaveProperty('trace')
  },
)

test('there are as many at a time as memory and cores allow, and one at least', () => {
  const gibibyte = 2 ** 30
  expect(runsAtOnce(2, 20 * gibibyte)).toBe(4)
  expect(runsAtOnce(8, 6 * gibibyte)).toBe(4)
  expect(runsAtOnce(1, gibibyte)).toBe(1)
})

test('when it is ended, all clusters are removed before anybody hears of it', async () => {
  const world = await pretended()
  const controller = new AbortController()
  const running = run({ ...world, signal: controller.signal }, 'v1.30', 'v1.31')
  await world.until('go v1.31')
  controller.abort(new Error('ended by SIGINT'))
  await expect(running).rejects.toThrow('ended by SIGINT')
  expect(world.said).toEqual(expect.arrayContaining(['end v1.30', 'end v1.31']))
})
