import { join } from 'node:path'
import { forLog } from '../cleaned.ts'
import { readAudit, writeAuditPolicy } from '../cluster/audit.ts'
import { createCluster, nodeOf, type Cluster } from '../cluster/cluster.ts'
import { shareCache } from '../cluster/cache.ts'
import { newestKept, writeKept, type KeptCluster } from '../cluster/kept.ts'
import { kubectlFor } from '../cluster/kubectl-for.ts'
import { terminalProgress } from '../cluster/progress.ts'
import { CannotJudge } from '../errors.ts'
import { setup, type SetupOptions, type Toolbox } from '../cluster/setup.ts'
import type { Judgement } from '../judge/judge.ts'
import { exitCodeOf } from '../judge/verdict.ts'
import { claimsOf, scenariosOf, type Lab } from '../lab/lab.ts'
import { only } from '../lab/only.ts'
import { reportOf, type Phases } from '../report/report.ts'
import { tellGitHub } from '../report/tell-github.ts'
import { TerminalReport } from '../report/terminal.ts'
import { writeReports } from '../report/write-reports.ts'
import { costInWords, costOf } from '../run/cost.ts'
import { judgeRun, type Hearing } from '../run/judge-run.ts'
import { workplaceOf } from '../run/place.ts'
import { inRunFolder, publish } from '../run/run-folder.ts'
import { scratchFolder } from '../scratch-folder.ts'
import { checkManifests } from '../student/check-manifests.ts'
import type { Workplace } from '../student/recording.ts'
import type { Extent } from '../student/run-lab.ts'
import { portsInTheWay } from '../student/with-port.ts'
import { serverVersion } from '../student/server-version.ts'
import { frameOf } from '../trace/frame.ts'
import { Trace } from '../trace/trace.ts'
import { compareWithNearest } from './compare-with-nearest.ts'
import type { ExistingCluster } from './existing-cluster.ts'

export interface VerifyOptions extends SetupOptions {
  /** Leave out what takes minutes. */
  quick: boolean
  /** Judge these claims and no others: their ids, or how they begin, with commas between them. */
  only?: string | undefined
  /** Leave the cluster running at the end. */
  keep: boolean
  /** Take the cluster that an earlier run has kept. */
  reuse?: boolean
  /** Say what the run costs, of which the API server of a cluster of its own writes down all requests. */
  cost?: boolean
  /** A cluster that is there already, to take in place of one of the run's own. */
  existing?: ExistingCluster | undefined
  /** Hears of the path of the trace, just before it is begun. */
  recording?: (trace: string) => void
}

export interface Verified {
  /** The path of the trace. */
  trace: string
  judged: readonly Judgement[]
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
  const phases: Phases = {}
  const { existing } = options
  const chosen = extent.only?.lab ?? lab
  for (const line of await portsInTheWay(scenariosOf(chosen))) console.error(line)
  await using stack = new AsyncDisposableStack()
  const ground = stack.use(
    options.reuse
      ? await onKept(chosen, options, phases, signal)
      : existing
        ? await onExisting(chosen, existing, phases, signal)
        : await onOwn(lab, options, folder, phases, signal),
  )

  const labStart = Date.now()
  const trace = join(folder, 'trace.ndjson')
  const terminal = new TerminalReport(lab)
  const { place } = ground
  const hearing: Hearing = {
    happened: (event) => terminal.follow(event),
    settled: (judgement) => {
      if (claimsOf(chosen).some(({ id }) => id === judgement.id)) terminal.settled(judgement)
    },
  }
  options.recording?.(trace)
  const judged = await judgeRun(lab, place, trace, extent, hearing, signal)
  phases.lab = since(labStart)
  const cost =
    options.cost && ground.own
      ? await requestsTo(ground.own, signal).then(
          (requests) => costInWords(costOf(requests)),
          (error: Error) => `Cost: not known, since ${error.message}`,
        )
      : undefined
  const kept = options.keep && ground.own ? await keep(ground.own, place) : undefined
  // What has been judged is reported, whatever is left.
  const left = await stack.disposeAsync().then(
    () => undefined,
    (error: Error) => error,
  )
  phases.total = since(begun)

  // A trace of our own that is none is no wrong usage.
  const events = await Array.fromAsync(new Trace(trace)).catch((cause: Error) => {
    throw new CannotJudge(cause.message, { cause })
  })
  const frame = frameOf(events, trace)
  const comparison = await compareWithNearest(lab, trace, events, judged)
  const report = reportOf(lab, judged, frame, begun, phases, comparison)
  await writeReports(report, events, folder)
  const published = await publish(folder, report.kubernetes.server)
  terminal.end(report, published)
  await tellGitHub(report)
  if (cost !== undefined) console.log(forLog(cost))
  if (kept !== undefined) console.log(kept)
  if (left !== undefined) throw left
  const exitCode = exitCodeOf(
    judged.map(({ verdict }) => verdict),
    frame.end,
  )
  return { trace: join(published, 'trace.ndjson'), judged, exitCode }
}

const since = (start: number) => (Date.now() - start) / 1000

/** What the lab is worked through on. Disposing of it removes all that was made for the run. */
interface Ground extends AsyncDisposable {
  place: Workplace
  /** What there is where the cluster is the run's own. */
  own?: { cluster: Cluster; toolbox: Toolbox }
}

async function onOwn(
  lab: Lab,
  options: VerifyOptions,
  folder: string,
  phases: Phases,
  signal: AbortSignal,
): Promise<Ground> {
  const begun = Date.now()
  const progress = terminalProgress()
  const toolbox = await setup({ ...options, signal }, progress)
  phases.setup = since(begun)
  const createStart = Date.now()
  const auditPolicy = options.cost ? await writeAuditPolicy(folder) : undefined
  const cluster = await createCluster(toolbox, { directory: folder, signal, progress, auditPolicy })
  phases.cluster = since(createStart)
  return {
    place: await workplaceOf(lab, toolbox, cluster),
    own: { cluster, toolbox },
    [Symbol.asyncDispose]: () => cluster[Symbol.asyncDispose](),
  }
}

const requestsTo = ({ cluster, toolbox }: Ground['own'] & {}, signal: AbortSignal) =>
  readAudit(toolbox.engine, nodeOf(cluster.name), signal)

async function onExisting(
  lab: Lab,
  existing: ExistingCluster,
  phases: Phases,
  signal: AbortSignal,
): Promise<Ground> {
  const begun = Date.now()
  const { context, kubeconfig: file, kubectl: named, namespaces: given } = existing
  const options = `${file === undefined ? '' : `--kubeconfig ${file} `}--context ${context}`
  const progress = terminalProgress()
  await shareCache(progress, signal)
  const folder = await scratchFolder()
  const [{ openContext }, { Guest }] = await Promise.all([
    import('../cluster/context.ts'),
    import('../student/guest.ts'),
  ])
  await using stack = new AsyncDisposableStack()
  const { kubeconfig } = stack.use(await openContext(existing, folder, signal))
  const kubectl = await kubectlFor(await serverVersion(kubeconfig), named, progress, signal)
  const guest = stack.use(
    await progress.step(`Looking at the cluster of the context ${context}`, () =>
      Guest.open(lab, { context, options, kubectl, kubeconfig, given }, signal),
    ),
  )
  phases.setup = since(begun)
  const all = stack.move()
  const nodeImage = `that of the context ${context}`
  return {
    place: { kubeconfig, kubectl, nodeImage, folder, manifests: lab.manifests, guest },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}

/** Works in namespaces of its own, so that nothing matters that earlier runs have left there. */
async function onKept(
  lab: Lab,
  options: VerifyOptions,
  phases: Phases,
  signal: AbortSignal,
): Promise<Ground> {
  const kept = await newestKept(options.kubernetes)
  const { cluster, kubeconfig, nodeImage } = kept
  const existing = { context: `kind-${cluster}`, kubeconfig, kubectl: options.kubectl ?? kept.kubectl }
  const ground = await onExisting(lab, existing, phases, signal).catch(async (error: unknown) => {
    if (signal.aborted || (await answers(kept))) throw error
    throw new CannotJudge(
      `--reuse: expected the cluster ${cluster} to answer, which an earlier run has kept, found that it does not. ` +
        `Start its node again, or make another with --keep, having removed this one: ${kept.removal}`,
      { cause: error },
    )
  })
  return { ...ground, place: { ...ground.place, nodeImage } }
}

const answers = ({ kubeconfig }: KeptCluster) =>
  serverVersion(kubeconfig).then(
    () => true,
    () => false,
  )

/** Lets go of the cluster. @returns how to use and remove it, in words */
async function keep({ cluster, toolbox }: Ground['own'] & {}, { nodeImage }: Workplace): Promise<string> {
  const { kubectl, image } = toolbox
  const { name, kubeconfig } = cluster
  const { kubernetes } = image
  const removal = removalOf(name, toolbox)
  const kept = await writeKept({ cluster: name, kubernetes, kubectl, nodeImage, kubeconfig, removal })
  await cluster.keep()
  return [
    `The cluster is kept: export KUBECONFIG=${kept.kubeconfig}`,
    'Work on it again with: npm run verify -- --reuse',
    `Remove it with: ${kept.removal}`,
  ].join('\n')
}

function removalOf(name: string, { engine, kind }: Toolbox): string {
  const environment = Object.entries(engine.env).map(([key, value]) => `${key}=${value}`)
  return `${[...environment, kind].join(' ')} delete cluster --name ${name}`
}
