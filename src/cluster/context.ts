import { existsSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { bufferFromFileOrString, KubeConfig, type Cluster } from '@kubernetes/client-node'
import * as z from 'zod'
import { CannotJudge, UsageError } from '../errors.ts'
import { run } from './run.ts'

/** A cluster that is there already, as the user names it. */
export interface ContextOptions {
  /** Name of a context. */
  context: string
  /** Path of the kubeconfig that has it; by default what kubectl reads: `$KUBECONFIG`, else `~/.kube/config`. */
  kubeconfig?: string | undefined
}

/** The way to such a cluster. Disposing of it removes the copy of its kubeconfig. */
export interface Context extends AsyncDisposable {
  /** Path of a kubeconfig of the run's own, mode 0600, with that context alone, and all in it that it takes. */
  kubeconfig: string
}

/** For a program that gives credentials. */
const answerSeconds = 60

/** A program that gives credentials, as a kubeconfig has it, and what it prints. */
const program = z.object({
  apiVersion: z.string(),
  command: z.string(),
  args: z.array(z.string()).nullish(),
  env: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
})
const printed = z.object({
  status: z.object({
    token: z.string().optional(),
    clientCertificateData: z.string().optional(),
    clientKeyData: z.string().optional(),
  }),
})

/**
 * Copies a context of the user's kubeconfig into a folder of the run's, with what is in its files, and with the credentials
 * that its program gives. The user's file is not written.
 * @throws UsageError when there is no such context; CannotJudge when the lab can't be done with it; CommandFailed when the
 *   program gives no credentials; the reason of the signal, when it comes
 */
export async function openContext(
  { context, kubeconfig: file }: ContextOptions,
  directory: string,
  signal: AbortSignal,
): Promise<Context> {
  const { cluster, user, authority, shown } = readContext(context, file)
  const { exec, impersonateUser: as } = user
  const given = exec ? await printedBy(exec, context, signal) : shown
  if (given.token === undefined && given['client-certificate-data'] === undefined)
    throw new CannotJudge(
      `Expected the user of the context ${context} to have a token or a certificate, found neither. Name another context.`,
    )
  const copy = {
    clusters: [{ name: cluster.name, cluster: asInLab(cluster, authority, context) }],
    users: [{ name: user.name, user: { as, ...given } }],
    contexts: [{ name: context, context: { cluster: cluster.name, user: user.name } }],
    'current-context': context,
  }
  const kubeconfig = join(directory, 'kubeconfig')
  await writeFile(kubeconfig, `${JSON.stringify(copy, undefined, 2)}\n`, { mode: 0o600 })
  return { kubeconfig, [Symbol.asyncDispose]: () => rm(kubeconfig, { force: true }) }
}

/** The cluster and the user of a context, the cluster's authority, and what the user shows to it. */
function readContext(context: string, file: string | undefined) {
  const listed = process.env['KUBECONFIG'] || join(homedir(), '.kube/config')
  const files = file === undefined ? listed.split(delimiter).filter(existsSync) : [file]
  const config = new KubeConfig()
  const dataOf = (path?: string, data?: string) => bufferFromFileOrString(path, data)?.toString('base64')
  try {
    for (const one of files) {
      const read = new KubeConfig()
      read.loadFromFile(one)
      config.mergeConfig(read)
    }
    config.setCurrentContext(context)
    const [cluster, user] = [config.getCurrentCluster(), config.getCurrentUser()]
    if (cluster && user) {
      const shown = {
        token: user.token,
        'client-certificate-data': dataOf(user.certFile, user.certData),
        'client-key-data': dataOf(user.keyFile, user.keyData),
      }
      return { cluster, user, authority: dataOf(cluster.caFile, cluster.caData), shown }
    }
  } catch (cause) {
    throw new UsageError(
      `--kubeconfig: expected a file that kubectl can use, found this of ${files.join(', ')}: ${(cause as Error).message}. Name another.`,
      { cause },
    )
  }
  const names = config.getContexts().map(({ name }) => name)
  throw new UsageError(
    `--context: expected a context with a cluster and a user, found ${context}; there is ${names.join(', ') || 'none'}. Name another, or with --kubeconfig the file that has it.`,
  )
}

/** The cluster with the port of its server, as kubeadm writes it and the lab shows it. */
function asInLab(
  { server, skipTLSVerify, tlsServerName, proxyUrl }: Cluster,
  authority: string | undefined,
  context: string,
) {
  const { protocol, hostname = '', port, pathname } = URL.parse(server) ?? {}
  const isUsual = protocol === 'https:' && /^[^[\]]+$/.test(hostname) && pathname === '/'
  const found = [
    isUsual ? '' : `the server ${server}`,
    authority === undefined || skipTLSVerify ? 'no certificate authority' : '',
    tlsServerName === undefined ? '' : 'a tls-server-name',
    proxyUrl === undefined ? '' : 'a proxy-url',
  ].filter(Boolean)
  if (found.length > 0)
    throw new CannotJudge(
      `Expected the context ${context} to have a server https://HOST:PORT, its certificate authority, and neither proxy-url nor ` +
        `tls-server-name, since the lab calls it with curl; found ${found.join(', ')}. Name another context.`,
    )
  return { server: `https://${hostname}:${port || 443}`, 'certificate-authority-data': authority }
}

/** What a program prints for a user to show to the server. */
async function printedBy(exec: unknown, context: string, signal: AbortSignal) {
  const wrong = (found: string, cause: unknown) =>
    new CannotJudge(
      `Expected the context ${context} to have a program that gives credentials, found ${found}. Name another context.`,
      { cause },
    )
  const { data, error } = program.safeParse(exec)
  if (error) throw wrong(`this of it: ${z.prettifyError(error)}`, error)
  const { apiVersion, command, args, env } = data
  const info = { apiVersion, kind: 'ExecCredential', spec: { interactive: false } }
  const own = Object.fromEntries((env ?? []).map(({ name, value }) => [name, value]))
  const text = await run(command, args ?? [], {
    env: { ...own, KUBERNETES_EXEC_INFO: JSON.stringify(info) },
    signal,
    timeLimitSeconds: answerSeconds,
    hint: 'Log in to the cluster, so that kubectl can use the context, then run this again.',
  })
  try {
    const { token, clientCertificateData, clientKeyData } = printed.parse(JSON.parse(text)).status
    return {
      token,
      'client-certificate-data': base64(clientCertificateData),
      'client-key-data': base64(clientKeyData),
    }
  } catch (cause) {
    throw wrong(`that ${command} prints something else`, cause)
  }
}

const base64 = (text: string | undefined) => text && Buffer.from(text).toString('base64')
