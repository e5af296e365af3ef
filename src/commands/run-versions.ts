import { mkdir } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { everyMinute } from '../run/every-minute.ts'
import { LabRun } from '../run/lab-run.ts'
import { forLog } from '../cleaned.ts'
import { setup } from '../cluster/setup.ts'
import { scenariosOf, type Lab } from '../lab/lab.ts'
import { sideBySide } from '../side-by-side.ts'
import { Trace } from '../trace/trace.ts'
import { unlessAborted } from '../unless-aborted.ts'

/** What became of the run of a version: the path of its trace, or why there is none. */
export type RunOfVersion = { trace: string } | { blocked: string }

/** What a run takes: an idle cluster with the process that follows it, in bytes and in cores. */
const takes = { memory: 1.5 * 2 ** 30, cores: 0.3 }
/** The part of the cores that clusters at rest may take. The others are for those that start, and for what is typed. */
const share = 0.65

/** How many runs there may be at a time. */
export const runsAtOnce = (cores: number, freeMemory: number) =>
  Math.max(1, Math.floor(Math.min((cores * share) / takes.cores, freeMemory / takes.memory)))

/** What it is done with. */
export interface Means {
  /** Sees to it that a cluster of a version can be made. */
  setUp: (kubernetes: string, signal: AbortSignal) => Promise<unknown>
  /** Starts a run. */
  start: (order: Parameters<typeof LabRun.start>[0], folder: string) => Promise<Run>
  atOnce: number
}

type Run = Pick<LabRun, 'trace' | 'cluster' | 'go' | 'begun' | 'judged' | typeof Symbol.asyncDispose>

const means = (): Means => ({
  setUp: (kubernetes, signal) => setup({ kubernetes, signal }),
  start: (order, folder) => LabRun.start(order, folder),
  atOnce: runsAtOnce(availableParallelism(), process.availableMemory()),
})

/**
 * Works through a lab on several versions. First all are set up, one at a time: what is compiled needs all cores. Then the
 * runs overlap; the next one starts when the one before waits for its schedules, so that no cluster is made while pods are
 * timed.
 * @param folder for what the runs leave, one folder a version
 * @returns what became of each, by its name: what breaks a run does not break the others
 * @throws the reason of the signal
 */
export async function runVersions(
  lab: Lab,
  versions: readonly string[],
  folder: string,
  signal: AbortSignal,
  { setUp, start, atOnce }: Means = means(),
): Promise<Map<string, RunOfVersion>> {
  const ran = new Map<string, RunOfVersion>()
  const attempt = async (version: string, work: () => Promise<RunOfVersion | undefined>) => {
    const tell = (text: string) => console.log(forLog(`${version}: ${text}`))
    try {
      const result = await work()
      if (result) ran.set(version, result)
    } catch (error) {
      signal.throwIfAborted()
      const { message } = error as Error
      tell(`blocked: ${message}`)
      ran.set(version, { blocked: message })
    }
  }
  for (const version of versions) {
    await attempt(version, async () => {
      console.log(`${version}: set-up`)
      await setUp(version, signal)
      return undefined
    })
  }
  let before = Promise.resolve()
  const runs = versions
    .filter((version) => !ran.has(version))
    .map((name) => async () => {
      const { promise: started, resolve: letNext } = Promise.withResolvers<void>()
      const turn = before
      before = started
      await turn
      try {
        await attempt(name, () => oneRun(lab, name, { folder: join(folder, name), signal, start, letNext }))
      } finally {
        letNext()
      }
    })
  await sideBySide(runs, signal, atOnce)
  return ran
}

async function oneRun(
  lab: Lab,
  kubernetes: string,
  {
    folder,
    signal,
    start,
    letNext,
  }: { folder: string; signal: AbortSignal; start: Means['start']; letNext: () => void },
): Promise<RunOfVersion> {
  const tell = (text: string) => console.log(forLog(`${kubernetes}: ${text}`))
  using _ = everyMinute(tell)
  await mkdir(folder, { recursive: true })
  tell('makes a cluster')
  await using run = await start({ module: lab.module, kubernetes, quick: false }, folder)
  await run.cluster(signal)
  tell('works through the lab')
  run.go()
  const judging = run.judged(signal)
  await Promise.race([judging, waitsOnly(lab, run, signal)])
  letNext()
  const judged = await judging
  const counts = Object.entries(Object.groupBy(judged, ({ verdict }) => verdict))
  tell(counts.map(([verdict, claims]) => `${claims.length} ${verdict}`).join(', '))
  return { trace: run.trace }
}

/** Resolves when all scenarios are over but those that wait for a schedule. */
async function waitsOnly(lab: Lab, run: Run, signal: AbortSignal): Promise<void> {
  const short = scenariosOf(lab).filter(({ slowBecause }) => slowBecause === undefined)
  const open = new Set(short.map(({ name }) => name))
  await run.begun(signal)
  const follow = async () => {
    for await (const event of new Trace(run.trace)) {
      if (event.type === 'scenario' && event.state !== 'begins') open.delete(event.scenario)
      if (open.size === 0) return
    }
  }
  await unlessAborted(follow(), signal)
}
