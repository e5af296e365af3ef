import * as z from 'zod'
import { stageAt } from '../stored-life.ts'
import { kindRecord, type Expected } from './kind-record.ts'
import { conditions, date, moment, type AnyObject } from './schemas.ts'
import { ago, controllerOf, fell, isTrue, none, stillContainer, text, timeInWords, when } from './words.ts'

const containerState = z.looseObject({
  waiting: z.looseObject({ reason: z.string().optional() }).optional(),
  running: z.looseObject({ startedAt: moment }).optional(),
  terminated: z
    .looseObject({
      exitCode: z.number(),
      reason: z.string().optional(),
      startedAt: moment,
      finishedAt: moment,
    })
    .optional(),
})

const schema = z.looseObject({
  spec: z.looseObject({
    restartPolicy: z.string().optional(),
    activeDeadlineSeconds: z.number().optional(),
    nodeName: z.string().optional(),
  }),
  status: z.looseObject({
    phase: z.string().optional(),
    reason: z.string().optional(),
    message: z.string().optional(),
    startTime: date.optional(),
    conditions,
    containerStatuses: z.array(z.looseObject({ restartCount: z.number(), state: containerState })).optional(),
  }),
})
export type PodObject = AnyObject & z.infer<typeof schema>

export const isPod = (object: AnyObject): object is PodObject => object.kind === 'Pod'

/** Whether it has ended. */
export const podHasEnded = ({ status: { phase } }: PodObject) => phase === 'Succeeded' || phase === 'Failed'

/**
 * The state of a Pod in a word: that it goes; else why a container of it does not run; else the phase, or the reason of the phase.
 * Source: "Pod Lifecycle" of the documentation, and the API reference of PodStatus.
 */
function stateOf({ metadata, spec, status }: PodObject): Expected {
  const { phase = '', reason, containerStatuses = [] } = status
  if (Array.isArray(spec['initContainers'])) return { unknown: 'not computable' }
  const isDone = phase === 'Succeeded' || phase === 'Failed'
  const reasons = containerStatuses.flatMap(({ state: { waiting, terminated } }) => {
    if (terminated) return terminated.reason ?? `ExitCode:${terminated.exitCode}`
    return waiting?.reason ?? []
  })
  const runs = containerStatuses.some(({ state: { running }, ready }) => running && ready === true)
  const state = reasons[0] ?? reason ?? phase
  const printed = state === 'Completed' && runs ? 'Running' : state
  // Before v1.27 a Pod that has ended was said to be terminating as well.
  if (metadata.deletionTimestamp === undefined) return printed
  return isDone ? [printed, 'Terminating'] : 'Terminating'
}

/** How often containers were started again, and how long ago for the last time. */
function restartsOf({ status: { containerStatuses = [] } }: PodObject, now: number): Expected {
  const count = containerStatuses.reduce((sum, { restartCount }) => sum + restartCount, 0)
  const ends = containerStatuses.flatMap(({ lastState }) => {
    const { terminated } = (lastState ?? {}) as { terminated?: { finishedAt?: string } }
    return terminated?.finishedAt ?? []
  })
  const last = ends.toSorted().at(-1)
  return count === 0 || last === undefined ? `${count}` : `${count} (${ago(last, now)} ago)`
}

const containersOf = ({ spec: { containers } }: PodObject): readonly { image?: unknown }[] =>
  Array.isArray(containers) ? containers : []

const readyOf = (pod: PodObject) =>
  `${(pod.status.containerStatuses ?? []).filter(({ ready }) => ready === true).length}/${containersOf(pod).length}`

/** What a description tells of the state that a container is in. */
function stateFields({ waiting, running, terminated }: z.infer<typeof containerState>, offset: number) {
  return {
    '': terminated ? 'Terminated' : running ? 'Running' : 'Waiting',
    '.Reason': (terminated ?? waiting)?.reason,
    '.Exit Code': text(terminated?.exitCode),
    '.Started': timeInWords((terminated ?? running)?.startedAt, offset),
    '.Finished': timeInWords(terminated?.finishedAt, offset),
  }
}

export const podKind = kindRecord({
  short: 'po',
  isOfAll: true,
  schema,
  still: {
    spec: {
      containers: [stillContainer],
      restartPolicy: 'Never',
      schedulerName: 'nobody',
    },
  },
  shown: ({ status: { phase, reason, containerStatuses } }) => {
    const { waiting, running, terminated } = containerStatuses?.[0]?.state ?? {}
    return {
      phase,
      reason,
      'container waits': waiting?.reason,
      'container started': (running ?? terminated)?.startedAt,
      'container ended': terminated?.finishedAt,
      'exit code': terminated?.exitCode,
    }
  },
  doing: ({ metadata: { deletionTimestamp }, status }) => {
    const { phase, conditions: all = [], containerStatuses = [] } = status
    const are = (state: 'terminated' | 'waiting') =>
      containerStatuses.length > 0 && containerStatuses.every((one) => one.state[state] !== undefined)
    if (phase === 'Succeeded' || phase === 'Failed' || are('terminated')) return undefined
    if (phase !== 'Running' || are('waiting')) return 'waiting'
    const ready = all.find(({ type }) => type === 'Ready')
    if (deletionTimestamp !== undefined || ready?.reason === 'PodFailed') return 'stopping'
    return ready?.status === 'True' ? 'ready' : 'running'
  },
  columns: {
    READY: readyOf,
    STATUS: stateOf,
    RESTARTS: restartsOf,
    IP: ({ status }) => (typeof status['podIP'] === 'string' ? status['podIP'] : { unknown: 'not kept' }),
    NODE: ({ spec: { nodeName = none } }) => nodeName,
    'NOMINATED NODE': ({ status }) =>
      typeof status['nominatedNodeName'] === 'string' ? status['nominatedNodeName'] : none,
  },
  fields: (object, { offset }) => ({
    'Start Time': timeInWords(object.status.startTime, offset),
    'Service Account': text(object.spec['serviceAccountName']),
    Status:
      object.metadata.deletionTimestamp === undefined ? object.status.phase : { unknown: 'not computable' },
    Reason: object.status.reason,
    'Controlled By': controllerOf(object),
    ...Object.fromEntries(
      (object.status.containerStatuses ?? []).flatMap(
        ({ name, restartCount, ready, image, containerID, state }) => [
          [`Containers.${String(name)}.Container ID`, text(containerID)],
          ...Object.entries(stateFields(state, offset)).map(([field, value]) => [
            `Containers.${String(name)}.State${field}`,
            value,
          ]),
          [`Containers.${String(name)}.Restart Count`, `${restartCount}`],
          [`Containers.${String(name)}.Ready`, ready === true ? 'True' : 'False'],
          [
            `Containers.${String(name)}.Image`,
            [text(image, ''), ...containersOf(object).map((one) => text(one.image, '') ?? '')],
          ],
        ],
      ),
    ),
  }),
  rules: [
    {
      says: 'it is ready as its containers are',
      source: 'Pod Lifecycle, Pod conditions: ContainersReady, Ready',
      broken: ({ object }) => {
        const { containerStatuses = [] } = object.status
        // Of init containers some count as well.
        if (object.spec['initContainers'] !== undefined) return undefined
        const ready = containerStatuses.length > 0 && containerStatuses.every((one) => one['ready'] === true)
        const condition = object.status.conditions?.find(({ type }) => type === 'ContainersReady')
        // A Pod that fails for its deadline is not ready while its containers still are.
        const isEnding = /^Pod(?:Failed|Completed)$/.test(condition?.reason ?? '')
        if ((condition?.status === 'True') !== ready && !(ready && isEnding))
          return `containers ${ready ? '' : 'not '}ready`
        if (isTrue(object, 'Ready') && !ready) return 'Ready without its containers'
        const isHeldBack = isEnding || object.spec['readinessGates'] !== undefined
        return when(ready && !isHeldBack && !isTrue(object, 'Ready'), () => 'not Ready as its containers are')
      },
    },
    {
      says: 'a container without probes is ready as soon as it runs',
      source: 'Pod Lifecycle, Container probes: the default state is Success where there is no probe',
      broken: ({ object: { spec, status } }) => {
        const containers = (spec['containers'] ?? []) as readonly Record<string, unknown>[]
        const late = status.containerStatuses?.find(({ name, state, ready }) => {
          const container = containers.find((one) => one['name'] === name)
          const isProbed = container?.['readinessProbe'] ?? container?.['startupProbe']
          return container && isProbed === undefined && state.running !== undefined && ready !== true
        })
        return when(late !== undefined, () => `${String(late?.['name'])} runs and is not ready`)
      },
    },
    {
      says: 'a container that is ready runs',
      source: 'API reference, ContainerStatus: ready',
      broken: ({ object }) =>
        object.status.containerStatuses?.some(({ ready, state }) => ready === true && !state.running) === true
          ? 'ready and not running'
          : undefined,
    },
    {
      says: 'its phase is that of its containers',
      source: 'Pod Lifecycle, Pod phase',
      broken: ({ object: { status } }) => {
        const all = status.containerStatuses ?? []
        const has = ({ state, restartCount }: (typeof all)[number]) =>
          state.running !== undefined || state.terminated !== undefined || restartCount > 0
        if (status.phase === 'Succeeded')
          return when(
            all.some(({ state }) => state.terminated?.exitCode !== 0),
            () => 'Succeeded with another exit code than 0',
          )
        if (status.phase === 'Pending')
          return when(all.length > 0 && all.every(({ state }) => state.running), () => 'Pending and running')
        return when(status.phase === 'Running' && !all.some(has), () => 'Running without a container')
      },
    },
    {
      says: 'what has ended stays so',
      source: 'Pod Lifecycle, Pod phase: Succeeded and Failed are final',
      broken: ({ object, before }) =>
        when(
          before !== undefined && podHasEnded(before) && before.status.phase !== object.status.phase,
          () => `${object.status.phase ?? ''} after ${before?.status.phase ?? ''}`,
        ),
    },
    {
      says: 'a container ends after its start, and is started again more often, never less',
      source: 'API reference, ContainerStateTerminated, ContainerStatus: restartCount',
      broken: ({ object, before }) =>
        object.status.containerStatuses?.flatMap(({ state: { terminated }, restartCount }, place) => {
          const [start, end] = [terminated?.startedAt, terminated?.finishedAt]
          const wrong =
            start !== undefined && end !== undefined && start > end ? `from ${start} to ${end}` : undefined
          return wrong ?? fell(before?.status.containerStatuses?.[place]?.restartCount, restartCount) ?? []
        })[0],
    },
    {
      says: 'it has the labels by which its Job selects it',
      source: 'API reference, JobSpec: selector',
      needs: ['Job'],
      broken: ({ object: { metadata }, stage, history }) => {
        const job = history.lives.find(
          (life) =>
            life.kind === 'Job' &&
            metadata.ownerReferences?.some(({ uid }) => uid === life.stages[0]?.object.metadata.uid),
        )
        const owner = job && stageAt(job, stage.from)?.object
        const { selector } = (owner?.['spec'] ?? {}) as {
          selector?: { matchLabels?: Readonly<Record<string, string>> }
        }
        return Object.entries(selector?.matchLabels ?? {}).find(
          ([name, value]) => metadata.labels?.[name] !== value,
        )?.[0]
      },
    },
  ],
})
