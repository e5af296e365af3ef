import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { catalogue, scenariosOf } from './catalogue.ts'
import { createCluster, type Cluster } from './cluster/cluster.ts'
import { terminalProgress } from './cluster/progress.ts'
import { setup, type SetupOptions, type Toolbox } from './cluster/setup.ts'
import type { JudgedClaim } from './judge/claims-as-tests.ts'
import { assertComplete, judgeLab } from './judge/judge-lab.ts'
import { exitCodeOf } from './judge/verdict.ts'
import type { Claim } from './lab/claim.ts'
import { readHeader } from './replay.ts'
import { reportOf, type Phases } from './report/report.ts'
import { tellGitHub } from './report/tell-github.ts'
import { TerminalReport } from './report/terminal.ts'
import { writeReports } from './report/write-reports.ts'
import { makeRunFolder, publish } from './run-folder.ts'
import { checkManifests } from './student/manifests.ts'
import { runLab } from './student/run-lab.ts'
import { TraceWriter } from './trace/writer.ts'

export interface VerifyOptions extends SetupOptions {
  /** Leave out what takes minutes. */
  quick: boolean
  /** Leave the cluster running at the end. */
  keep: boolean
}

export interface Verified {
  judged: readonly JudgedClaim[]
  exitCode: 0 | 1 | 2
}

/**
 * The main job: sets up what is missing, runs the lab on an ephemeral cluster, judges every claim, writes the reports.
 * @returns what became of the claims, and the exit code: 0 as recorded, 1 the lab and Kubernetes disagree in a new way,
 *   2 not all could be judged
 * @throws UsageError, CannotJudge, CommandFailed; the reason of the signal when it comes, with the cluster removed
 */
export async function verify(options: VerifyOptions, signal: AbortSignal): Promise<Verified> {
  const all = await catalogue()
  await checkManifests(scenariosOf(all))
  const folder = await makeRunFolder()
  try {
    return await verifyIn(folder, all, options, signal)
  } catch (error) {
    if (signal.aborted) await rm(folder, { recursive: true, force: true })
    throw error
  }
}

async function verifyIn(
  folder: string,
  all: readonly Claim[],
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
  const terminal = new TerminalReport()
  const writer = new TraceWriter(trace)
  writer.listen((event) => terminal.follow(event))
  const stop = new AbortController()
  const either = AbortSignal.any([signal, stop.signal])
  const place = {
    kubeconfig: cluster.kubeconfig,
    kubectl: toolbox.kubectl,
    nodeImage: toolbox.image.reference,
    folder,
  }
  const running = runLab(scenariosOf(all), place, writer, either, options).then(
    () => writer.end('complete'),
    (error: Error) => writer.end(signal.aborted ? 'interrupted' : 'broken', error.message),
  )
  const judging = judgeLab(trace, (claim) => terminal.settled(claim), either)
  const judged = await judging.catch(async (error: unknown) => {
    stop.abort()
    await running
    throw error
  })
  await running
  phases.lab = since(labStart)
  if (options.keep) await cluster.keep()
  else await cluster[Symbol.asyncDispose]()
  phases.total = since(begun)

  const report = reportOf(judged, await readHeader(trace), begun, phases)
  await writeReports(report, trace, folder)
  const published = await publish(folder, report.kubernetes.server)
  terminal.end(report, published)
  await tellGitHub(report)
  if (options.keep) console.log(howToUse(cluster, `${published}/kubeconfig`, toolbox))
  assertComplete(judged, all.length)
  return { judged, exitCode: exitCodeOf(judged.map(({ judgement }) => judgement.verdict)) }
}

function howToUse({ name }: Cluster, kubeconfig: string, { engine, kind }: Toolbox): string {
  const environment = Object.entries(engine.env).map(([key, value]) => `${key}=${value}`)
  return [
    `The cluster is kept: export KUBECONFIG=${kubeconfig}`,
    `Remove it with: ${[...environment, kind].join(' ')} delete cluster --name ${name}`,
  ].join('\n')
}
