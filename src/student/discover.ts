import pRetry from 'p-retry'
import * as z from 'zod'
import { CannotJudge } from '../errors.ts'
import { nearest } from '../nearest.ts'
import { kindOf, type Kind } from '../trace/kinds.ts'
import { NoAnswer, type Api } from './api.ts'

const oneGroup = z.looseObject({ preferredVersion: z.looseObject({ groupVersion: z.string() }) })
const groups = z.looseObject({ groups: z.array(oneGroup) })
const resourceList = z.looseObject({
  resources: z.array(
    z.looseObject({
      name: z.string(),
      singularName: z.string().optional(),
      kind: z.string(),
      shortNames: z.array(z.string()).optional(),
      categories: z.array(z.string()).optional(),
      namespaced: z.boolean(),
      verbs: z.array(z.string()).optional(),
    }),
  ),
})

/** Something that the API serves, and can be watched. */
export interface Resource {
  kind: Kind
  group: string
  /** In the plural, as in a path. */
  resource: string
  apiVersion: string
  /** Whether its objects are in namespaces. */
  isNamespaced: boolean
  /** All by which kubectl knows it, `jobs` and `jobs.batch`; and what it is one of, as `all`. */
  names: readonly string[]
  /** Where the API serves its objects: in one namespace, or in all. */
  path: (namespace?: string) => string
}

/** All that a cluster serves and lets be watched, in the order in which kubectl looks for a name. @throws NoAnswer */
export async function discover(api: Api): Promise<Resource[]> {
  const answer = groups.parse(await api.json('/apis'))
  const versions = ['v1', ...answer.groups.map(({ preferredVersion }) => preferredVersion.groupVersion)]
  return (await Promise.all(versions.map((version) => resourcesOf(api, version)))).flat()
}

/**
 * Of kinds of Kubernetes' own none comes later.
 * @throws CannotJudge when one of them is not served
 */
export function mustBeServed(kinds: readonly Kind[], served: readonly Resource[]): void {
  const all = new Set(served.map(({ kind }) => kind))
  const missing = kinds.find((kind) => !all.has(kind) && !kind.includes('.'))
  if (missing === undefined) return
  throw new CannotJudge(
    `Expected that the cluster serves what the lab watches, found no kind ${missing}. Correct it in watches of the lab, ` +
      `as ${nearest(missing, [...all], 3).join(' or ')}; one that is not of Kubernetes' own has its group: Widget.example.com.`,
  )
}

/**
 * Where a kind is served that may come while a run goes on.
 * @param namespace in which service accounts may be listed
 * @returns the resource; while there is none, a revision until which there was none
 * @throws NoAnswer
 */
export async function lookFor(api: Api, kind: Kind, namespace: string): Promise<Resource | string> {
  const revision = await api.revision(namespace)
  const group = kind.replace(/^\w+\.?/, '')
  const answer = await api.json(`/apis/${group}`).catch((error: unknown) => {
    if (!(error instanceof NoAnswer) || error.statusCode !== 404) throw error
    return undefined
  })
  if (answer === undefined) return revision
  const { groupVersion } = oneGroup.parse(answer).preferredVersion
  return (await resourcesOf(api, groupVersion)).find((one) => one.kind === kind) ?? revision
}

/** What a group serves in a version. A group whose server is away serves nothing. */
async function resourcesOf(api: Api, apiVersion: string): Promise<Resource[]> {
  const base = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`
  // A new cluster may be too busy to answer at once.
  const asked = pRetry(() => api.json(base), { retries: 3, minTimeout: 250 })
  const { data } = resourceList.safeParse(await asked.catch(() => undefined))
  const group = apiVersion.includes('/') ? apiVersion.replace(/\/.*/, '') : ''
  return (data?.resources ?? [])
    .filter(({ name, verbs }) => !name.includes('/') && verbs?.includes('watch'))
    .map(({ name, singularName = '', kind, shortNames = [], categories = [], namespaced }) => {
      const names = [name, singularName, kind.toLowerCase(), ...shortNames].filter((one) => one !== '')
      return {
        kind: kindOf({ kind, apiVersion }),
        group,
        resource: name,
        apiVersion,
        isNamespaced: namespaced,
        names: [...names, ...names.map((one) => `${one}.${group}`), ...categories],
        path: (namespace) =>
          `${base}${namespaced && namespace !== undefined ? `/namespaces/${namespace}` : ''}/${name}`,
      }
    })
}
