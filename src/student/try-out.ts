import * as z from 'zod'
import { CannotJudge } from '../errors.ts'
import type { Kind } from '../trace/kinds.ts'
import { pathOf } from '../trace/kinds.ts'
import { NoAnswer, type Api } from './api.ts'

const container = { name: 'resting', image: 'busybox', command: ['/bin/sleep'], args: ['3'] }
const spec = { containers: [container], restartPolicy: 'Never' }
const job = { spec: { template: { spec } } }

/** What the lab makes, in short. */
const objects = {
  Pod: { apiVersion: 'v1', spec },
  Job: { apiVersion: 'batch/v1', ...job },
  CronJob: { apiVersion: 'batch/v1', spec: { schedule: '*/2 * * * *', jobTemplate: job } },
} satisfies Partial<Record<Kind, object>>

const containers = z.array(z.looseObject({ name: z.string(), image: z.string() }))
const podAsMade = z.looseObject({
  spec: z.looseObject({ containers, initContainers: containers.optional() }),
})

/**
 * Tries out whether a cluster takes what the lab makes, and takes it as it is. Nothing is made.
 * @throws CannotJudge when it does not: by Pod Security, a quota, a limit, or what else admits objects there
 */
export async function tryOut(api: Api, namespace: string): Promise<void> {
  for (const [kind, object] of Object.entries(objects) as [Kind, object][]) {
    const metadata = { name: 'kubelab-tried-out' }
    const made = await api
      .json(
        `${pathOf(kind, namespace)}?dryRun=All`,
        {},
        { method: 'POST', body: { kind, metadata, ...object } },
      )
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
  const other = all.find(({ name, image }) => name !== container.name || image !== container.image)
  if (!other) return
  throw new CannotJudge(
    `Expected that the cluster takes a Pod as the lab makes it, found that it adds to it in the namespace ${namespace}: ` +
      `the container ${other.name} of ${other.image}. Have that left out there, or name another namespace.`,
  )
}
