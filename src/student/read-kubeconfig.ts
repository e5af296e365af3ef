import { createSecureContext } from 'node:tls'
import { KubeConfig } from '@kubernetes/client-node'
import * as z from 'zod'
import { CannotJudge } from '../errors.ts'
import { readYaml } from './read-yaml.ts'

const data = z.base64().min(1)
const named = <S extends z.ZodRawShape>(shape: S) =>
  z.array(z.object({ name: z.string().min(1), ...shape })).min(1)

/** A kubeconfig as kind writes it: a server with its certificate, and a user with one. */
const schema = z.object({
  clusters: named({
    cluster: z.object({ server: z.url({ protocol: /^https$/ }), 'certificate-authority-data': data }),
  }),
  contexts: named({
    context: z.object({ cluster: z.string(), user: z.string(), namespace: z.string().optional() }),
  }),
  users: named({ user: z.object({ 'client-certificate-data': data, 'client-key-data': data }) }),
  'current-context': z.string(),
})

/**
 * Reads the kubeconfig of a cluster that kind has made. Nothing but a server, certificates and a key is taken from it: no
 * programs to start, no other files.
 * @throws UsageError when there is no such file or it is no YAML, CannotJudge when it is no such kubeconfig
 */
export async function readKubeconfig(path: string): Promise<KubeConfig> {
  const wrong = (found: string, cause?: unknown) =>
    new CannotJudge(
      `${path}: expected a kubeconfig as kind writes it, found ${found}. Run this again: each run has a kubeconfig of its own.`,
      { cause },
    )
  const parsed = schema.safeParse((await readYaml(path)).toJS())
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw wrong(`this at ${issue?.path.join('.') || 'the top'}: ${issue?.message}`, parsed.error)
  }
  const kubeconfig = new KubeConfig()
  kubeconfig.loadFromString(JSON.stringify(parsed.data))
  const [cluster, user] = [kubeconfig.getCurrentCluster(), kubeconfig.getCurrentUser()]
  if (!cluster || !user) throw wrong('no cluster and user of the current context')
  const decoded = (base64 = '') => Buffer.from(base64, 'base64')
  try {
    createSecureContext({
      ca: decoded(cluster.caData),
      cert: decoded(user.certData),
      key: decoded(user.keyData),
    })
  } catch (error) {
    throw wrong(`certificates that can't be used (${(error as Error).message})`, error)
  }
  return kubeconfig
}
