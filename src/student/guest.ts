import { randomBytes } from 'node:crypto'
import type { KubeConfig } from '@kubernetes/client-node'
import { execa } from 'execa'
import pRetry from 'p-retry'
import { CannotJudge, LeftBehind, UsageError } from '../errors.ts'
import type { Claim } from '../lab/claim.ts'
import { scenariosOfClaims } from '../lab/lab.ts'
import { inNamespace, own, type Need } from '../lab/need.ts'
import type { Scenario } from '../lab/scenario.ts'
import { ofKubectl } from '../own-environment.ts'
import { asTyped, isRunOf, type Run } from '../property/line.ts'
import type { Kind } from '../trace/kinds.ts'
import { sideBySide } from '../side-by-side.ts'
import { unlessAborted } from '../unless-aborted.ts'
import { Api } from './api.ts'
import { Asker, patient } from './asker.ts'
import { discover, mustBeServed, type Resource } from './discover.ts'
import { mayEverywhere, mustBeEmpty, verbsOn, watchable, whyUnwitnessed } from './look-around.ts'
import { readKubeconfig } from './read-kubeconfig.ts'
import { tryOut } from './try-out.ts'

/** What every namespace is labelled with that a run has made on a cluster which is not its own. */
const label = { 'app.kubernetes.io/managed-by': 'kubelab-conformance' }

/** The time of grace of a pod, and what the cluster needs on top of it (seconds). */
const removalSeconds = 120
/** When kubectl has lost the cluster and does not notice (seconds). */
const kubectlSeconds = removalSeconds + 30
/** Of what kubectl says. */
const charactersOfReason = 500

/** On whose cluster a run is a guest, and how it gets there. */
export interface Host {
  /** The name of the context. */
  context: string
  /** How the user's kubectl gets there: `--context theirs`, with the kubeconfig where one was named. */
  options: string
  /** Path of a kubeconfig of the run's own, in which that context is the only one. */
  kubeconfig: string
  /** Path of kubectl. */
  kubectl: string
  /** The namespaces that the run may work in; without them it makes its own. */
  given?: readonly string[] | undefined
  /** The kinds of object that the lab watches. */
  watches: readonly Kind[]
}

/**
 * A run on a cluster that is not its own. It works in namespaces of its own or in those given to it, leaves out what the
 * cluster has not, and removes all that it has made when it is disposed of.
 */
export class Guest implements AsyncDisposable {
  readonly #host: Host
  readonly #api: Api
  readonly #asker: Asker
  /** What the run may have made, as `kubectl delete` is told to remove it, and what kubectl said when it could not. */
  readonly #owed = new Map<string, string>()
  readonly #waiting: (() => void)[] = []
  #namespaces: string[] = []
  #free: string[] = []
  #served: readonly Resource[] = []
  #lacks: Lack[] = []
  #unwitnessed: string | undefined

  private constructor(host: Host, kubeconfig: KubeConfig) {
    this.#host = host
    this.#api = new Api(kubeconfig, patient)
    this.#asker = new Asker(kubeconfig, this.#api)
  }

  /**
   * Makes the namespaces, or looks at those that were given, and finds out what the cluster lacks and the user may not do.
   * @param claims that the run is for
   * @throws UsageError when a given namespace can't be used; CannotJudge when the user may do too little, or the cluster
   *   refuses the pods of the lab; LeftBehind when something that was made until then can't be removed
   */
  static async open(claims: readonly Claim[], host: Host, signal: AbortSignal): Promise<Guest> {
    await using stack = new AsyncDisposableStack()
    const guest = stack.use(new Guest(host, await readKubeconfig(host.kubeconfig)))
    await guest.#open(claims, signal)
    stack.move()
    return guest
  }

  /** The namespaces that it works in. */
  get namespaces(): readonly string[] {
    return this.#namespaces
  }

  /** Where the API serves the kinds of object that the lab watches and the user may watch. */
  get served(): readonly Resource[] {
    return this.#served
  }

  /** These kinds. */
  get kinds(): Kind[] {
    return this.#served.map(({ kind }) => kind)
  }

  /** Why nobody can tell whether the cluster is well; undefined where its Leases tell. */
  get unwitnessed(): string | undefined {
    return this.#unwitnessed
  }

  /** Why a scenario, or a line of it, is left out; undefined where it is not. */
  leavesOut({ name }: Scenario, line?: string | Run): string | undefined {
    const lacks = this.#lacks.filter(({ scenario }) => scenario === name)
    if (line === undefined) return lacks.find(({ lines }) => lines === undefined)?.reason
    return lacks.find(({ lines = [] }) => lines.some((one) => isRunOf(one, asTyped(line))))?.reason
  }

  /**
   * Does some work in a namespace that nobody else works in; until there is one it waits.
   * @throws the reason of the signal, when that ends the wait
   */
  async inNamespace(signal: AbortSignal, work: (namespace: string) => Promise<void>): Promise<void> {
    let namespace = this.#free.shift()
    while (namespace === undefined) {
      await unlessAborted(new Promise<void>((resolve) => this.#waiting.push(resolve)), signal)
      namespace = this.#free.shift()
    }
    try {
      await work(namespace)
    } finally {
      this.#free.push(namespace)
      this.#waiting.shift()?.()
    }
  }

  /** Takes note of what may be made in a namespace from now on, to be removed at the latest when the run ends. */
  owes(namespace: string, objects: readonly string[]): void {
    for (const object of objects) this.#owed.set(deletionOf(object, namespace), '')
  }

  /** Removes objects, with all that depends on them, and waits until they are gone. What can't be removed stays owed. */
  async remove(namespace: string, objects: readonly string[]): Promise<void> {
    await this.#delete(objects.map((object) => deletionOf(object, namespace)))
  }

  /**
   * What a scenario may make here, as kubectl names it: what only lines make that are left out, is never made. Whether the
   * student may make it is not asked at the end: that may have changed.
   */
  makes(scenario: Scenario): string[] {
    const { needs = [], makes = [] } = scenario
    return makes.filter((object) => {
      const resource = object.replace(/\/.*/, 's')
      const making = needs.filter(
        (need) => 'may' in need && need.may.verb === 'create' && need.may.resource === resource,
      )
      const lines = making.flatMap((need) => need.lines ?? [])
      return lines.length === 0 || lines.some((line) => this.leavesOut(scenario, line) === undefined)
    })
  }

  /** @throws LeftBehind when something of the run's is left, or may be; says what, and how to remove it */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#delete([...this.#owed.keys()])
    this.#api[Symbol.dispose]()
    this.#asker[Symbol.dispose]()
    if (this.#owed.size === 0) return
    const commands = [...Map.groupBy(this.#owed.keys(), (what) => what.replace(/\S+$/, ''))].map(
      ([where, all]) =>
        `  kubectl ${this.#host.options} delete --ignore-not-found ${where}${all.map((what) => what.slice(where.length)).join(' ')}`,
    )
    const [why = ''] = this.#owed.values()
    throw new LeftBehind(
      [
        `Expected to remove all that the run has made, found that this can be left: ${why}`,
        'Remove it yourself:',
        ...commands,
      ].join('\n'),
    )
  }

  async #open(claims: readonly Claim[], signal: AbortSignal): Promise<void> {
    const { given, watches } = this.#host
    this.#namespaces = given ? [...given] : await this.#make(scenariosOfClaims(claims).length, signal)
    const namespaces = this.#namespaces
    const all = await discover(this.#api)
    mustBeServed(watches, all)
    const watched = [...new Set(['Pod', 'Secret', ...watches])].flatMap(
      (kind) => all.find((one) => one.kind === kind) ?? [],
    )
    this.#served = await watchable(this.#asker, watched, namespaces)
    const accounts = await mayEverywhere(
      this.#asker,
      ['get', 'list'],
      { resource: 'serviceaccounts' },
      namespaces,
    )
    if (!this.kinds.includes('Pod') || !accounts)
      throw new CannotJudge(
        `Expected a user who may ${verbsOn('Pod').join(', ')} pods, and get and list serviceaccounts, in ${namespaces.join(', ')}, ` +
          `found that the one of the context ${this.#host.context} may not. Bind the ClusterRole edit there.`,
      )
    if (given) {
      await Promise.all(namespaces.map((one) => mustBeEmpty(this.#api, this.#served, one)))
      await Promise.all(namespaces.map((one) => this.#mustBeNew(claims, one)))
    }
    await Promise.all(namespaces.map((one) => tryOut(this.#api, this.#served, one)))
    signal.throwIfAborted()
    this.#lacks = [...unwatched(claims, this.kinds), ...(await this.#unmet(claims))]
    this.#unwitnessed = await whyUnwitnessed(this.#asker, this.#api, namespaces)
    this.#free = [...namespaces]
  }

  async #unmet(claims: readonly Claim[]): Promise<Lack[]> {
    const lacks = scenariosOfClaims(claims).flatMap(({ name: scenario, needs = [] }) =>
      needs.map(async (need): Promise<Lack[]> => {
        const reason = await this.#asker.lack(need, this.#namespaces)
        return reason === undefined ? [] : [{ scenario, reason, ...(need.lines && { lines: need.lines }) }]
      }),
    )
    return (await Promise.all(lacks)).flat()
  }

  async #make(count: number, signal: AbortSignal): Promise<string[]> {
    const verbs = ['create', 'get', 'list', 'watch', 'delete']
    const may = await Promise.all(verbs.map((verb) => this.#asker.may({ verb, resource: 'namespaces' })))
    const mayNot = verbs.filter((_, index) => !may[index]).join(', ')
    if (mayNot !== '')
      throw new CannotJudge(
        `Expected a user who may create and delete namespaces, found that the one of the context ${this.#host.context} may not ` +
          `${mayNot} them. Name namespaces for the run with --namespaces a,b,...: one is enough, in ${count} no scenario waits for another.`,
      )
    const run = `kubelab-${randomBytes(3).toString('hex')}`
    const wanted = Array.from({ length: count }, (_, index) => `${run}-${index + 1}`)
    for (const name of wanted) this.#owed.set(`namespace/${name}`, '')
    // When one can't be made, the others are: what is asked for must have been answered before it is removed.
    await sideBySide(
      wanted.map(
        (name) => () =>
          this.#api.create('/api/v1/namespaces', { kind: 'Namespace', metadata: { name, labels: label } }),
      ),
    )
    // A pod can only be made where the service account is there, which a controller makes for each namespace.
    const account = (namespace: string) => `/api/v1/namespaces/${namespace}/serviceaccounts/default`
    await Promise.all(
      wanted.map((namespace) =>
        pRetry(() => this.#api.json(account(namespace)), { retries: 60, factor: 1, minTimeout: 250, signal }),
      ),
    )
    return wanted
  }

  /** What the run will remove must be its own, also where it is in no namespace. */
  async #mustBeNew(claims: readonly Claim[], namespace: string): Promise<void> {
    const made = new Set(scenariosOfClaims(claims).flatMap(({ makes = [] }) => makes))
    const args = ['get', '--ignore-not-found', '--output=name', `--namespace=${own}`, ...made]
    const { stdout } = await this.#kubectl(args.map((arg) => inNamespace(arg, namespace)))
    if (stdout !== '')
      throw new UsageError(
        `--namespaces: expected that a run in ${namespace} can make what the lab does, found that this is there: ${stdout.replaceAll('\n', ', ')}. Remove it, or name another namespace.`,
      )
  }

  async #delete(deletions: readonly string[]): Promise<void> {
    await Promise.all(
      deletions.map(async (deletion) => {
        const what = deletion.split(' ')
        const waiting = `--timeout=${removalSeconds}s`
        const {
          failed,
          stderr,
          shortMessage = '',
        } = await this.#kubectl(['delete', '--ignore-not-found', waiting, ...what])
        // Why it can't be removed does not tell whether it is there: that is asked, and else it may be there.
        if (!failed || (await this.#isGone(what))) this.#owed.delete(deletion)
        else this.#owed.set(deletion, (stderr.trim() || shortMessage).slice(0, charactersOfReason))
      }),
    )
  }

  async #isGone(what: readonly string[]): Promise<boolean> {
    const named = what.filter((word) => word !== cascade)
    const { failed, stdout } = await this.#kubectl(['get', '--ignore-not-found', '--output=name', ...named])
    return !failed && stdout === ''
  }

  #kubectl(args: readonly string[]) {
    const options = { stdin: 'ignore', reject: false, detached: true } as const
    const timeout = kubectlSeconds * 1000
    return execa(this.#host.kubectl, args, { ...ofKubectl(this.#host), ...options, timeout })
  }
}

const cascade = '--cascade=foreground'
const deletionOf = (object: string, namespace: string) =>
  inNamespace(`--namespace=${own} ${cascade} ${object}`, namespace)

/** Something that the cluster lacks, the lines that need it (all of the scenario where there are none), and why. */
interface Lack {
  scenario: string
  lines?: Need['lines']
  reason: string
}

/** The scenarios whose claims look at kinds of object that the user may not watch. */
function unwatched(claims: readonly Claim[], watched: readonly Kind[]): Lack[] {
  return claims.flatMap(({ in: { name: scenario }, holds, drift = [] }) =>
    [holds, ...drift.map((one) => one.holds)]
      .flatMap(({ kinds }) => kinds)
      .filter((kind) => !watched.includes(kind))
      .map((kind) => ({
        scenario,
        reason: `the user may not ${verbsOn(kind).join(', ')} ${kind}s, or the cluster has none`,
      })),
  )
}
