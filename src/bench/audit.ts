import * as z from 'zod'
import { engineRun, type Engine } from '../cluster/engine.ts'
import { auditLog } from '../cluster/quirks.ts'
import type { BenchClaimName } from './bench-claim.ts'

/**
 * What the API server of the cluster writes down: each request when it is answered, of Jobs and CronJobs that are
 * written also what they became. Its own components ask for much more, which is left out.
 */
export const auditPolicy = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived', 'ResponseStarted'],
  rules: [
    {
      level: 'RequestResponse',
      verbs: ['create', 'update', 'patch'],
      resources: [{ group: 'batch', resources: ['jobs', 'jobs/status'] }],
    },
    { level: 'None', userGroups: ['system:nodes', 'system:serviceaccounts:kube-system'] },
    {
      level: 'None',
      users: [
        'system:apiserver',
        'system:kube-controller-manager',
        'system:kube-scheduler',
        'system:kube-proxy',
      ],
    },
    { level: 'Metadata' },
  ],
}

const job = z.object({
  metadata: z.object({
    creationTimestamp: z.string(),
    ownerReferences: z.array(z.object({ kind: z.string() })).optional(),
  }),
  spec: z.object({
    completions: z.number().optional(),
    parallelism: z.number().optional(),
    activeDeadlineSeconds: z.number().optional(),
  }),
  status: z.object({
    conditions: z.array(z.object({ type: z.string(), status: z.string() })).optional(),
  }),
})

const entry = z.object({
  verb: z.string(),
  user: z.object({ username: z.string() }),
  userAgent: z.string().default(''),
  requestReceivedTimestamp: z.string(),
  stageTimestamp: z.string(),
  objectRef: z.object({ resource: z.string().optional(), namespace: z.string().optional() }).optional(),
  responseObject: z.unknown().optional(),
})
/** A request that was answered. */
export interface Request {
  /** Milliseconds since the epoch: when it came, and when its answer was whole. */
  came: number
  answered: number
  /** As Kubernetes has it: `get`, `create`, `watch` ... */
  verb: string
  agent: string
  user: string
  namespace: string
  /** The Job that was written by it. */
  job?: z.infer<typeof job>
}

/** Reads all that the API server of a cluster has written down. @param node the name of its container */
export async function readAudit(engine: Engine, node: string, signal: AbortSignal): Promise<Request[]> {
  return requestsIn(await engineRun(engine, ['exec', node, 'cat', auditLog], { signal }))
}

/** Reads the requests of an audit log, one JSON a line. */
export function requestsIn(text: string): Request[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => entry.parse(JSON.parse(line)))
    .map(({ verb, user, userAgent, requestReceivedTimestamp, stageTimestamp, objectRef, responseObject }) => {
      const written = objectRef?.resource === 'jobs' ? job.safeParse(responseObject).data : undefined
      return {
        came: Date.parse(requestReceivedTimestamp),
        answered: Date.parse(stageTimestamp),
        verb,
        agent: userAgent,
        user: user.username,
        namespace: objectRef?.namespace ?? '',
        ...(written && { job: written }),
      }
    })
}

/** Whether a request is a tool's, or of a program that it has started: components of the cluster are other users. */
export const isOfATool = ({ user, agent }: Request) =>
  !agent.startsWith('kube-probe/') &&
  (!user.startsWith('system:') || /^system:(anonymous$|serviceaccount:(?!kube-system:))/.test(user))

/** Whether a request was made by a program that a student types. */
export const isTyped = ({ agent }: Request) => /^(kubectl|curl)\//.test(agent)

/** The requests that came between two times (milliseconds since the epoch). */
export const cameBetween = (requests: readonly Request[], from: number, to: number) =>
  requests.filter(({ came }) => came >= from && came <= to)

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
function claimOf({ metadata, spec }: z.infer<typeof job>): BenchClaimName {
  if (metadata.ownerReferences?.some(({ kind }) => kind === 'CronJob')) return 'cron'
  if (spec.activeDeadlineSeconds !== undefined) return 'deadline'
  return spec.parallelism === 2 ? 'two' : 'five'
}
