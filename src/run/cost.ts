import { isOfATool, isTyped, type Request } from '../cluster/audit.ts'

/** What a run has cost the API server and the machine. */
export interface Cost {
  /** Requests of this suite's own client; of them the watches that it began. */
  own: number
  watches: number
  /** Requests of kubectl and curl: what a student types, and an administrator. */
  typed: number
  /** Of this process: the time of all its threads (seconds), and the most memory that it had (bytes). */
  cpuSeconds: number
  memory: number
}

/**
 * Sums up what a run has cost.
 *
 * @param requests that the API server has answered
 * @param usage of the process that ran it
 */
export function costOf(requests: readonly Request[], usage = process.resourceUsage()): Cost {
  const its = requests.filter(isOfATool)
  const own = its.filter((one) => !isTyped(one))
  return {
    own: own.length,
    watches: own.filter(({ verb }) => verb === 'watch').length,
    typed: its.length - own.length,
    cpuSeconds: (usage.userCPUTime + usage.systemCPUTime) / 1e6,
    memory: usage.maxRSS * 1024,
  }
}

/** A cost in one line. */
export const costInWords = ({ own, watches, typed, cpuSeconds, memory }: Cost): string =>
  `Cost: ${own} requests of our own, ${watches} of them watches that were begun; ${typed} of kubectl and curl; ` +
  `${cpuSeconds.toFixed(1)} s of CPU time and ${(memory / 1e6).toFixed(0)} MB of memory in this process`
