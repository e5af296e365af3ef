import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, dirname, join, resolve, sep } from 'node:path'
import * as z from 'zod'
import { UsageError } from '../errors.ts'
import { readGiven, type Unreadable } from '../given-file.ts'
import { readYaml } from '../read-yaml.ts'

/** A cluster that is there already, as the user names it. */
export interface ContextOptions {
  /** Name of a context. */
  context: string
  /** Path of the kubeconfig that has it; by default what kubectl reads: `$KUBECONFIG`, else `~/.kube/config`. */
  kubeconfig?: string | undefined
}

/** More is no token, key or certificate (bytes). */
const most = 1 << 20

const text = z.string().nullish()
const list = z
  .array(z.looseObject({ name: z.string() }))
  .nullish()
  .transform((entries) => entries ?? [])
const lists = z.object({ clusters: list, users: list, contexts: list })
const ofContext = z.object({ context: z.object({ cluster: z.string(), user: z.string() }) })
const ofCluster = z.object({
  cluster: z.object({
    server: z.string(),
    'certificate-authority': text,
    'certificate-authority-data': text,
    'insecure-skip-tls-verify': z.boolean().nullish(),
    'tls-server-name': text,
    'proxy-url': text,
    extensions: z.array(z.object({ name: z.string(), extension: z.unknown().optional() })).nullish(),
  }),
})
const ofUser = z.object({
  user: z.object({
    as: text,
    token: text,
    tokenFile: text,
    'client-certificate': text,
    'client-certificate-data': text,
    'client-key': text,
    'client-key-data': text,
    'auth-provider': z.unknown().optional(),
    exec: z.looseObject({ command: z.string().min(1) }).nullish(),
  }),
})

/** What a context consists of. */
export type ReadContext = Awaited<ReturnType<typeof readContext>>

/**
 * Reads a context as kubectl does: where several files have an entry of the same name the first counts, and a relative path
 * starts at the folder of the file that has it. What stands in other files is in what is returned.
 * @throws UsageError when there is no such context, or it can't be used; no error quotes what a file says
 */
export async function readContext({ context: name, kubeconfig }: ContextOptions) {
  const listed = process.env['KUBECONFIG'] || join(homedir(), '.kube/config')
  const paths = kubeconfig === undefined ? listed.split(delimiter).filter(existsSync) : [kubeconfig]
  const files: (z.infer<typeof lists> & { path: string })[] = []
  for (const path of paths) files.push({ path, ...fitting(lists, (await readYaml(path)).toJS(), path) })

  /** The first of that name, and how the paths in it are read. */
  const entry = <T>(kind: keyof z.infer<typeof lists>, wanted: string | undefined, schema: z.ZodType<T>) => {
    for (const { path, [kind]: entries } of files) {
      const found = entries.find((one) => one.name === wanted)
      if (!found) continue
      const where = `${path}, ${found.name} of its ${kind}`
      const from = (place: string) => resolve(dirname(path), place)
      const read = (key: string, place: string) =>
        readGiven(from(place), most).catch(({ message }: Unreadable) => {
          throw new UsageError(
            `${where}: expected a file where ${key} says, found ${message}. Correct either.`,
          )
        })
      return { from, read, ...fitting(schema, found, where) }
    }
    return undefined
  }
  const context = entry('contexts', name, ofContext)?.context
  const its = {
    cluster: entry('clusters', context?.cluster, ofCluster),
    user: entry('users', context?.user, ofUser),
  }
  if (!context || !its.cluster || !its.user) {
    const names = files.flatMap(({ contexts }) => contexts.map((one) => one.name))
    throw new UsageError(
      `--context: expected a context with a cluster and a user, found ${name}; there is ${names.join(', ') || 'none'}. Name another, or with --kubeconfig the file that has it.`,
    )
  }
  const { cluster } = its.cluster
  const { user, from, read } = its.user
  const { exec } = user
  const tokenFile = user.tokenFile ? await read('tokenFile', user.tokenFile) : undefined
  return {
    cluster: {
      name: context.cluster,
      ...cluster,
      authority: await dataOf(cluster, 'certificate-authority', its.cluster.read),
    },
    user: {
      name: context.user,
      as: user.as ?? undefined,
      hasProvider: user['auth-provider'] !== undefined,
      // A name alone is looked for on the PATH.
      exec: exec?.command.includes(sep) ? { ...exec, command: from(exec.command) } : exec,
      token: tokenFile?.toString().trim() || user.token || undefined,
      'client-certificate-data': await dataOf(user, 'client-certificate', read),
      'client-key-data': await dataOf(user, 'client-key', read),
    },
  }
}

/** What stands there itself, in base64, else in the file that is named there. */
async function dataOf<K extends string>(
  values: { readonly [key in K | `${K}-data`]?: string | null | undefined },
  key: K,
  read: (key: string, place: string) => Promise<Buffer>,
): Promise<string | undefined> {
  const { [key]: path, [`${key}-data` as const]: data } = values
  if (data) return data
  return path ? (await read(key, path)).toString('base64') : undefined
}

/** @throws UsageError which says where something does not fit, and not what is there */
function fitting<T>(schema: z.ZodType<T>, value: unknown, where: string): T {
  const { data, error } = schema.safeParse(value)
  if (!error) return data
  const [issue] = error.issues
  throw new UsageError(
    `${where}: expected what kubectl can use, found this at ${issue?.path.join('.') || 'the top'}: ${issue?.message}. Correct the file.`,
  )
}
