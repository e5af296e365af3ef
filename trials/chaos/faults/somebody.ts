import { until } from '../../../src/until.ts'
import type { Fault, FaultTarget } from '../fault.ts'

/** How long to look for something to delete, and between two looks (milliseconds). */
const patience = 15_000
const lookEvery = 500

const bySomebody = { needs: 'any moment', bySomebody: true, tells: () => true } as const

/** Somebody else deletes an object of a scenario. */
const deleted = (kind: 'pod' | 'job'): Fault => ({
  ...bySomebody,
  name: `${kind} deleted`,
  inject: async (target) => {
    const found = await someObject(`${kind}s`, target)
    if (found) await target.kubectl('delete', kind, '--wait=false', '--namespace', ...found)
    return undefined
  },
})

export const podDeleted = deleted('pod')
export const jobDeleted = deleted('job')

/** Somebody else deletes the whole namespace that a scenario is in. */
export const namespaceDeleted: Fault = {
  ...bySomebody,
  name: 'namespace deleted',
  inject: async ({ kubectl, namespaces, pick }) => {
    const namespace = pick(namespaces.filter((name) => name !== 'default'))
    if (namespace !== undefined) await kubectl('delete', 'namespace', '--wait=false', namespace)
    return undefined
  },
}

/** Namespace and name of an object of the students', as soon as there is one. */
async function someObject(
  kinds: string,
  { kubectl, namespaces, pick, signal }: FaultTarget,
): Promise<[string, string] | undefined> {
  const each = '{range .items[*]}{.metadata.namespace} {.metadata.name}{"\\n"}{end}'
  const look = async (): Promise<[string, string] | undefined> => {
    const listed = await kubectl('get', kinds, '--all-namespaces', '--output', `jsonpath=${each}`)
    const found = listed.split('\n').map((line) => line.split(' '))
    const one = pick(found.filter(([namespace = '']) => namespaces.includes(namespace)))
    return one?.[0] !== undefined && one[1] !== undefined ? [one[0], one[1]] : undefined
  }
  return await until(look, { every: lookEvery, within: patience, signal })
}
