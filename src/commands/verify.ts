import { join } from 'node:path'
import { forLog } from '../cleaned.ts'
import { CannotJudge } from '../errors.ts'
import type { Judgement } from '../judge/judge.ts'
import { claimsOf, scenariosOf, scenariosOfClaims, type Lab } from '../lab/lab.ts'
import { only } from '../lab/only.ts'
import { printedPlaces } from '../printed/printed-places.ts'
import { exitCodeOfReport } from '../report/exit-code-of-report.ts'
import { reportOf, type Phases, type Report } from '../report/report.ts'
import { tellGitHub } from '../report/tell-github.ts'
import { TerminalReport } from '../report/terminal.ts'
import { writeReports } from '../report/write-reports.ts'
import { judgeRun, type Hearing } from '../run/judge-run.ts'
import { inRunFolder, publish } from '../run/run-folder.ts'
import { checkManifests } from '../student/check-manifests.ts'
import type { Extent } from '../student/run-lab.ts'
import { portsInTheWay } from '../student/with-port.ts'
import { frameOf } from '../trace/frame.ts'
import { Trace } from '../trace/trace.ts'
import { compareWithRecorded } from './compare-with-recorded.ts'
import type { ExistingCluster } from './existing-cluster.ts'
import { secondsPassed } from './ground.ts'
import { guestGround, keptGround } from './guest-ground.ts'
import { ownGround, type OwnGroundOptions } from './own-ground.ts'

export interface VerifyOptions extends OwnGroundOptions {
  /** Leave out what takes minutes. */
  quick: boolean
  /** Judge these claims and no others: their ids, or how they begin, with commas between them. */
  only?: string | undefined
  /** Let nothing but claims decide on a version that is not recorded. */
  claimsOnly?: boolean
  /** Take the cluster that an earlier run has kept. */
  reuse?: boolean
  /** A cluster that is there already, to take in place of one of the run's own. */
  existing?: ExistingCluster | undefined
  /** Hears of the path of the trace, just before it is begun. */
  recording?: (trace: string) => void
}

export interface Verified {
  /** The path of the trace. */
  trace: string
  judged: readonly Judgement[]
  /** What has changed and no claim speaks of; none where it was not compared. */
  unclaimed: Report['unclaimed']
  exitCode: 0 | 1 | 2
}

/**
 * The main job: sets up what is missing, runs the lab on an ephemeral cluster or an existing one, judges every claim,
 * writes the reports.
 * @returns the trace, what became of the claims, and the exit code: 0 as recorded, 1 the lab and Kubernetes disagree in a new way,
 *   2 not all could be judged
 * @throws UsageError, CannotJudge, CommandFailed; the reason of the signal when it comes, with the cluster
 *   removed, or all that was made on an existing one
 */
export async function verify(lab: Lab, options: VerifyOptions, signal: AbortSignal): Promise<Verified> {
  const { quick, only: named } = options
  const extent: Extent = { quick, ...(named !== undefined && { only: only(lab, named) }) }
  await checkManifests(lab.manifests, scenariosOf(lab))
  return await inRunFolder((folder) => verifyIn(folder, lab, options, extent, signal))
}

async function verifyIn(
  folder: string,
  lab: Lab,
  options: VerifyOptions,
  extent: Extent,
  signal: AbortSignal,
): Promise<Verified> {
  const begun = Date.now()
  const chosen = extent.only?.claims ?? claimsOf(lab)
  for (const line of await portsInTheWay(scenariosOfClaims(chosen))) console.error(line)
  await using stack = new AsyncDisposableStack()
  const ground = stack.use(
    options.reuse
      ? await keptGround(lab, chosen, options, signal)
      : options.existing
        ? await guestGround(lab, chosen, options.existing, signal)
        : await ownGround(lab, options, folder, signal),
  )

  const labStart = Date.now()
  const trace = join(folder, 'trace.ndjson')
  const terminal = new TerminalReport(lab)
  const ids = new Set<string>(chosen.map(({ id }) => id))
  const hearing: Hearing = {
    happened: (event) => terminal.follow(event),
    settled: (judgement) => {
      if (ids.has(judgement.id)) terminal.settled(judgement)
    },
  }
  options.recording?.(trace)
  const judged = await judgeRun(lab, ground.place, trace, extent, hearing, signal)
  const phases: Phases = { ...ground.phases, lab: secondsPassed(labStart) }
  const cost = await ground.cost?.(signal)
  const kept = await ground.keep?.()
  // What has been judged is reported, whatever is left.
  const left = await stack.disposeAsync().then(
    () => undefined,
    (error: Error) => error,
  )
  phases.total = secondsPassed(begun)

  // A trace of our own that is none is no wrong usage.
  const events = await Array.fromAsync(new Trace(trace)).catch((cause: Error) => {
    throw new CannotJudge(cause.message, { cause })
  })
  const frame = frameOf(events, trace)
  const report = reportOf(lab, judged, frame, begun, phases, {
    compared: await compareWithRecorded(lab, trace, events, judged),
    printed: printedPlaces(events),
    claimsOnly: options.claimsOnly,
  })
  await writeReports(report, events, folder)
  const published = await publish(folder, lab, report.kubernetes.server)
  terminal.end(report, published)
  await tellGitHub(report)
  if (cost !== undefined) console.log(forLog(cost))
  if (kept !== undefined) console.log(kept)
  if (left !== undefined) throw left
  const { unclaimed } = report
  return { trace: join(published, 'trace.ndjson'), judged, unclaimed, exitCode: exitCodeOfReport(report) }
}
