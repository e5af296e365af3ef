import { requestsIn } from '../src/cluster/audit.ts'

/** A time, so many seconds into some minute. */
export const at = (seconds: number) => new Date(Date.UTC(2026, 10, 26, 1, 0, seconds)).toISOString()

/** A line of an audit log. */
export const line = (seconds: number, username: string, userAgent: string, more: object = {}) =>
  JSON.stringify({
    stage: 'ResponseComplete',
    verb: 'get',
    user: { username },
    userAgent,
    requestReceivedTimestamp: at(seconds),
    stageTimestamp: at(seconds),
    ...more,
  })

/** A Job that is written. */
export const writes = (
  seconds: number,
  verb: string,
  job: { owner?: string; spec?: object; conditions?: string[] },
) =>
  line(seconds, 'system:serviceaccount:kube-system:job-controller', 'kube-controller-manager/v1.37.2', {
    verb,
    objectRef: { resource: 'jobs', namespace: 'one' },
    responseObject: {
      metadata: {
        creationTimestamp: at(0),
        ...(job.owner !== undefined && { ownerReferences: [{ kind: job.owner }] }),
      },
      spec: job.spec ?? {},
      status: { conditions: job.conditions?.map((type) => ({ type, status: 'True' })) },
    },
  })

/** The requests in these lines. */
export const requestsOf = (...lines: string[]) => requestsIn(`${lines.join('\n')}\n`)
