import { median, quantile } from 'simple-statistics'
import { cameBetween, isOfATool, isTyped, type Request } from '../../src/cluster/audit.ts'
import type { BenchClaimName } from './bench-claim.ts'
import { decidedAt } from './decided-at.ts'
import type { ToolRun } from './measure.ts'
import { afterEventIn, ownBegin } from './told.ts'

/** What one run of a tool took. */
export interface RunFigures {
  /** From its start to the last verdict, and to its end, when it has cleaned up in its own way (seconds). */
  verdictSeconds: number
  wallSeconds: number
  cpuSeconds: number
  requests: number
  /** Those of them that nobody types: not made by kubectl or curl, or made before this suite's first scenario begins. */
  untypedRequests: number
  /** For each claim that holds, from the write that decides it until the tool says so (milliseconds). */
  latencies: number[]
  /** The same from the event in the trace that decides it, of which only this suite tells. */
  afterEvents: number[]
  /** The claims that it found false, and those of which it said nothing. */
  red: BenchClaimName[]
  silent: BenchClaimName[]
}

/**
 * What a run took.
 * @param claims that it was to test
 * @param requests of the whole benchmark
 */
export function figuresOf(
  { began, ended, cpuSeconds, told, lines }: ToolRun,
  claims: readonly BenchClaimName[],
  requests: readonly Request[],
): RunFigures {
  const during = cameBetween(requests, began, ended)
  const its = during.filter(isOfATool)
  const begins = lines.find(({ text }) => text === ownBegin)?.at ?? began
  const holding = told.filter(({ holds }) => holds)
  return {
    verdictSeconds: (Math.max(began, ...told.map(({ at }) => at)) - began) / 1000,
    wallSeconds: (ended - began) / 1000,
    cpuSeconds,
    requests: its.length,
    untypedRequests: its.filter((one) => !isTyped(one) || one.came < begins).length,
    latencies: holding.flatMap(({ claim, at }) => {
      const decided = decidedAt(claim, during)
      return decided === undefined ? [] : [at - decided]
    }),
    afterEvents: lines.flatMap(({ text }) => afterEventIn(text) ?? []),
    red: told.flatMap(({ claim, holds }) => (holds ? [] : claim)),
    silent: claims.filter((claim) => !told.some((one) => one.claim === claim)),
  }
}

/** Medians over runs, and quantiles over all their latencies. */
export interface Figures extends Record<Measure, number | undefined> {
  runs: number
  latencies: number
}

/** What is compared between tools, the less the better. */
export type Measure =
  | 'wallSeconds'
  | 'verdictSeconds'
  | 'latency50'
  | 'latency99'
  | 'afterEvent50'
  | 'afterEvent99'
  | 'requests'
  | 'untypedRequests'
  | 'cpuSeconds'

/** Sums up the runs of one tool. What was never seen is undefined. */
export function sumUp(runs: readonly RunFigures[]): Figures {
  const middle = (its: (run: RunFigures) => number) => (runs.length === 0 ? undefined : median(runs.map(its)))
  const latencies = runs.flatMap((run) => run.latencies)
  const afterEvents = runs.flatMap((run) => run.afterEvents)
  const rank = (all: number[], share: number) => (all.length === 0 ? undefined : quantile(all, share))
  return {
    runs: runs.length,
    latencies: latencies.length,
    wallSeconds: middle((run) => run.wallSeconds),
    verdictSeconds: middle((run) => run.verdictSeconds),
    latency50: rank(latencies, 0.5),
    latency99: rank(latencies, 0.99),
    afterEvent50: rank(afterEvents, 0.5),
    afterEvent99: rank(afterEvents, 0.99),
    requests: middle((run) => run.requests),
    untypedRequests: middle((run) => run.untypedRequests),
    cpuSeconds: middle((run) => run.cpuSeconds),
  }
}
