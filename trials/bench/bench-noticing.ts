import { dirname } from 'node:path'
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
import type { Workplace } from '../../src/student/recording.ts'
import { sideBySide } from '../../src/side-by-side.ts'
import { recordedIn } from '../kit/recorded-in.ts'
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
  where: Bench,
  place: Workplace,
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
  const same = trials.map(({ claim }, index) => inTrial(where.ours, claim, `${claim}-bench-${index}`))
  const scenarios: Scenario[] = [...same.map((one) => one.in), ...trials.map(({ trial }) => trial.scenario)]
  await recordedIn(where.folder, scenarios, place, signal, async (recording, trace) => {
    const tasks = trials.flatMap(({ claim, change, trial }, index) => {
      const lane = laneOf(claim)
      const task = (work: (either: AbortSignal) => Promise<void>) => ({ lane, work })
      return [
        ...peers
          .filter(({ files }) => canBeMade(change, files))
          .map(({ tool, program }) =>
            task(async (either) => {
              const undo = await made(change, where, either)
              const { told } = await runTool(tool, program, [claim], where, either, change)
              await undo()
              note(index, tool.name, !told.some(({ holds }) => holds))
            }),
          ),
        task(async (either) => {
          const one = same[index]
          if (!one) return
          const enough = new AbortController()
          const judging = judge(one, trace, { doubts: false }).finally(() => enough.abort())
          await recording.work(one.in, AbortSignal.any([either, enough.signal]), change)
          const { verdict } = await judging
          note(index, 'kubelab', countsAs[verdict] === 'fail')
        }),
        task(async (either) => {
          const found: boolean[] = []
          await tryCounterexample(trial, recording, trace, either, ({ verdict }) =>
            found.push(countsAs[verdict] === 'fail'),
          )
          note(index, wholeLab, found.includes(true))
        }),
      ]
    })
    const inLane = (lane: string) => tasks.filter((task) => task.lane === lane).map(({ work }) => work)
    await sideBySide(
      [
        (either) => sideBySide(inLane('jobs'), either, triedAtOnce),
        (either) => sideBySide(inLane('slow'), either),
      ],
      signal,
    )
    await sideBySide(inLane('alone'), signal, 1)
  })
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
