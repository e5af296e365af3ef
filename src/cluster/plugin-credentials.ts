import { parse } from 'yaml'
import * as z from 'zod'
import { cleaned } from '../cleaned.ts'
import { CannotJudge, CommandFailed } from '../errors.ts'
import { Secrets } from '../trace/secrets.ts'
import { run } from '../machine/run.ts'
import type { ReadContext } from './read-context.ts'

/** For the program to answer. */
const answerSeconds = 60
/** A secret that is shorter says nothing where it is found (characters). */
const shortest = 4
const linesInErrors = 15
/** Under which a cluster has what its program wants to know of it. */
const extensionName = 'client.authentication.k8s.io/exec'

/** Source: https://kubernetes.io/docs/reference/config-api/client-authentication.v1/ */
const plugin = z.object({
  apiVersion: z.enum(['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1']),
  command: z.string(),
  args: z.array(z.string()).nullish(),
  env: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
  interactiveMode: z.enum(['Never', 'IfAvailable'], 'it must ask on a terminal').nullish(),
  provideClusterInfo: z.boolean().nullish(),
})
const printed = z.object({
  apiVersion: z.string(),
  kind: z.literal('ExecCredential'),
  status: z.object({
    token: z.string().optional(),
    clientCertificateData: z.string().optional(),
    clientKeyData: z.string().optional(),
  }),
})

/**
 * Asks a program, which a kubeconfig names for a user, for what the user shows to the server.
 * @throws CannotJudge when it is none that can be asked, or gives nothing; CommandFailed when it fails. Of the program the error
 *   has the name and what it has printed on standard error, without its arguments, its environment, and whatever it printed elsewhere
 * @throws the reason of the signal, when it comes
 */
export async function pluginCredentials(
  exec: unknown,
  cluster: ReadContext['cluster'],
  context: string,
  signal: AbortSignal,
) {
  const wrong = (found: string) =>
    new CannotJudge(
      `Expected the context ${context} to have a program that gives credentials, found ${found}. Name another context.`,
    )
  const { data, error } = plugin.safeParse(exec)
  if (error) throw wrong(`this of it: ${inWords(error)}`)
  const { apiVersion, command, args, env, provideClusterInfo } = data
  const own = Object.fromEntries((env ?? []).map(({ name, value }) => [name, value]))
  const spec = { interactive: false, ...(provideClusterInfo && { cluster: told(cluster) }) }
  const output = await run(command, args ?? [], {
    directory: process.cwd(),
    env: { ...own, KUBERNETES_EXEC_INFO: JSON.stringify({ apiVersion, kind: 'ExecCredential', spec }) },
    signal,
    timeLimitSeconds: answerSeconds,
    hint: 'Log in to the cluster, so that kubectl can use the context, then run this again.',
  }).catch((failure: unknown) => {
    throw failure instanceof CommandFailed
      ? withoutSecrets(failure, command, [...(args ?? []), ...Object.values(own)])
      : failure
  })
  const answer = printed.safeParse(parsed(output))
  if (answer.error) throw wrong(`that ${command} prints something else: ${inWords(answer.error)}`)
  const { token, clientCertificateData, clientKeyData } = answer.data.status
  if (answer.data.apiVersion !== apiVersion) throw wrong(`that ${command} answers in another apiVersion`)
  if (!token && !(clientCertificateData && clientKeyData))
    throw wrong(`that ${command} prints neither a token nor a certificate with its key`)
  return {
    token,
    'client-certificate-data': base64(clientCertificateData),
    'client-key-data': base64(clientKeyData),
  }
}

/** What a program may be told of its cluster. */
const told = ({ server, authority, extensions }: ReadContext['cluster']) => ({
  server,
  'certificate-authority-data': authority,
  config: extensions?.find(({ name }) => name === extensionName)?.extension,
})

/** JSON, as nearly all do, or YAML, which kubectl understands as well. */
function parsed(output: string): unknown {
  try {
    return parse(output, { logLevel: 'silent' })
  } catch {
    return undefined
  }
}

/** A failure that has of the program only its name, and what it has said to its user. */
function withoutSecrets(failure: CommandFailed, command: string, given: readonly string[]): CommandFailed {
  const secrets = new Secrets()
  const parts = given.flatMap((value) => [value, ...value.split('=').slice(1)])
  for (const secret of [...parts, ...failure.stdout.split(/[\s"',:={}[\]]+/)]) secrets.learn(secret)
  const { text } = secrets.redact(cleaned(failure.stderr))
  const said = parts
    .filter((part) => part.length >= shortest)
    .toSorted((one, other) => other.length - one.length)
    .reduce((rest, part) => rest.replaceAll(part, '<secret>'), text)
  return new CommandFailed({
    command,
    reason: failure.reason,
    lastLines: said.trim().split('\n').slice(-linesInErrors).join('\n'),
    stdout: '',
    stderr: '',
    hint: failure.hint,
    cause: undefined,
  })
}

/** Where something does not fit, and not what is there. */
function inWords({ issues: [issue] }: z.ZodError): string {
  return `${issue?.path.join('.') || 'the top'}: ${issue?.message}`
}

const base64 = (text: string | undefined) => text && Buffer.from(text).toString('base64')
