import { dirname, join } from 'node:path'
import { canBeMade, type AuthorFile } from './author-files.ts'
import { ofJobs, type BenchClaimName } from './bench-claim.ts'
import { wholeLab, type NoticedRow } from './bench-table.ts'
import { runTool, type Bench } from './measure.ts'
import type { Tool } from './tool.ts'
import { forLog } from '../../src/cleaned.ts'
import { run } from '../../src/machine/run.ts'
import { judge } from '../../src/judge/judge.ts'
import { countsAs } from '../../src/judge/verdict.ts'
import type { Claim } from '../../src/lab/claim.ts'
import { worldChangeInWords } from '../../src/lab/counterexample.ts'
import { claimsOf, type Lab } from '../../src/lab/lab.ts'
import type { Scenario } from '../../src/lab/scenario.ts'
import { ownEnvironment } from '../../src/own-environment.ts'
import { Recording } from '../../src/student/recording.ts'
import { Trace } from '../../src/trace/trace.ts'
import { TraceWriter } from '../../src/trace/writer.ts'
import type { BenchTrial } from './bench-trials.ts'
import { tryCounterexample } from '../falsify/falsify.ts'

/** How many tools look at Jobs at once while counterexamples are tried: more would make pods start late. */
const triedAtOnce = 5

/** A tool that could be had. */
export interface Had {
  tool: Tool
  program: string
  files: readonly AuthorFile[]
}

/** Tries the counterexamples on all tools: of Jobs and CronJobs some at once, the others one after another. */
export async function noticing(
  trials: readonly BenchTrial[],
  peers: readonly Had[],
  ours: Lab,
  where: Bench,
  place: Parameters<typeof Recording.open>[1],
  signal: AbortSignal,
): Promise<NoticedRow[]> {
  const rows = trials.map(({ trial }) => ({
    scenario: trial.of.name,
    change: worldChangeInWords(trial.change),
    noticed: {} as Record<string, boolean>,
  }))
  const note = (index: number, name: string, isRed: boolean) => {
    const row = rows[index]
    if (!row) return
    row.noticed[name] = isRed
    console.log(forLog(`${isRed ? 'red  ' : 'green'} ${name.padEnd(20)} ${row.scenario}: ${row.change}`))
  }
  const same = trials.map(({ claim }, index) => inTrial(ours, claim, `${claim}-bench-${index}`))
  const path = join(where.folder, 'trace.ndjson')
  const writer = new TraceWriter(path)
  try {
    const scenarios: Scenario[] = [...same.map((one) => one.in), ...trials.map(({ trial }) => trial.scenario)]
    await using recording = await Recording.open(scenarios, place, writer)
    const trace = new Trace(path)
    const tasks = trials.flatMap(({ claim, change, trial }, index) => {
      const lane = laneOf(claim)
      const task = (work: () => Promise<void>) => ({ lane, work })
      return [
        ...peers
          .filter(({ files }) => canBeMade(change, files))
          .map(({ tool, program }) =>
            task(async () => {
              const undo = await made(change, where, signal)
              const { told } = await runTool(tool, program, [claim], where, signal, change)
              await undo()
              note(index, tool.name, !told.some(({ holds }) => holds))
            }),
          ),
        task(async () => {
          const one = same[index]
          if (!one) return
          const enough = new AbortController()
          const judging = judge(one, trace, { doubts: false }).finally(() => enough.abort())
          await recording.work(one.in, AbortSignal.any([signal, enough.signal]), change)
          const { verdict } = await judging
          note(index, 'kubelab', countsAs[verdict] === 'fail')
        }),
        task(async () => {
          const found: boolean[] = []
          await tryCounterexample(trial, recording, trace, signal, ({ verdict }) =>
            found.push(countsAs[verdict] === 'fail'),
          )
          note(index, wholeLab, found.includes(true))
        }),
      ]
    })
    const inLane = (lane: string) => tasks.filter((task) => task.lane === lane).map(({ work }) => work)
    await Promise.all([atOnce(inLane('jobs'), triedAtOnce), ...inLane('slow').map((work) => work())])
    for (const work of inLane('alone')) await work()
  } finally {
    writer.end(signal.aborted ? 'interrupted' : 'complete')
  }
  return rows
}

/** What may go on at the same time: CronJobs all at once, Jobs some at once, and what takes a port or opens the API alone. */
function laneOf(claim: BenchClaimName): 'slow' | 'jobs' | 'alone' {
  if (claim === 'cron') return 'slow'
  return ofJobs.includes(claim) ? 'jobs' : 'alone'
}

/** One of the claims that are compared, in a scenario of its own. */
function inTrial(ours: Lab, name: BenchClaimName, scenario: string): Claim {
  const claim = claimsOf(ours).find(({ id }) => id.endsWith(`/${name}`))
  if (!claim) throw new TypeError(`expected a claim ${name} in ${ours.module}`)
  return { ...claim, in: { ...claim.in, name: scenario } }
}

/** Makes the part of a change that an administrator makes. @returns what undoes it */
async function made(
  { before, after }: BenchTrial['change'],
  { kubeconfig, kubectl, folder }: Bench,
  signal: AbortSignal,
): Promise<() => Promise<void>> {
  const env = { ...ownEnvironment(folder, dirname(kubectl)), KUBECONFIG: kubeconfig }
  const type = async (line?: string) => {
    if (line !== undefined)
      await run('bash', ['-c', line], { directory: folder, env, extendEnv: false, signal })
  }
  await type(before)
  return () => type(after)
}

/** Does all of this, so many at once. */
async function atOnce(work: readonly (() => Promise<void>)[], count: number): Promise<void> {
  const rest = [...work]
  const lane = async () => {
    for (let next = rest.shift(); next; next = rest.shift()) await next()
  }
  await Promise.all(Array.from({ length: count }, lane))
}
