import { readAudit, writeAuditPolicy } from '../cluster/audit.ts'
import { createCluster, nodeOf, type Cluster } from '../cluster/cluster.ts'
import { writeKept } from '../cluster/kept.ts'
import { terminalProgress } from '../machine/progress.ts'
import { setup, type SetupOptions, type Toolbox } from '../cluster/setup.ts'
import type { Lab } from '../lab/lab.ts'
import { costInWords, costOf } from '../run/cost.ts'
import { workplaceOf } from '../run/place.ts'
import type { Workplace } from '../student/recording.ts'
import { secondsPassed, type Ground } from './ground.ts'

export interface OwnGroundOptions extends SetupOptions {
  /** Leave the cluster running at the end. */
  keep: boolean
  /** Say what the run costs, for which the API server writes down all requests. */
  cost?: boolean
}

/**
 * Sets up what is missing, and makes a cluster.
 * @param folder of the run
 * @throws whatever {@link setup} and {@link createCluster} throw
 */
export async function ownGround(
  lab: Lab,
  options: OwnGroundOptions,
  folder: string,
  signal: AbortSignal,
): Promise<Ground> {
  const begun = Date.now()
  const progress = terminalProgress()
  const toolbox = await setup({ ...options, images: lab.images, signal }, progress)
  const seconds = secondsPassed(begun)
  const createStart = Date.now()
  const auditPolicy = options.cost ? await writeAuditPolicy(folder) : undefined
  const cluster = await createCluster(toolbox, { directory: folder, signal, progress, auditPolicy })
  const phases = { setup: seconds, cluster: secondsPassed(createStart) }
  const place = await workplaceOf(lab, toolbox, cluster)
  return {
    place,
    phases,
    ...(options.cost && { cost: (until) => costOn(toolbox, cluster, until) }),
    ...(options.keep && { keep: () => keep(lab, toolbox, cluster, place) }),
    [Symbol.asyncDispose]: () => cluster[Symbol.asyncDispose](),
  }
}

const costOn = ({ engine }: Toolbox, { name }: Cluster, signal: AbortSignal): Promise<string> =>
  readAudit(engine, nodeOf(name), signal).then(
    (requests) => costInWords(costOf(requests)),
    (error: Error) => `Cost: not known, since ${error.message}`,
  )

async function keep(lab: Lab, toolbox: Toolbox, cluster: Cluster, { nodeImage }: Workplace): Promise<string> {
  const { kubectl, image } = toolbox
  const { name, kubeconfig } = cluster
  const { kubernetes } = image
  const removal = removalOf(name, toolbox)
  const kept = await writeKept({ cluster: name, kubernetes, kubectl, nodeImage, kubeconfig, removal })
  await cluster.keep()
  return [
    `The cluster is kept: export KUBECONFIG=${kept.kubeconfig}`,
    `Work on it again with: npm run verify -- --lab ${lab.name} --reuse`,
    `Remove it with: ${kept.removal}`,
  ].join('\n')
}

function removalOf(name: string, { engine, kind }: Toolbox): string {
  const environment = Object.entries(engine.env).map(([key, value]) => `${key}=${value}`)
  return `${[...environment, kind].join(' ')} delete cluster --name ${name}`
}
