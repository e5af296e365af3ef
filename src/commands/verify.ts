import { join } from 'node:path'
import { createCluster, type Cluster } from '../cluster/cluster.ts'
import { terminalProgress } from '../cluster/progress.ts'
import { CannotJudge } from '../errors.ts'
import { setup, type SetupOptions, type Toolbox } from '../cluster/setup.ts'
import type { Judgement } from '../judge/judge.ts'
import { exitCodeOf } from '../judge/verdict.ts'
import { scenariosOf, type Lab } from '../lab/lab.ts'
import { reportOf, type Phases } from '../report/report.ts'
import { tellGitHub } from '../report/tell-github.ts'
import { TerminalReport } from '../report/terminal.ts'
import { writeReports } from '../report/write-reports.ts'
import { judgeRun, type Hearing } from '../run/judge-run.ts'
import { placeOf } from '../run/place.ts'
import { inRunFolder, publish } from '../run/run-folder.ts'
import { checkManifests } from '../student/check-manifests.ts'
import { frameOf } from '../trace/frame.ts'
import { Trace } from '../trace/trace.ts'

export interface VerifyOptions extends SetupOptions {
  /** Leave out what takes minutes. */
  quick: boolean
  /** Leave the cluster running at the end. */
  keep: boolean
}

export interface Verified {
  judged: readonly Judgement[]
  exitCode: 0 | 1 | 2
}

/**
 * The main job: sets up what is missing, runs the lab on an ephemeral cluster, judges every claim, writes the reports.
 * @returns what became of the claims, and the exit code: 0 as recorded, 1 the lab and Kubernetes disagree in a new way,
 *   2 not all could be judged
 * @throws UsageError, CannotJudge, CommandFailed; the reason of the signal when it comes, with the cluster removed
 */
export async function verify(lab: Lab, options: VerifyOptions, signal: AbortSignal): Promise<Verified> {
  await checkManifests(lab.manifests, scenariosOf(lab))
  return await inRunFolder((folder) => verifyIn(folder, lab, options, signal))
}

async function verifyIn(
  folder: string,
  lab: Lab,
  options: VerifyOptions,
  signal: AbortSignal,
): Promise<Verified> {
  const begun = Date.now()
  const since = (start: number) => (Date.now() - start) / 1000
  const progress = terminalProgress()
  const toolbox = await setup({ ...options, signal }, progress)
  const phases: Phases = { setup: since(begun) }

  const createStart = Date.now()
  await using cluster = await createCluster(toolbox, { directory: folder, signal, progress })
  phases.cluster = since(createStart)

  const labStart = Date.now()
  const trace = join(folder, 'trace.ndjson')
  const terminal = new TerminalReport(lab)
  const place = placeOf(lab, toolbox, cluster, folder)
  const hearing: Hearing = {
    happened: (event) => terminal.follow(event),
    settled: (judgement) => terminal.settled(judgement),
  }
  const judged = await judgeRun(lab, place, trace, options, hearing, signal)
  phases.lab = since(labStart)
  if (options.keep) await cluster.keep()
  else await cluster[Symbol.asyncDispose]()
  phases.total = since(begun)

  // A trace of our own that is none is no wrong usage.
  const events = await Array.fromAsync(new Trace(trace)).catch((cause: Error) => {
    throw new CannotJudge(cause.message, { cause })
  })
  const frame = frameOf(events, trace)
  const report = reportOf(lab, judged, frame, begun, phases)
  await writeReports(report, events, folder)
  const published = await publish(folder, report.kubernetes.server)
  terminal.end(report, published)
  await tellGitHub(report)
  if (options.keep) console.log(howToUse(cluster, `${published}/kubeconfig`, toolbox))
  const exitCode = exitCodeOf(
    judged.map(({ verdict }) => verdict),
    frame.end,
  )
  return { judged, exitCode }
}

function howToUse({ name }: Cluster, kubeconfig: string, { engine, kind }: Toolbox): string {
  const environment = Object.entries(engine.env).map(([key, value]) => `${key}=${value}`)
  return [
    `The cluster is kept: export KUBECONFIG=${kubeconfig}`,
    `Remove it with: ${[...environment, kind].join(' ')} delete cluster --name ${name}`,
  ].join('\n')
}
