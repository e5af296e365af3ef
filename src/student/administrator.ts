import { writeFile } from 'node:fs/promises'
import { execa } from 'execa'
import * as z from 'zod'
import { serviceAccountsIn } from '../service-accounts.ts'
import { CannotJudge } from '../errors.ts'
import { ofKubectl } from '../own-environment.ts'
import { kubernetesVersion } from '../trace/event.ts'
import { readKubeconfig } from './read-kubeconfig.ts'
import { readYaml } from '../read-yaml.ts'

const reported = z.object({ gitVersion: kubernetesVersion })
const versions = z.object({ clientVersion: reported, serverVersion: reported })

/** Prepares a cluster for the students, with kubectl. */
export class Administrator {
  readonly #kubectl: string
  readonly #kubeconfig: string

  /** Takes the paths of kubectl and of a kubeconfig whose current context is the cluster. */
  constructor({ kubectl, kubeconfig }: { kubectl: string; kubeconfig: string }) {
    this.#kubectl = kubectl
    this.#kubeconfig = kubeconfig
  }

  /**
   * The versions of server and kubectl: `v1.37.2`.
   * @throws CannotJudge when the cluster does not answer, or one has no version that drifts could be looked up by
   */
  async versions(): Promise<{ server: string; kubectl: string }> {
    const { stdout } = await this.#run(['version', '--output=json']).catch((cause: unknown) => {
      throw new CannotJudge(`the cluster does not answer: ${(cause as Error).message}`, { cause })
    })
    const { data, error } = versions.safeParse(JSON.parse(stdout))
    if (data) return { server: data.serverVersion.gitVersion, kubectl: data.clientVersion.gitVersion }
    const remedy = 'Give a kubectl, and a node image, that were built with their version.'
    throw new CannotJudge(
      `kubectl version cannot be read: ${z.prettifyError(error)} in\n${stdout}\n${remedy}`,
    )
  }

  /** Creates namespaces of these names (`default` is there already), and waits until pods can be made in them. */
  async createNamespaces(names: readonly string[]): Promise<void> {
    const items = names
      .filter((name) => name !== 'default')
      .map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }))
    const list = { apiVersion: 'v1', kind: 'List', items }
    await this.#run(['create', '--filename=-'], JSON.stringify(list))
    await serviceAccountsIn(names, { kubectl: this.#kubectl, kubeconfig: this.#kubeconfig })
  }

  /**
   * Writes a kubeconfig for a student who works in this namespace.
   * @throws UsageError or CannotJudge when that of the cluster can't be used
   */
  async writeKubeconfig(path: string, namespace: string): Promise<void> {
    const kubeconfig = await readKubeconfig(this.#kubeconfig)
    const place = kubeconfig.contexts.findIndex(({ name }) => name === kubeconfig.currentContext)
    const document = await readYaml(this.#kubeconfig)
    document.setIn(['contexts', place, 'context', 'namespace'], namespace)
    await writeFile(path, document.toString(), { mode: 0o600 })
  }

  #run(args: string[], input?: string) {
    const options = ofKubectl({ kubectl: this.#kubectl, kubeconfig: this.#kubeconfig })
    return execa(this.#kubectl, args, {
      ...options,
      ...(input === undefined ? { stdin: 'ignore' } : { input }),
    })
  }
}
