import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CannotJudge } from '../errors.ts'
import { pluginCredentials } from './plugin-credentials.ts'
import { readContext, type ContextOptions, type ReadContext } from './read-context.ts'

/** The way to such a cluster. Disposing of it removes the copy of its kubeconfig. */
export interface Context extends AsyncDisposable {
  /** Path of a kubeconfig of the run's own, mode 0600, with that context alone, and all in it that it takes. */
  kubeconfig: string
}

/**
 * Copies a context of the user's kubeconfig into a folder of the run's, with what is in its files, and with the credentials
 * that its program gives. The user's file is not written.
 * @throws UsageError when there is no such context; CannotJudge when the lab can't be done with it; CommandFailed when the
 *   program gives no credentials; the reason of the signal, when it comes
 */
export async function openContext(
  options: ContextOptions,
  directory: string,
  signal: AbortSignal,
): Promise<Context> {
  const { context } = options
  const { cluster, user } = await readContext(options)
  const { name, as, exec, hasProvider, ...shown } = user
  const inLab = asInLab(cluster, context)
  const given = exec && !shown.token ? await pluginCredentials(exec, cluster, context, signal) : shown
  if (!given.token && !given['client-certificate-data'])
    throw new CannotJudge(
      `Expected the user of the context ${context} to have a token, a certificate, or a program that gives one, found ${hasProvider ? 'an auth-provider' : 'none'}. Name another context.`,
    )
  const copy = {
    clusters: [{ name: cluster.name, cluster: inLab }],
    users: [{ name, user: { as, ...given } }],
    contexts: [{ name: context, context: { cluster: cluster.name, user: name } }],
    'current-context': context,
  }
  const kubeconfig = join(directory, 'kubeconfig')
  await writeFile(kubeconfig, `${JSON.stringify(copy, undefined, 2)}\n`, { mode: 0o600 })
  return { kubeconfig, [Symbol.asyncDispose]: () => rm(kubeconfig, { force: true }) }
}

/** The cluster with the port of its server, as kubeadm writes it and the lab shows it. */
function asInLab(cluster: ReadContext['cluster'], context: string) {
  const { authority } = cluster
  const server = URL.parse(cluster.server)
  const { protocol, hostname = '', port, pathname = '/', username, password } = server ?? {}
  const isUsual = protocol === 'https:' && /^[^[\]]+$/.test(hostname) && pathname === '/'
  const found = [
    isUsual
      ? ''
      : server?.host
        ? `the server ${protocol}//${server.host}${pathname}`
        : 'a server without a host',
    username || password ? 'a name or a password in the URL of the server' : '',
    authority === undefined || cluster['insecure-skip-tls-verify'] ? 'no certificate authority' : '',
    cluster['tls-server-name'] ? 'a tls-server-name' : '',
    cluster['proxy-url'] ? 'a proxy-url' : '',
  ].filter(Boolean)
  if (found.length > 0)
    throw new CannotJudge(
      `Expected the context ${context} to have a server https://HOST:PORT, its certificate authority, and neither proxy-url nor ` +
        `tls-server-name, since the lab calls it with curl; found ${found.join(', ')}. Name another context.`,
    )
  return { server: `https://${hostname}:${port || 443}`, 'certificate-authority-data': authority }
}
