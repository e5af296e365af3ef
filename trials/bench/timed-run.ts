import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { ownEnvironment } from '../../src/own-environment.ts'
import { ofAccess } from './bench-claim.ts'
import type { Program, ToolPlace } from './tool.ts'

/** A run of a program, and what it took. */
export interface TimedRun {
  /** Milliseconds since the epoch. */
  began: number
  ended: number
  /** Of the program and of all that it has started and waited for. */
  cpuSeconds: number
  /** Null where it was ended by a signal. */
  exitCode: number | null
  lines: readonly TimedLine[]
}

/** A line that was printed, on either stream, and when it came (milliseconds since the epoch). */
interface TimedLine {
  at: number
  text: string
}

// What the shell's own word `time` says of its children, the program's own among them.
const timed = 'TIMEFORMAT="%U %S"; exec 4>&2; { time "$@" 2>&4; } 2> "$BENCH_TIMES"'

/** A tool that takes longer hangs (milliseconds): a CronJob needs four minutes, who may reach the API is told in seconds. */
const longest = 400_000
const longestOfAccess = 60_000

/**
 * Runs a tool to its end, in a process group of its own. One that hangs is ended.
 * @throws the reason of the signal, when that ended it
 */
export async function timedRun(
  { program, args, env }: Program,
  { kubeconfig, kubectl, folder, claims }: ToolPlace,
  signal: AbortSignal,
): Promise<TimedRun> {
  signal.throwIfAborted()
  const times = join(folder, '.times')
  const began = Date.now()
  const child = execa('bash', ['-c', timed, 'bash', program, ...args], {
    cwd: folder,
    env: {
      ...ownEnvironment(folder, dirname(kubectl)),
      KUBECONFIG: kubeconfig,
      BENCH_TIMES: times,
      ...env,
    },
    extendEnv: false,
    cancelSignal: signal,
    timeout: claims.every((claim) => ofAccess.includes(claim)) ? longestOfAccess : longest,
    killDescendants: true,
    forceKillAfterDelay: 10_000,
    stdin: 'ignore',
    all: true,
    reject: false,
  })
  const lines: TimedLine[] = []
  for await (const text of child.iterable({ from: 'all' })) lines.push({ at: Date.now(), text })
  const { exitCode } = await child
  signal.throwIfAborted()
  const ended = Date.now()
  return {
    began,
    ended,
    cpuSeconds: cpuSecondsIn(await readFile(times, 'utf8').catch(() => '')),
    exitCode: exitCode ?? null,
    lines,
  }
}

/** Reads the user's and the system's seconds from what `time` says, and adds them. */
export function cpuSecondsIn(said: string): number {
  const [user = Number.NaN, system = Number.NaN] = (said.trim().split('\n').at(-1) ?? '')
    .split(' ')
    .map(Number)
  return user + system
}
