import { inNamespace } from '../lab/need.ts'
import type { Scenario } from '../lab/scenario.ts'
import type { World } from '../trace/world.ts'
import type { Shell } from './shell.ts'

/**
 * Removes what a scenario has made, so that nothing of it is left to the next one in the same namespace: what it says that it makes,
 * and what was seen of it, which in a world with a change may be something else.
 */
export async function removeMade(
  { makes = [] }: Pick<Scenario, 'makes'>,
  world: Pick<World, 'objects' | 'namespace'>,
  shell: Pick<Shell, 'run'>,
): Promise<void> {
  const said = makes.map((object) => inNamespace(object, world.namespace ?? 'default'))
  // What is in no namespace, as a Node, is there for all.
  const own = world.objects.filter(({ metadata: { namespace } }) => namespace !== undefined)
  const seen = own.map(({ kind, metadata: { name } }) => `${kind.toLowerCase()}/${name}`)
  const made = new Set([...said, ...seen])
  if (made.size > 0) await shell.run(`kubectl delete --ignore-not-found --now ${[...made].join(' ')}`)
}
