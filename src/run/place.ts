import type { Cluster } from '../cluster/cluster.ts'
import { imageInWords } from '../node-image/node-image.ts'
import type { Toolbox } from '../cluster/setup.ts'
import type { Lab } from '../lab/lab.ts'
import { scratchFolder } from '../scratch-folder.ts'
import type { Workplace } from '../student/recording.ts'

/** Where the scenarios of a lab are worked through on a cluster. */
export async function workplaceOf(
  lab: Lab,
  toolbox: Toolbox,
  { kubeconfig }: Pick<Cluster, 'kubeconfig'>,
): Promise<Workplace> {
  return {
    kubeconfig,
    kubectl: toolbox.kubectl,
    nodeImage: imageInWords(toolbox.image),
    folder: await scratchFolder(),
    lab: lab.name,
    manifests: lab.manifests,
    watches: lab.watches,
  }
}
