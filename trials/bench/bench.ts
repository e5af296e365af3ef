import { readFile } from 'node:fs/promises'
import { cpus, loadavg, totalmem } from 'node:os'
import { authorFiles, linesWritten } from './author-files.ts'
import { ofAccess, ofJobs, type BenchClaimName } from './bench-claim.ts'
import { benchTable, wholeLab, type ToolColumn, type NoticedRow } from './bench-table.ts'
import { chainsaw } from './chainsaw.ts'
import { figuresOf, sumUp, type RunFigures } from './figures.ts'
import { goalsOf } from './goals.ts'
import { kubelabOf } from './kubelab.ts'
import { kuttl } from './kuttl.ts'
import { runTool, type Bench, type ToolRun } from './measure.ts'
import { script } from './script.ts'
import type { Tool } from './tool.ts'
import { forLog } from '../../src/cleaned.ts'
import { readAudit, writeAuditPolicy, type Request } from '../../src/cluster/audit.ts'
import { createCluster, nodeOf } from '../../src/cluster/cluster.ts'
import { terminalProgress, type Progress } from '../../src/machine/progress.ts'
import { run } from '../../src/machine/run.ts'
import { setup } from '../../src/cluster/setup.ts'
import { CannotJudge, CommandFailed } from '../../src/errors.ts'
import { claimsOf, type Lab } from '../../src/lab/lab.ts'
import { ofKubectl } from '../../src/own-environment.ts'
import { workplaceOf } from '../../src/run/place.ts'
import { inRunFolder } from '../../src/run/run-folder.ts'
import { publishTable } from '../kit/publish-table.ts'
import { noticing, type Had } from './bench-noticing.ts'
import { benchTrialsOf } from './bench-trials.ts'
import { trialsOf } from '../falsify/trials.ts'

/** What is asked for. */
export interface BenchOptions {
  kubernetes: string
  /** How often each tool is measured. */
  runs: number
  /** Leaves out what waits for a CronJob. */
  quick: boolean
}

/** A run that was measured, by its tool. */
interface Measured {
  name: string
  claims: readonly BenchClaimName[]
  run: ToolRun
}

/**
 * Measures this suite beside other tools, on one cluster, with the same claims; and tries which counterexamples each of
 * them notices. Writes tables.
 * @param lab whose counterexamples are tried
 * @param ours the lab with the claims that are compared
 * @returns the exit code: 0 all goals are met, 1 one is missed, 2 not all could be measured
 * @throws UsageError, CannotJudge, CommandFailed; the reason of the signal, when all is removed
 */
export async function bench(
  lab: Lab,
  ours: Lab,
  options: BenchOptions,
  signal: AbortSignal,
): Promise<0 | 1 | 2> {
  return await inRunFolder((folder) => benchIn(folder, lab, ours, options, signal))
}

async function benchIn(
  folder: string,
  lab: Lab,
  ours: Lab,
  { kubernetes, runs, quick }: BenchOptions,
  signal: AbortSignal,
): Promise<0 | 1 | 2> {
  const begun = Date.now()
  const progress = terminalProgress()
  const toolbox = await setup({ kubernetes, signal }, progress)
  const tools = [kubelabOf(ours.module), chainsaw, kuttl, script]
  const got: (Had | { tool: Tool; missing: string })[] = []
  for (const tool of tools) got.push(await getTool(tool, progress, signal))
  const had = got.filter((one) => 'program' in one)
  const measured: Measured[] = []
  const rows: NoticedRow[] = []
  let requests: Request[] = []
  {
    await using cluster = await createCluster(toolbox, {
      directory: folder,
      signal,
      progress,
      auditPolicy: await writeAuditPolicy(folder),
    })
    const place = {
      kubeconfig: cluster.kubeconfig,
      kubectl: toolbox.kubectl,
      folder,
      manifests: lab.manifests,
      ours,
    }
    const cleanUp = await namespacesOf(place, signal)
    await warmUp(place, signal)
    const measure = async ({ tool, program }: Had, claims: readonly BenchClaimName[]) => {
      const outcome = await runTool(tool, program, claims, place, signal)
      measured.push({ name: tool.name, claims, run: outcome })
      console.log(forLog(runInWords(tool, claims, outcome)))
    }
    for (let number = 0; number < runs; number += 1) {
      for (const claims of [ofJobs, ofAccess])
        for (const one of rotated(had, number)) {
          await measure(one, claims)
          await cleanUp()
        }
    }
    if (!quick) {
      await progress.step('A CronJob, by all tools side by side', () =>
        Promise.all(had.map((one) => measure(one, ['cron']))),
      )
      await cleanUp()
    }
    const peers = had.filter(({ tool }) => tool.takesManifests && tool.folder !== 'kubelab')
    const all = benchTrialsOf(
      trialsOf(claimsOf(lab)),
      peers.map(({ files }) => files),
    )
    const trials = all.filter(({ trial }) => !quick || trial.of.slowBecause === undefined)
    const whole = await workplaceOf(lab, toolbox, cluster)
    rows.push(...(await noticing(trials, peers, place, whole, signal)))
    requests = await readAudit(toolbox.engine, nodeOf(cluster.name), signal)
  }
  signal.throwIfAborted()
  const figures = (name: string, claims: readonly BenchClaimName[]): RunFigures[] =>
    measured
      .filter((one) => one.name === name && one.claims === claims)
      .map(({ run: one }) => figuresOf(one, claims, requests))
  const outcomes = (tool: string) =>
    measured
      .filter(({ name }) => name === tool)
      .map(({ claims, run: one }) => figuresOf(one, claims, requests))
  const columns: ToolColumn[] = await Promise.all(
    got.map(async (one) => ({
      name: one.tool.name,
      version: one.tool.version,
      ...('missing' in one && { missing: one.missing }),
      lines: one.tool.folder === undefined ? 0 : linesWritten(await authorFiles(one.tool.folder)),
      says: one.tool.says,
      jobs: sumUp(figures(one.tool.name, ofJobs)),
      access: sumUp(figures(one.tool.name, ofAccess)),
      red: distinct(outcomes(one.tool.name).flatMap(({ red }) => red)),
      silent: distinct(outcomes(one.tool.name).flatMap(({ silent }) => silent)),
    })),
  )
  const noticed = (name: string) => rows.filter((row) => row.noticed[name] === true).length
  const [own, ...others] = columns.map(({ name, jobs: its }) => ({ name, jobs: its, noticed: noticed(name) }))
  if (!own) throw new TypeError('expected a tool, found none')
  const goals = goalsOf({ ...own, noticed: noticed(wholeLab) }, others)
  const circumstances = await whereAndWhen(toolbox.image.kubernetes, runs)
  const found = { circumstances, columns, rows, goals }
  const page = benchTable(found)
  const all = { ...found, runs: perRun(measured, requests) }
  await publishTable(folder, lab, { found: all, page, sum: forLog(page) }, begun, 'bench')
  if (columns.some(({ missing, red, silent }) => missing !== undefined || red.length + silent.length > 0))
    return 2
  return goals.every(({ met }) => met) ? 0 : 1
}

async function getTool(
  tool: Tool,
  progress: Progress,
  signal: AbortSignal,
): Promise<Had | { tool: Tool; missing: string }> {
  try {
    const program = await tool.get(progress, signal)
    return { tool, program, files: tool.folder === undefined ? [] : await authorFiles(tool.folder) }
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof CannotJudge || error instanceof CommandFailed)) throw error
    progress.say(`${tool.name} is left out: ${error.message}`)
    return { tool, missing: error.message }
  }
}

/** Gives a function that deletes the namespaces that came since, and waits until they are gone. */
async function namespacesOf({ kubectl, kubeconfig }: Bench, signal: AbortSignal) {
  const options = { ...ofKubectl({ kubectl, kubeconfig }), signal }
  const ask = (...words: string[]) => run(kubectl, words, options)
  const list = async () => (await ask('get', 'namespaces', '--output=name')).split('\n').filter(Boolean)
  const before = await list()
  return async () => {
    const since = (await list()).filter((name) => !before.includes(name))
    if (since.length > 0) await ask('delete', ...since, '--timeout=120s')
  }
}

/** Has the node pull the image that all pods have, so that no run waits for it. */
async function warmUp({ kubectl, kubeconfig }: Bench, signal: AbortSignal): Promise<void> {
  const options = { ...ofKubectl({ kubectl, kubeconfig }), signal }
  const ask = (...words: string[]) => run(kubectl, ['--namespace=default', ...words], options)
  await ask('run', 'warm', '--image=busybox', '--restart=Never', '--', 'true')
  await ask('wait', '--for=jsonpath={.status.phase}=Succeeded', 'pod/warm', '--timeout=120s')
  await ask('delete', 'pod', 'warm', '--now')
}

const distinct = <T>(all: readonly T[]): T[] => [...new Set(all)]

/** Who goes first changes from run to run. */
const rotated = <T>(all: readonly T[], by: number): T[] => {
  const first = by % all.length
  return [...all.slice(first), ...all.slice(0, first)]
}

function runInWords(tool: Tool, claims: readonly BenchClaimName[], { began, ended, told }: ToolRun): string {
  const found = claims.map((claim) => {
    const one = told.find((each) => each.claim === claim)
    return `${claim} ${one === undefined ? 'not told' : one.holds ? 'holds' : 'fails'}`
  })
  const load = loadavg()[0] ?? Number.NaN
  const seconds = ((ended - began) / 1000).toFixed(1)
  return `${tool.name.padEnd(10)} ${seconds.padStart(6)} s  ${found.join(', ')}  (load ${load.toFixed(1)})`
}

const perRun = (measured: readonly Measured[], requests: readonly Request[]) =>
  measured.map(({ name, claims, run: one }) => ({ name, claims, ...figuresOf(one, claims, requests) }))

async function whereAndWhen(kubernetes: string, runs: number): Promise<string> {
  const model =
    /^model name\s*: (.*)$/m.exec(await readFile('/proc/cpuinfo', 'utf8'))?.[1] ?? 'an unknown processor'
  const memory = (totalmem() / 2 ** 30).toFixed(0)
  const date = new Date().toISOString().slice(0, 10)
  return `${date}, Kubernetes ${kubernetes}, ${cpus().length} cores (${model}), ${memory} GB of memory; medians of ${runs} runs`
}
