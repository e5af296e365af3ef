import { createInterface } from 'node:readline'
import { execa } from 'execa'
import { CannotJudge } from './errors.ts'
import { ofKubectl } from './own-environment.ts'

/** Which cluster, and with what it is asked. */
interface Where {
  /** Path of a kubectl. */
  kubectl: string
  /** Path of a kubeconfig whose current context is the cluster. */
  kubeconfig: string
}

const seconds = 120

/**
 * Waits until namespaces have the service account `default`, which a controller makes for each of them: without it no pod
 * can be made there. `kubectl wait` waits for something that is not there since 1.31 only.
 *
 * @throws {CannotJudge} when it is still missing after two minutes, or kubectl fails
 * @throws the signal's reason, when that ended it
 */
export async function serviceAccountsIn(
  namespaces: readonly string[],
  { kubectl, kubeconfig }: Where,
  signal?: AbortSignal,
): Promise<void> {
  const missing = new Set(namespaces)
  const which = ['--all-namespaces', '--field-selector=metadata.name=default', '--watch']
  const output = String.raw`--output=jsonpath={.metadata.namespace}{"\n"}`
  const watching = execa(kubectl, ['get', 'serviceaccounts', ...which, output], {
    ...ofKubectl({ kubectl, kubeconfig }),
    ...(signal && { cancelSignal: signal }),
    stdin: 'ignore',
    timeout: seconds * 1000,
    reject: false,
  })
  for await (const namespace of createInterface({ input: watching.stdout })) {
    missing.delete(namespace)
    if (missing.size === 0) watching.kill()
  }
  const { stderr } = await watching
  signal?.throwIfAborted()
  if (missing.size > 0)
    throw new CannotJudge(
      `Expected the service account default in ${[...missing].join(', ')} within ${seconds} s, found none. ${stderr}`.trim(),
    )
}
