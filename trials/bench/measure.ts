import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { withLock } from '../../src/lock.ts'
import { isTaken } from '../../src/student/with-port.ts'
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
}

/** Runs of the lab take turns at the port of the proxy. */
const portOfProxy = 8001

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
  { kubeconfig, kubectl, folder, manifests }: Bench,
  signal: AbortSignal,
  change: WorldChange = {},
): Promise<ToolRun> {
  count += 1
  const place = join(folder, `${tool.name}-${count}`)
  await mkdir(place, { recursive: true })
  if (tool.folder !== undefined)
    await layOut(await authorFiles(tool.folder), claims, place, manifests, change)
  const setting = { kubeconfig, kubectl, folder: place, claims }
  const run = await withPortsOf(tool, claims, signal, () =>
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

/** Runs a tool when no other run uses a port that it needs: a wait for others is not its own time. */
async function withPortsOf<T>(
  { waitsForPorts }: Tool,
  claims: readonly BenchClaimName[],
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  if (!claims.includes('proxy')) return work()
  const lock = `port-${portOfProxy}`
  if (waitsForPorts) {
    await withLock(lock, () => untilFree(signal), { signal })
    return work()
  }
  const whenFree = async () => {
    await untilFree(signal)
    return work()
  }
  return withLock(lock, whenFree, { signal })
}

/** The proxy of the tool before may take a moment to end. */
async function untilFree(signal: AbortSignal): Promise<void> {
  while (await isTaken(portOfProxy)) await pause(100, undefined, { signal })
}
