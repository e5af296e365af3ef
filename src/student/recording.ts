import { hostname } from 'node:os'
import { join } from 'node:path'
import type { KubeConfig } from '@kubernetes/client-node'
import type { WorldChange } from '../lab/counterexample.ts'
import { namespaceOf, type Scenario } from '../lab/scenario.ts'
import { kindOf, recordOf, type Kind, type KubernetesObject } from '../trace/kinds.ts'
import type { TraceWriter } from '../trace/writer.ts'
import { until } from '../until.ts'
import { Administrator } from './administrator.ts'
import { Api } from './api.ts'
import { discover, lookFor, mustBeServed } from './discover.ts'
import type { Guest } from './guest.ts'
import { learnKubeconfig } from './learn-kubeconfig.ts'
import { OwnNetwork } from './own-network.ts'
import { Marks, nameOfMarks, namespaceOfMarks } from './marks.ts'
import { readKubeconfig } from './read-kubeconfig.ts'
import { removeMade } from './remove-made.ts'
import { Shell } from './shell.ts'
import { Waiter } from './waiter.ts'
import { watchKind, type Told } from './watch.ts'
import { watchHindrances } from './watch-hindrances.ts'
import { watchLeases } from './watch-leases.ts'
import { workThrough } from './work-through.ts'

/** Leases that are renewed every two seconds tell within so long of an illness; and between two looks (milliseconds). */
const settlesWithin = 5000
const lookEvery = 50
/** How long a connection lasts that tells at its end how far it has got: two seconds before (seconds). */
const seconds = 3

/** Where scenarios are worked through. */
export interface Workplace {
  /** Path of a kubeconfig of the run's own; its current context is the cluster. */
  kubeconfig: string
  /** Path of the kubectl under test. */
  kubectl: string
  /** What the cluster's nodes run on, for the header. */
  nodeImage: string
  /** Path of a folder of the run's own, in which the students have theirs while they work. */
  folder: string
  /** The name of the lab, for the header, and the path of the folder with the files that the students begin with. */
  lab: string
  manifests: string
  /** The kinds of object that are watched, besides Pods and Secrets. */
  watches: readonly Kind[]
  /** The run's stay, where the cluster is not its own. */
  guest?: Guest
}

/** A cluster in which scenarios are worked through while all that happens goes into a trace. */
export class Recording implements AsyncDisposable {
  readonly #place: Workplace
  readonly #administrator: Administrator
  readonly #writer: TraceWriter
  readonly #api: Api
  /** By namespace, where each namespace has watches of its own; else there is one for all. */
  #marks: ReadonlyMap<string, Marks> = new Map()
  readonly #stop = new AbortController()
  #watches: Promise<void>[] = []
  /** When each Lease was last heard to be renewed, by the name of the component (milliseconds of this process). */
  readonly #renewals = new Map<string, number>()

  private constructor(place: Workplace, kubeconfig: KubeConfig, writer: TraceWriter) {
    this.#place = place
    this.#administrator = new Administrator(place)
    this.#writer = writer
    learnKubeconfig(writer.secrets, kubeconfig)
    this.#api = new Api(kubeconfig)
  }

  /**
   * Writes the header, makes the namespaces of the scenarios and starts recording what is in them.
   * @param only the ids of the claims that it is for, where it is not for all
   * @throws CannotJudge when the cluster does not answer or its kubeconfig can't be used
   */
  static async open(
    scenarios: readonly Scenario[],
    place: Workplace,
    writer: TraceWriter,
    only?: readonly string[],
  ): Promise<Recording> {
    const recording = new Recording(place, await readKubeconfig(place.kubeconfig), writer)
    const versions = await recording.#administrator.versions()
    const { nodeImage, lab, guest } = place
    const { namespaces, unwitnessed } = guest ?? {}
    writer.write({
      type: 'header',
      format: 2,
      ...versions,
      nodeImage,
      host: hostname(),
      lab,
      ...(namespaces && { namespaces: [...namespaces] }),
      ...(unwitnessed !== undefined && { unwitnessed }),
      ...(only && { only: [...only] }),
    })
    const ownNamespaces = scenarios.map(namespaceOf)
    if (!guest) await recording.#administrator.createNamespaces([...ownNamespaces, namespaceOfMarks])
    try {
      await recording.#watch(new Set(namespaces ?? ownNamespaces))
      if (!guest) await recording.#marksOf(namespaceOfMarks).make()
    } catch (error) {
      await recording[Symbol.asyncDispose]()
      throw error
    }
    return recording
  }

  /**
   * Works through one scenario, in a world with a change in it if one is given. What breaks it is recorded.
   * @throws CannotJudge when the cluster has been lost meanwhile: nothing can be judged by what is recorded
   */
  async work(scenario: Scenario, signal: AbortSignal, change?: WorldChange): Promise<void> {
    const either = AbortSignal.any([signal, this.#stop.signal])
    const { guest } = this.#place
    if (guest) await this.#workAsGuest(guest, scenario, either)
    else {
      const reached = () => this.#marksOf(namespaceOfMarks).reach(either)
      await this.#workIn(namespaceOf(scenario), scenario, either, reached, change)
    }
    this.#stop.signal.throwIfAborted()
  }

  /** Leaves nothing behind, and nothing to be told to those who work in the same namespace afterwards. */
  async #workAsGuest(guest: Guest, scenario: Scenario, signal: AbortSignal): Promise<void> {
    const work = async (namespace: string) => {
      const marks = this.#marksOf(namespace)
      const makes = guest.makes(scenario)
      guest.owes(namespace, [...makes, ...marks.objects])
      const reached = () => marks.make().then(() => marks.reach(signal))
      try {
        await this.#workIn(namespace, scenario, signal, reached)
        await guest.remove(namespace, makes)
        await marks.reach(signal).catch(() => {})
      } finally {
        await guest.remove(namespace, [...makes, ...marks.objects])
      }
    }
    await guest.inNamespace(signal, work).catch((error: unknown) => {
      if (!signal.aborted) throw error
    })
  }

  async #workIn(
    namespace: string,
    scenario: Scenario,
    signal: AbortSignal,
    reached: () => Promise<string>,
    change?: WorldChange,
  ): Promise<void> {
    using waiter = new Waiter(scenario.name, this.#writer, signal)
    const { port } = scenario
    const { folder, kubectl } = this.#place
    await using network = port === undefined ? undefined : await OwnNetwork.open(this.#api.server)
    const variables = { KUBECONFIG: 'kubeconfig', namespace }
    await using shell = await Shell.open(folder, variables, { kubectl, network })
    await this.#administrator.writeKubeconfig(join(shell.folder, 'kubeconfig'), namespace)
    if (change?.before !== undefined) await shell.run(change.before)
    await workThrough(scenario, this.#place.manifests, {
      scenario: scenario.name,
      namespace,
      change: change ?? {},
      shell,
      sharedPort: network ? undefined : port,
      writer: this.#writer,
      waiter,
      revision: () => this.#api.revision(this.#place.guest ? namespace : 'default').catch(() => undefined),
      reached,
      leavesOut: (line) => this.#place.guest?.leavesOut(scenario, line),
      signal,
    })
    if (change?.after !== undefined) await shell.run(change.after)
    if (change) await removeMade(scenario, waiter.world, shell)
  }

  /** Records that a scenario is left out on purpose. */
  leaveOut(scenario: Scenario, reason: string): void {
    const namespace = namespaceOf(scenario)
    this.#writer.write({ type: 'scenario', scenario: scenario.name, state: 'left out', namespace, reason })
  }

  /** Waits until it is known whether the machine was well to the end, or for a few seconds. */
  async settles(signal: AbortSignal): Promise<void> {
    const done = performance.now()
    const isKnown = () =>
      [...this.#renewals].every(([component, at]) => !component.startsWith('kube-') || at > done)
    const isOver = () => isKnown() || signal.aborted || undefined
    await until(isOver, { every: lookEvery, within: settlesWithin })
  }

  /** Ends the recording. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort()
    await Promise.all(this.#watches)
    this.#api[Symbol.dispose]()
  }

  /** The marks that a watch sees which sees this namespace. */
  #marksOf(namespace: string = namespaceOfMarks): Marks {
    const marks = this.#marks.get(namespace)
    if (!marks) throw new TypeError(`expected a namespace that is watched, found ${namespace}`)
    return marks
  }

  /** Resolves when what is there at the start is in the trace. Losing the cluster later stops all work. */
  async #watch(namespaces: ReadonlySet<string>): Promise<void> {
    const { guest, watches } = this.#place
    const served = guest?.served ?? (await discover(this.#api))
    mustBeServed(watches, served)
    // By Pods it is known whether the machine is well, and by Secrets what no trace may have.
    const kinds = new Set(['Pod', 'Secret', ...watches].filter((kind) => guest?.kinds.includes(kind) ?? true))
    const awaited = [...kinds].filter((kind) => kind === 'Pod' || watches.includes(kind))
    this.#marks = new Map(
      (guest?.namespaces ?? [namespaceOfMarks]).map((name) => [
        name,
        new Marks(this.#api, name, awaited, served),
      ]),
    )
    const isMark = ({ metadata: { name, namespace } }: KubernetesObject) =>
      guest ? name === nameOfMarks : namespace === namespaceOfMarks
    const tell = async (told: Told) => {
      if (told.type === 'gap' || told.type === 'away') {
        this.#writer.write(told)
        return
      }
      const progress = told.type === 'progress' ? told : progressOf(told.object, guest !== undefined)
      if (told.type === 'progress' || isMark(told.object)) this.#writer.write(progress)
      else {
        const { namespace } = told.object.metadata
        // What is in no namespace is there for all.
        if (namespace === undefined || namespaces.has(namespace)) await this.#writer.writeInTurns(told)
      }
      for (const [namespace, marks] of this.#marks)
        if (namespace === (progress.namespace ?? namespace)) marks.note(progress.kind, progress.revision)
    }
    const watched = [...kinds].flatMap((kind) => {
      const resource = served.find((one) => one.kind === kind)
      const of = resource?.isNamespaced === false || !guest ? [undefined] : guest.namespaces
      return of.map((namespace) => ({ kind, resource, ...(namespace !== undefined && { namespace }) }))
    })
    const begun = await Promise.all(
      watched.map(({ resource, ...one }) => {
        const { kind, namespace = 'default' } = one
        const find = async () => resource ?? (await lookFor(this.#api, kind, namespace))
        const isMarked = recordOf(kind)?.still !== undefined || !awaited.includes(kind)
        return watchKind(this.#api, one, tell, this.#stop.signal, { find, ...(!isMarked && { seconds }) })
      }),
    )
    const renewed = (renewal: Parameters<Parameters<typeof watchLeases>[1]>[0]) => {
      this.#renewals.set(renewal.component, performance.now())
      this.#writer.write(renewal)
    }
    const witnesses =
      guest?.unwitnessed === undefined
        ? [
            watchLeases(this.#api, renewed, this.#stop.signal),
            ...(guest?.namespaces ?? []).map((namespace) =>
              watchHindrances(this.#api, namespace, (one) => this.#writer.write(one), this.#stop.signal),
            ),
          ]
        : []
    this.#watches = [...begun.map(({ done }) => done), ...witnesses].map((done) =>
      done.catch((error: unknown) => this.#stop.abort(error)),
    )
  }
}

/** How far a watch has got that tells of an object, and in which namespace where it sees only one. */
function progressOf(object: KubernetesObject, seesOne: boolean): Extract<Told, { type: 'progress' }> {
  const { namespace, resourceVersion: revision } = object.metadata
  return {
    type: 'progress',
    kind: kindOf(object),
    revision,
    ...(seesOne && namespace !== undefined && { namespace }),
  }
}
