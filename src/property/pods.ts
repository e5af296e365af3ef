import type { Pod } from '../trace/kinds.ts'
import type { Seen } from '../trace/world.ts'
import { job } from './jobs.ts'
import { allEver, isThere, theFirst } from './objects.ts'
import { secondsOf } from './time.ts'

const hasPhase = (phase: string) => (seen: Seen<'Pod'>) => seen.object.status.phase === phase
const isTerminal = (seen: Seen<'Pod'>) => hasPhase('Succeeded')(seen) || hasPhase('Failed')(seen)

/** Something to see from the first Pod on. */
const all = allEver('Pod').map('the Pods', (some) => (some.length > 0 ? some : undefined))
const made = all.map('the number of Pods ever made', (some) => some.length)

/** All Pods of a scenario. */
export const pods = {
  made,
  running: all.map(
    'the number of Pods that run',
    (some) => some.filter(isThere).filter(hasPhase('Running')).length,
  ),
  left: all.map('the number of Pods that are there', (some) => some.filter(isThere).length),
  succeeded: all.map(
    'the number of Pods that succeeded',
    (some) => some.filter(hasPhase('Succeeded')).length,
  ),

  /** How many of those ever made have not succeeded, going by what their Job counts. */
  unfinished: made
    .with(job.succeeded)
    .map('the number of Pods ever made less those that succeeded', ([count, succeeded]) => count - succeeded),

  oneDoneOneRunning: all.map(
    'one Pod is done and another runs',
    (some) =>
      some.filter(isThere).some(hasPhase('Succeeded')) && some.filter(isThere).some(hasPhase('Running')),
  ),
  areTerminal: all.map('all Pods are Succeeded, Failed or gone', (some) =>
    some.filter(isThere).every(isTerminal),
  ),
}

const first = theFirst('Pod')
const its = <T>(name: string, view: (pod: Pod) => T | undefined) =>
  first.map(name, ({ object }) => view(object))

/** The state of a Pod's only container. */
const stateOf = ({ status }: Pod) => status.containerStatuses?.[0]?.state

/** Seconds from the start of a Pod (a whole second) to a moment (milliseconds). */
const secondsAfterStart = ({ status: { startTime } }: Pod, moment: number) =>
  startTime === undefined ? undefined : moment / 1000 - secondsOf(startTime)

/** Seconds from the start of a Pod until the first of its versions that is so, by the recorder's clock. */
const secondsUntil =
  (isSo: (pod: Pod) => boolean) =>
  ({ versions }: Seen<'Pod'>) => {
    const version = versions.find(({ object }) => isSo(object))
    return version && secondsAfterStart(version.object, version.at)
  }

/** The first Pod of a scenario. */
export const pod = {
  phase: its("the first Pod's phase", ({ status }) => status.phase),
  restartPolicy: its("the first Pod's restartPolicy", ({ spec }) => spec.restartPolicy),
  restarts: its("the first Pod's restarts", ({ status }) => status.containerStatuses?.[0]?.restartCount),
  owners: its(
    'the number of owners of the first Pod',
    ({ metadata }) => metadata.ownerReferences?.length ?? 0,
  ),
  exitCode: its("the exit code of the first Pod's container", (one) => stateOf(one)?.terminated?.exitCode),

  /** How many Deployments there are beside it. */
  deployments: first
    .with(allEver('Deployment'))
    .map('the number of Deployments beside the first Pod', ([, deployments]) => deployments.length),

  /** Why it has failed; nothing to see before it has. */
  failure: its('the reason why the first Pod has failed', ({ status }) =>
    status.phase === 'Failed' ? status.reason : undefined,
  ),

  /** Seconds from its start until it is seen to have failed, by the recorder's clock. */
  failedAfter: first.map(
    "the seconds from the first Pod's start to its failure",
    secondsUntil(({ status }) => status.phase === 'Failed'),
  ),

  /** Seconds from its start until it is not ready because it has failed, by the recorder's clock. */
  unreadyAfter: first.map(
    "the seconds from the first Pod's start to its being not ready, with reason PodFailed",
    secondsUntil(
      ({ status }) =>
        status.conditions?.some(({ type, reason }) => type === 'Ready' && reason === 'PodFailed') ?? false,
    ),
  ),

  containerEnded: its("the first Pod's container has ended", (one) => stateOf(one)?.terminated !== undefined),

  /** Whole seconds from its start to the end of its container. */
  containerEndedAfter: its("the seconds from the first Pod's start to its container's end", (one) => {
    const ended = stateOf(one)?.terminated?.finishedAt
    return ended === undefined ? undefined : secondsAfterStart(one, secondsOf(ended) * 1000)
  }),

  /** Whole seconds that its container ran. */
  containerRan: its("the seconds that the first Pod's container ran", (one) => {
    const terminated = stateOf(one)?.terminated
    return terminated?.startedAt === undefined || terminated.finishedAt === undefined
      ? undefined
      : secondsOf(terminated.finishedAt) - secondsOf(terminated.startedAt)
  }),
}
