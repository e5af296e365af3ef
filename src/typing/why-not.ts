import type { LineKind } from './line-kind.ts'
import type { Came } from './terminal.ts'
import type { RowSeen } from './typing.ts'

const ofImage = /^(?:ErrImagePull|ImagePullBackOff|InvalidImageName|ErrImageNeverPull|RegistryUnavailable)$/

/**
 * Why what a line prints in its text can't be had here, as far as the cluster or the sandbox says so; undefined where it may
 * be had.
 * @param printed by the text
 * @param rows that were seen until now
 */
export function whyNot(
  printed: string,
  { line, looks }: Pick<LineKind, 'line' | 'looks'>,
  { printed: answer, code }: Pick<Came, 'printed' | 'code'>,
  rows: readonly RowSeen[],
): string | undefined {
  const [, missing] = /(?:bash: |line \d+: )([\w./+-]+): command not found/.exec(answer) ?? []
  if (missing !== undefined && !printed.includes('command not found'))
    return `the sandbox has no program ${missing}`
  if (/<pending>/.test(answer) && !printed.includes('<pending>'))
    return 'no load balancer gives out addresses here'
  if (/Metrics API not available/.test(answer)) return 'the cluster has no metrics server'
  // What was done was done, whatever becomes of it.
  if (code === 0 && !looks) return undefined
  const ill = illPods(rows).find(({ name }) => {
    const family = name.replace(/(?:-[\da-f]{4,10})?-[a-z\d]{5}$|-\d+(?:-[a-z\d]{5})?$/, '')
    return [printed, line, answer].some((text) => text.includes(family))
  })
  const isAsked = code !== 0 && /\bcurl\b|\bwget\b|\brollout\b|\bwait\b/.test(line)
  return (ill ?? (isAsked ? illPods(rows)[0] : undefined))?.why
}

/** Pods that can't run here, by the last that was seen of each. */
function illPods(rows: readonly RowSeen[]): { name: string; why: string }[] {
  const last = new Map(
    rows.filter(({ resource }) => resource === 'pods').map((row) => [`${row.namespace}/${row.name}`, row]),
  )
  return [...last.values()].flatMap(({ name, change, object }) => {
    const why = change === 'deleted' ? undefined : illness(object)
    return why === undefined ? [] : [{ name, why }]
  })
}

interface PodObject {
  status?: {
    conditions?: { type: string; status: string; reason?: string; message?: string }[]
    containerStatuses?: ContainerStatus[]
    initContainerStatuses?: ContainerStatus[]
  }
}
interface ContainerStatus {
  image: string
  state?: { waiting?: { reason?: string; message?: string } }
  lastState?: { terminated?: { message?: string } }
}

function illness(object: unknown): string | undefined {
  const {
    conditions = [],
    containerStatuses = [],
    initContainerStatuses = [],
  } = (object as PodObject).status ?? {}
  for (const { image, state, lastState } of [...initContainerStatuses, ...containerStatuses]) {
    if (ofImage.test(state?.waiting?.reason ?? '')) return `the image ${image} can't be pulled here`
    const said = `${state?.waiting?.message ?? ''} ${lastState?.terminated?.message ?? ''}`
    const [refusal] = /refuses a container that [^"\n]*/.exec(said) ?? []
    if (refusal !== undefined) return `the sandbox ${refusal.trim()}`
  }
  const unscheduled = conditions.find(
    ({ type, reason }) => type === 'PodScheduled' && reason === 'Unschedulable',
  )
  return unscheduled && /\bnodes? (?:are|is) available/.test(unscheduled.message ?? '')
    ? `there is one node only: ${unscheduled.message}`
    : undefined
}
