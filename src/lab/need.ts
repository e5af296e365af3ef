import type { Run } from '../property/line.ts'

/** Stands for the namespace that the student works in, in needs, in lines that are typed, and in what is made. */
export const own = '$namespace'

/** A text in which {@link own} may stand, as it is in a namespace. */
export const inNamespace = (text: string, namespace: string) => text.replaceAll(own, namespace)

/** Something that may be done at the API, as its authorizer is asked about it. */
export interface Action {
  verb: string
  /** As `pods` or `pods/exec`. */
  resource: string
  /** Of the resource: none where it belongs to the core API. */
  group?: string
  /** A name, or {@link own}; none for all of the cluster. */
  namespace?: string
  /** The one object that it is done to. */
  name?: string
}

/** A look at the API, before anything is typed. */
export interface ApiLook {
  /** From the top of the server, with {@link own} in it where it is about the namespace of the student. */
  path: string
  /** Who looks: the student, the service account of the student's namespace, or somebody without credentials. */
  as: 'student' | 'account' | 'nobody'
  /** What must be found: by the HTTP status, the JSON that is answered, and the authority that the kubeconfig names (PEM). */
  found: (status: number, body: unknown, authority: string) => boolean
  /** What the cluster is like where it is not found. */
  otherwise: string
}

/**
 * Something that a cluster which is not the run's own may lack. Lines that need it are then not typed, and claims that
 * speak of them not tried. Without lines, the whole scenario needs it.
 */
export type Need = { lines?: readonly (string | Run)[] } & ({ may: Action } | { look: ApiLook })

/** All of these verbs, with spaces between them, may be done to a resource. */
export function may(verbs: string, what: Omit<Action, 'verb'>, lines?: Need['lines']): Need[] {
  return verbs.split(' ').map((verb) => ({ may: { verb, ...what }, ...(lines && { lines }) }))
}

/** An action in words: `list nodes in all of the cluster`. */
export function actionInWords({ verb, resource, namespace, name }: Action): string {
  const where = namespace === undefined ? 'all of the cluster' : `the namespace ${namespace}`
  return `${verb} ${resource}${name === undefined ? '' : ` ${name}`} in ${where}`
}
