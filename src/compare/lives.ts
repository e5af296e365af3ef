import { isA, type KubernetesObject } from '../trace/kinds.ts'
import type { ObjectChange } from '../trace/scenario-record.ts'
import { contentOfLines, partsOf, valueOf, type Content } from './content.ts'

/**
 * How the objects of one kind went through their states: how many were made, each way that some of them took, in their
 * phase, in each condition, in their container, in what order one came after the other, and what they counted at the end.
 */
export function livesOf(changes: readonly ObjectChange[]): Content {
  const lives = [...Map.groupBy(changes, ({ object }) => object.metadata.uid).values()].map(waysOf)
  const aspects = new Set(lives.flatMap((ways) => [...ways.keys()]))
  return partsOf([
    ['made', valueOf(String(lives.length))],
    ...[...aspects].map(
      (aspect) =>
        [aspect, contentOfLines([...new Set(lives.flatMap((ways) => ways.get(aspect) ?? []))])] as const,
    ),
  ])
}

/** The way of one object in each aspect, in words. */
function waysOf(life: readonly ObjectChange[]): Map<string, string> {
  const states = life.map(({ object }) => statesOf(object))
  const aspects = [...new Set(states.flatMap((state) => [...state.keys()]))]
  const ways = aspects.map((aspect) => {
    const way = states.flatMap((state) => state.get(aspect) ?? [])
    return [aspect, way.filter((state, index) => state !== way[index - 1]).join(' → ')] as const
  })
  const order = orderOf(states)
  return new Map([
    ...ways,
    ...(order === '' ? [] : [['order', order] as const]),
    ...countsOf(life.at(-1)?.object),
    ['end', life.at(-1)?.change === 'deleted' ? 'deleted' : 'there'],
  ])
}

/** The counts of a Job, and how often the container of a Pod was started again. */
function countsOf(object: KubernetesObject | undefined): [string, string][] {
  if (object && isA('Pod', object))
    return (object.status.containerStatuses ?? []).map(({ restartCount }) => [
      'restarts',
      String(restartCount),
    ])
  if (!object || !isA('Job', object)) return []
  const { succeeded = 0, failed = 0 } = object.status
  return [
    ['succeeded', String(succeeded)],
    ['failed', String(failed)],
  ]
}

/** In which order the phases came, and the conditions became true; those of one change with a + between them. */
function orderOf(states: readonly ReadonlyMap<string, string>[]): string {
  const seen = new Set<string>()
  const steps = states.map((state) => {
    const reached = [...state].flatMap(([aspect, value]) => {
      const name = aspect === 'phase' ? value : aspect
      const isReached = aspect === 'phase' || (aspect !== 'container' && value.startsWith('True'))
      return isReached && !seen.has(name) ? [name] : []
    })
    for (const name of reached) seen.add(name)
    return reached.toSorted().join(' + ')
  })
  return steps.filter((step) => step !== '').join(' → ')
}

interface Status {
  phase?: string
  conditions?: readonly { type: string; status: string; reason?: string }[]
  containerStatuses?: readonly { state: Record<string, { reason?: string } | undefined> }[]
}

function statesOf(object: KubernetesObject): Map<string, string> {
  const { phase, conditions = [], containerStatuses = [] } = (object['status'] ?? {}) as Status
  return new Map([
    ...(phase === undefined ? [] : [['phase', phase] as const]),
    ...conditions.map(({ type, status, reason }) => [type, inWords(status, reason)] as const),
    ...containerStatuses.map(({ state }) => {
      const [[name, details] = ['unknown', undefined]] = Object.entries(state)
      return ['container', inWords(name, details?.reason)] as const
    }),
  ])
}

const inWords = (state: string, reason?: string) => (reason === undefined ? state : `${state} ${reason}`)
