import { KubeConfig } from '@kubernetes/client-node'
import * as z from 'zod'
import { actionInWords, inNamespace, own, type Action, type ApiLook, type Need } from '../lab/need.ts'
import { Api, NoAnswer } from './api.ts'

const review = z.looseObject({ status: z.looseObject({ allowed: z.boolean() }) })
const tokenRequest = z.looseObject({ status: z.looseObject({ token: z.string() }) })

/** How to ask much before anything is typed. */
export const patient = { patience: 60_000, atOnce: 4, retries: 4 }

/** Asks a cluster that is not the run's own what may be done there, and what it is like. */
export class Asker implements Disposable {
  readonly #kubeconfig: KubeConfig
  readonly #student: Api
  readonly #nobody: Api
  readonly #accounts = new Map<string, Promise<Api>>()

  /** @param kubeconfig whose current context is the cluster */
  constructor(kubeconfig: KubeConfig, student: Api) {
    this.#kubeconfig = kubeconfig
    this.#student = student
    this.#nobody = this.#as({})
  }

  /** Whether the user of the kubeconfig may do something. @throws NoAnswer */
  async may({ verb, resource, group = '', namespace, name }: Action): Promise<boolean> {
    const [of, subresource] = resource.split('/')
    const resourceAttributes = { verb, group, resource: of, subresource, namespace, name }
    const kind = 'SelfSubjectAccessReview'
    const answer = await this.#student.json(
      '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
      {},
      { method: 'POST', body: { apiVersion: 'authorization.k8s.io/v1', kind, spec: { resourceAttributes } } },
    )
    return review.parse(answer).status.allowed
  }

  /**
   * Finds out whether a need is met in each of some namespaces.
   * @returns why not; undefined where it is
   * @throws NoAnswer when the server does not answer
   */
  async lack(need: Need, namespaces: readonly string[]): Promise<string | undefined> {
    const lacks = await Promise.all(
      namespaces.map((namespace) =>
        'may' in need ? this.#mayNot(need.may, namespace) : this.#notFound(need.look, namespace),
      ),
    )
    return lacks.find((lack) => lack !== undefined)
  }

  [Symbol.dispose](): void {
    this.#nobody[Symbol.dispose]()
    for (const account of this.#accounts.values())
      void account.then(
        (api) => api[Symbol.dispose](),
        () => {},
      )
  }

  async #mayNot(action: Action, namespace: string): Promise<string | undefined> {
    const asked = action.namespace === own ? { ...action, namespace } : action
    return (await this.may(asked)) ? undefined : `the user of this cluster may not ${actionInWords(asked)}`
  }

  async #notFound({ path, as, found, otherwise }: ApiLook, namespace: string): Promise<string | undefined> {
    const lack = `this cluster can not show it: ${otherwise}`
    try {
      const api =
        as === 'student' ? this.#student : as === 'nobody' ? this.#nobody : await this.#account(namespace)
      const { status, body } = await answerOf(api, inNamespace(path, namespace))
      if (as === 'student' && status === 403)
        return `the user of this cluster may not look at ${path.replace(/\?.*/, '')}: perhaps ${otherwise}`
      return found(status, body, this.#authority()) ? undefined : lack
    } catch (error) {
      // An answer of another shape is not what must be found.
      if (error instanceof NoAnswer && error.statusCode === undefined) throw error
      return lack
    }
  }

  /** The API as the service account of a namespace. */
  #account(namespace: string): Promise<Api> {
    const known = this.#accounts.get(namespace)
    if (known) return known
    const kind = 'TokenRequest'
    const asked = this.#student
      .json(
        `/api/v1/namespaces/${namespace}/serviceaccounts/default/token`,
        {},
        {
          method: 'POST',
          body: { apiVersion: 'authentication.k8s.io/v1', kind, spec: { expirationSeconds: 600 } },
        },
      )
      .then((answer) => this.#as({ token: tokenRequest.parse(answer).status.token }))
    this.#accounts.set(namespace, asked)
    return asked
  }

  #as(user: { token?: string }): Api {
    const kubeconfig = new KubeConfig()
    const name = 'asked'
    kubeconfig.loadFromOptions({
      clusters: [{ ...this.#kubeconfig.getCurrentCluster(), name }],
      users: [{ ...user, name }],
      contexts: [{ name, cluster: name, user: name }],
      currentContext: name,
    })
    return new Api(kubeconfig, patient)
  }

  #authority(): string {
    return Buffer.from(this.#kubeconfig.getCurrentCluster()?.caData ?? '', 'base64').toString()
  }
}

async function answerOf(api: Api, path: string): Promise<{ status: number; body: unknown }> {
  try {
    return { status: 200, body: await api.json(path) }
  } catch (error) {
    if (!(error instanceof NoAnswer) || error.statusCode === undefined) throw error
    return { status: error.statusCode, body: undefined }
  }
}
