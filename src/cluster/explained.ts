import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CannotJudge, type CommandFailed } from '../errors.ts'
import type { Engine } from '../machine/engine.ts'
import { causeInWords, causesOn, type Cause } from './host-checks.ts'
import { hostState } from './host-state.ts'
import { causesIn } from './known-messages.ts'

/** What kind and the node have said, and so much of the end of each (characters). */
const logNames = /^(kind|kubelet|serial|containerd|journal)\.log$/
const readOfLog = 2_000_000

/**
 * Refuses a machine on which no cluster can be made.
 * @throws {CannotJudge} with what was found, what is expected, and what mends it
 */
export async function requireRoomForNode(engine: Engine, signal?: AbortSignal): Promise<void> {
  const causes = causesOn(await hostState(engine, signal))
  if (causes.length > 0) throw new CannotJudge(causes.map(causeInWords).join('\n'))
}

/**
 * Why a cluster could certainly not be made: by what is wrong with the machine, and by what the logs say.
 * @param directory path of the folder with `kind.log`, and with `kind-logs` where there are some
 */
export async function causesOf(engine: Engine, directory: string): Promise<Cause[]> {
  return [...causesOn(await hostState(engine)), ...causesIn(await logsIn(directory))]
}

/**
 * An error whose first line says why a cluster could not be made, as far as that can be known; what kind said comes last.
 * @param directory as {@link causesOf} takes it
 */
export async function explained(
  error: CommandFailed,
  engine: Engine,
  directory: string,
): Promise<CannotJudge> {
  const causes = await causesOf(engine, directory)
  const suspected = causes.length > 0 ? [] : causesOn(await hostState(engine), true)
  const lines = [
    ...causes.map(causeInWords),
    ...suspected.map((cause) => `It may be this. ${causeInWords(cause)}`),
    `Expected kind to make a cluster, found: ${(await kindError(directory)) ?? error.reason}`,
    ...(causes.length > 0 ? [] : [error.lastLines]),
    error.hint ?? '',
  ]
  return new CannotJudge(lines.filter(Boolean).join('\n'), { cause: error })
}

/**
 * The line in which kind says what failed last; undefined where it has not said that.
 * @param directory path of the folder with `kind.log`
 */
export async function kindError(directory: string): Promise<string | undefined> {
  const log = await readFile(join(directory, 'kind.log'), 'utf8').catch(() => '')
  return log.split('\n').findLast((line) => line.startsWith('ERROR: '))
}

async function logsIn(directory: string): Promise<string[]> {
  const paths = await readdir(directory, { recursive: true }).catch(() => [])
  const logs = paths.filter((path) => logNames.test(path.split('/').at(-1) ?? '')).toSorted()
  return await Promise.all(
    logs.map(async (path) =>
      (await readFile(join(directory, path), 'utf8').catch(() => '')).slice(-readOfLog),
    ),
  )
}
