import * as z from 'zod'
import { CannotJudge } from '../errors.ts'
import { stillOf } from '../trace/kinds.ts'
import { stillContainer as still } from '../trace/kinds/words.ts'
import { NoAnswer, type Api } from './api.ts'
import type { Resource } from './discover.ts'

const containers = z.array(z.looseObject({ name: z.string(), image: z.string() }))
const podAsMade = z.looseObject({
  spec: z.looseObject({ containers, initContainers: containers.optional() }),
})

/**
 * Tries out whether a cluster takes what the lab makes, and takes it as it is. Nothing is made.
 * @param served where the API serves the kinds that the lab watches
 * @throws CannotJudge when it does not: by Pod Security, a quota, a limit, or what else admits objects there
 */
export async function tryOut(api: Api, served: readonly Resource[], namespace: string): Promise<void> {
  for (const { kind, path } of served) {
    const object = stillOf(kind, namespace)
    if (!object) continue
    const body = { kind, metadata: { name: 'kubelab-tried-out' }, ...object }
    const made = await api
      .json(`${path(namespace)}?dryRun=All`, {}, { method: 'POST', body })
      .catch((error: unknown) => {
        if (!(error instanceof NoAnswer) || error.statusCode === undefined) throw error
        throw new CannotJudge(
          `Expected that a ${kind} of the lab can be made in the namespace ${namespace}, found that the cluster refuses it. ` +
            `Have that changed, or name another namespace. ${error.message}`,
          { cause: error },
        )
      })
    if (kind === 'Pod') mustBeAsMade(podAsMade.parse(made).spec, namespace)
  }
}

function mustBeAsMade(made: z.infer<typeof podAsMade>['spec'], namespace: string): void {
  const all = [...made.containers, ...(made.initContainers ?? [])]
  const other = all.find(({ name, image }) => name !== still.name || image !== still.image)
  if (!other) return
  throw new CannotJudge(
    `Expected that the cluster takes a Pod as the lab makes it, found that it adds to it in the namespace ${namespace}: ` +
      `the container ${other.name} of ${other.image}. Have that left out there, or name another namespace.`,
  )
}
