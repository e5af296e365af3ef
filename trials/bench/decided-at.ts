import type { Request, WrittenJob } from '../../src/cluster/audit.ts'
import type { BenchClaimName } from './bench-claim.ts'

/**
 * When the state was written that decides a claim (milliseconds since the epoch); undefined where it was not.
 * @param requests of one run, in which each Job is that of one claim
 */
export function decidedAt(claim: BenchClaimName, requests: readonly Request[]): number | undefined {
  const has = (type: string) => (one: Request) =>
    one.job?.status.conditions?.some((condition) => condition.type === type && condition.status === 'True') ??
    false
  const isOf = (one: Request) => one.job !== undefined && claimOf(one.job) === claim
  const writes = requests.filter(isOf).toSorted((one, other) => one.answered - other.answered)
  if (claim === 'cron') return writes.filter(({ verb }) => verb === 'create')[1]?.answered
  return writes.find(has(claim === 'deadline' ? 'Failed' : 'Complete'))?.answered
}

/** By its spec: the tools put their Jobs into namespaces of any name. */
function claimOf({ metadata, spec }: WrittenJob): BenchClaimName {
  if (metadata.ownerReferences?.some(({ kind }) => kind === 'CronJob')) return 'cron'
  if (spec.activeDeadlineSeconds !== undefined) return 'deadline'
  return spec.parallelism === 2 ? 'two' : 'five'
}
