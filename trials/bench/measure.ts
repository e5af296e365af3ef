import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { withLock } from '../../src/lock.ts'
import { until } from '../../src/until.ts'
import { isTaken } from '../../src/student/with-port.ts'
import { claimsOf, type Lab } from '../../src/lab/lab.ts'
import type { WorldChange } from '../../src/lab/counterexample.ts'
import { authorFiles, layOut } from './author-files.ts'
import type { BenchClaimName } from './bench-claim.ts'
import { timedRun, type TimedRun } from './timed-run.ts'
import type { ToldByTool } from './told.ts'
import type { Tool } from './tool.ts'

/** A run of a tool, and what it said of the claims. */
export interface ToolRun extends TimedRun {
  /** When it was printed: milliseconds since the epoch. */
  told: readonly (ToldByTool & { at: number })[]
}

/** Where tools are run. */
export interface Bench {
  kubeconfig: string
  kubectl: string
  /** Path of a folder of this run's own. */
  folder: string
  /** Path of the folder with the manifests of the lab. */
  manifests: string
  /** The lab with the claims that are compared: runs take turns at the ports of its scenarios. */
  ours: Lab
}

let count = 0

/**
 * Runs a tool once.
 * @param program as the tool gave it
 * @param change of the world in which it is run, where there is one
 * @throws the reason of the signal, when that ended it
 */
export async function runTool(
  tool: Tool,
  program: string,
  claims: readonly BenchClaimName[],
  { kubeconfig, kubectl, folder, manifests, ours }: Bench,
  signal: AbortSignal,
  change: WorldChange = {},
): Promise<ToolRun> {
  count += 1
  const place = join(folder, `${tool.name}-${count}`)
  await mkdir(place, { recursive: true })
  if (tool.folder !== undefined)
    await layOut(await authorFiles(tool.folder), claims, place, manifests, change)
  const setting = { kubeconfig, kubectl, folder: place, claims }
  const run = await withPortsOf(tool, portOf(claims, ours), signal, () =>
    timedRun(tool.command(program, setting), setting, signal),
  )
  await rm(place, { recursive: true })
  const heard = run.lines.flatMap(({ at, text }) => {
    const told = tool.hears(text)
    return told ? [{ ...told, at }] : []
  })
  const ofEach = claims.flatMap((claim) => {
    const its = heard.filter((one) => one.claim === claim)
    return its.find(({ holds }) => !holds) ?? its[0] ?? []
  })
  return { ...run, told: ofEach }
}

/** The port that a scenario of some claims needs. */
const portOf = (claims: readonly BenchClaimName[], ours: Lab) =>
  claimsOf(ours).find(
    ({ id, in: { port } }) => port !== undefined && claims.some((claim) => id.endsWith(`/${claim}`)),
  )?.in.port

/** Runs a tool when no other run uses a port that it needs: a wait for others is not its own time. */
async function withPortsOf<T>(
  { waitsForPorts }: Tool,
  port: number | undefined,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  if (port === undefined) return work()
  const lock = `port-${port}`
  if (waitsForPorts) {
    await withLock(lock, () => untilFree(port, signal), { signal })
    return work()
  }
  const whenFree = async () => {
    await untilFree(port, signal)
    return work()
  }
  return withLock(lock, whenFree, { signal })
}

/** The proxy of the tool before may take a moment to end. */
async function untilFree(port: number, signal: AbortSignal): Promise<void> {
  await until(async () => !(await isTaken(port)) || undefined, { every: 100, signal })
}
