import { dirname } from 'node:path'
import { createSecureContext } from 'node:tls'
import type { KubeConfig } from '@kubernetes/client-node'
import * as z from 'zod'
import { CannotJudge } from '../errors.ts'
import { readYaml } from '../read-yaml.ts'

const data = z.base64().min(1).optional()
const named = <S extends z.ZodRawShape>(shape: S) =>
  z.array(z.looseObject({ name: z.string().min(1), ...shape }))

/** What is looked at of a kubeconfig; a user may have a certificate, or come by access in another way. */
const schema = z.looseObject({
  clusters: named({
    cluster: z.looseObject({
      server: z.url({ protocol: /^https$/ }),
      'certificate-authority-data': data,
    }),
  }),
  contexts: named({
    context: z.looseObject({
      cluster: z.string(),
      user: z.string(),
      namespace: z.string().optional(),
    }),
  }),
  users: named({
    user: z.looseObject({ 'client-certificate-data': data, 'client-key-data': data }),
  }),
  'current-context': z.string(),
})

/**
 * Reads a kubeconfig whose current context is a cluster.
 * @throws UsageError when there is no such file or it is no YAML, CannotJudge when a cluster can't be called with it
 */
export async function readKubeconfig(path: string): Promise<KubeConfig> {
  const wrong = (found: string, cause?: unknown) =>
    new CannotJudge(
      `${path}: expected a kubeconfig with a cluster and a user of the current context, found ${found}. Run this again, with a kubeconfig that kubectl can use.`,
      { cause },
    )
  const parsed = schema.safeParse((await readYaml(path)).toJS())
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw wrong(`this at ${issue?.path.join('.') || 'the top'}: ${issue?.message}`, parsed.error)
  }
  // The client takes a third of a second to load, which who only reads of a wrong option need not wait for.
  const client = await import('@kubernetes/client-node')
  const kubeconfig = new client.KubeConfig()
  try {
    kubeconfig.loadFromString(JSON.stringify(parsed.data))
    kubeconfig.makePathsAbsolute(dirname(path))
  } catch (error) {
    throw wrong(`this: ${(error as Error).message}`, error)
  }
  const [cluster, user] = [kubeconfig.getCurrentCluster(), kubeconfig.getCurrentUser()]
  if (!cluster || !user) throw wrong('none')
  const decoded = (base64: string | undefined) => base64 && Buffer.from(base64, 'base64')
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
