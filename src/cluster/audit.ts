import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { engineRun, type Engine } from '../machine/engine.ts'
import { auditLog } from './kind-configuration.ts'

/**
 * What the API server of the cluster writes down: each request when it is answered, of what batch
 * has written also what it became. Its own components ask for much more, which is left out.
 */
const auditPolicy = {
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

/** Writes the policy by which an API server writes down what it is asked. @returns its path, in this folder */
export async function writeAuditPolicy(folder: string): Promise<string> {
  const path = join(folder, 'audit-policy.yaml')
  // JSON is YAML.
  await writeFile(path, JSON.stringify(auditPolicy))
  return path
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

/** What a Job became by a write. */
export type WrittenJob = z.infer<typeof job>

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
  job?: WrittenJob
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
