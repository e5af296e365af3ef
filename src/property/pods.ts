import type { Pod } from '../trace/object.ts'
import { job, succeeded } from './jobs.ts'
import { Observation } from './observation.ts'
import { secondsOf } from './time.ts'

/** The Pods of a Job that are there: something to see as soon as there is a Job that should have some. */
const present = new Observation('Pods', (world) => job.look(world) && world.present('Pod'))

/** All Pods ever made for a Job, oldest first. */
const ever = new Observation(
  'Pods ever made',
  (world) => job.look(world) && world.ever('Pod').map(({ object }) => object),
)

const inPhase = (phase: string) => (pods: Pod[]) => pods.filter(({ status }) => status.phase === phase).length

export const running = present.map('running', inPhase('Running'))
export const left = present.map('left', (pods) => pods.length)
export const made = ever.map('by number', (pods) => pods.length)
export const succeededPods = ever.map('that succeeded', inPhase('Succeeded'))

/** Whether there is a Pod that is done, and another that runs. */
export const oneDoneOneRunning = present.map(
  'one done and one running',
  (pods) => inPhase('Succeeded')(pods) > 0 && inPhase('Running')(pods) > 0,
)

/** How many of the Pods ever made have not succeeded. */
export const unfinished = made.map(
  'less those that succeeded',
  (count, world) => count - (succeeded.look(world) ?? 0),
)

export const areTerminal = ever.map(
  'are all Succeeded, Failed or gone',
  (pods, world) =>
    pods.length > 0 &&
    world.present('Pod').every(({ status: { phase } }) => phase === 'Succeeded' || phase === 'Failed'),
)

/** How many Pods were ever made in a scenario that has no Job; nothing to see before the first. */
export const pods = new Observation('Pods ever made', (world) => world.ever('Pod').length || undefined)

/** The first Pod ever made in the scenario. */
export const first = new Observation('the first Pod', (world) => world.ever('Pod')[0]?.object)

export const phase = first.map('phase', ({ status }) => status.phase)
export const restartPolicy = first.map('restartPolicy', ({ spec }) => spec.restartPolicy)
export const restarts = first.map('restarts', ({ status }) => status.containerStatuses?.[0]?.restartCount)

/** The names of all objects of a kind ever made in a scenario that has made a Pod. */
export const deployments = first.map('Deployments beside it', (_, world) => world.ever('Deployment').length)

/** The state of a Pod's only container. */
export const stateOf = ({ status }: Pod) => status.containerStatuses?.[0]?.state

export const exitCodeOfContainer = first.map(
  'container exit code',
  (pod) => stateOf(pod)?.terminated?.exitCode,
)

/** Why the first Pod has failed; nothing to see before it has. */
export const failure = first.map('has failed because', ({ status }) =>
  status.phase === 'Failed' ? status.reason : undefined,
)

/** Seconds from its start (a whole second) until it is seen to have failed, by the recorder's clock. */
export const failedAfter = first.map('has failed after (seconds)', ({ status }, world) =>
  status.phase === 'Failed' && status.startTime !== undefined
    ? world.now / 1000 - secondsOf(status.startTime)
    : undefined,
)

/** Seconds from its start (a whole second) until it is not ready because it has failed, by the recorder's clock. */
export const unreadyAfter = first.map(
  'is not ready, with reason PodFailed, after (seconds)',
  ({ status }, world) =>
    status.startTime !== undefined &&
    status.conditions?.some(({ type, reason }) => type === 'Ready' && reason === 'PodFailed')
      ? world.now / 1000 - secondsOf(status.startTime)
      : undefined,
)

/** Whole seconds from the start of the first Pod to the end of its container. */
export const containerEndedAfter = first.map('container ended after (seconds)', (pod) => {
  const ended = stateOf(pod)?.terminated?.finishedAt
  return ended === undefined || pod.status.startTime === undefined
    ? undefined
    : secondsOf(ended) - secondsOf(pod.status.startTime)
})

/** Whole seconds that the first Pod's container ran. */
export const containerRan = first.map('container ran (seconds)', (pod) => {
  const terminated = stateOf(pod)?.terminated
  return terminated?.startedAt === undefined || terminated.finishedAt === undefined
    ? undefined
    : secondsOf(terminated.finishedAt) - secondsOf(terminated.startedAt)
})

/** Seconds from the moment the first Pod is seen to have succeeded to the Job's completionTime, which is a whole second. */
export const completedAfterPod = job.map('complete after its Pod (seconds)', ({ status }, world) => {
  const succeededAt = world
    .ever('Pod')[0]
    ?.versions.find(({ object }) => object.status.phase === 'Succeeded')?.at
  return status.completionTime === undefined || succeededAt === undefined
    ? undefined
    : secondsOf(status.completionTime) - succeededAt / 1000
})
