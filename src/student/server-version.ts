import * as z from 'zod'
import { CannotJudge } from '../errors.ts'
import { kubernetesVersion } from '../trace/event.ts'
import { Api } from './api.ts'
import { readKubeconfig } from './read-kubeconfig.ts'

const version = z.looseObject({ gitVersion: kubernetesVersion })

/**
 * The version of a cluster that is there already: `v1.37.2`, or a vendor's, as `v1.33.4+k3s1`.
 * @param kubeconfig path of one whose current context it is
 * @throws CannotJudge when the cluster can't be reached, or lets its user see nothing
 */
export async function serverVersion(kubeconfig: string): Promise<string> {
  const config = await readKubeconfig(kubeconfig)
  using api = new Api(config)
  try {
    return version.parse(await api.json('/version')).gitVersion
  } catch (cause) {
    throw new CannotJudge(
      `Expected the cluster of the context ${config.currentContext} to answer with its version, found this: ${(cause as Error).message}\n` +
        'See that it runs and can be reached from here, and that the credentials of its user are still good, then run this again.',
      { cause },
    )
  }
}
