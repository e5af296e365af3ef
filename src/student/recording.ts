import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { KubeConfig } from '@kubernetes/client-node'
import type { Change } from '../lab/counterexample.ts'
import { namespaceOf, type Scenario } from '../lab/scenario.ts'
import { kindNames } from '../trace/kinds.ts'
import type { TraceWriter } from '../trace/writer.ts'
import { Administrator } from './administrator.ts'
import { Api } from './api.ts'
import { learnKubeconfig } from './learn-kubeconfig.ts'
import { Marks, namespaceOfMarks } from './marks.ts'
import { readKubeconfig } from './read-kubeconfig.ts'
import { Shell } from './shell.ts'
import { Waiter } from './waiter.ts'
import { watchKind, type Told } from './watch.ts'
import { watchLeases } from './watch-leases.ts'
import { workThrough } from './work-through.ts'

/** Leases that are renewed every two seconds tell within so long of an illness; and between two looks (milliseconds). */
const settlesWithin = 5000
const lookEvery = 50

/** Where scenarios are worked through. */
export interface Place {
  /** Path of a kubeconfig of the run's own; its current context is the cluster. */
  kubeconfig: string
  /** Path of the kubectl under test. */
  kubectl: string
  /** What the cluster's nodes run on, for the header. */
  nodeImage: string
  /** Path of a folder of the run's own, in which the students have theirs while they work. */
  folder: string
  /** Path of the folder with the files that the students begin with. */
  manifests: string
}

/** A cluster in which scenarios are worked through while all that happens goes into a trace. */
export class Recording implements AsyncDisposable {
  readonly #place: Place
  readonly #administrator: Administrator
  readonly #writer: TraceWriter
  readonly #api: Api
  readonly #marks: Marks
  readonly #stop = new AbortController()
  #watches: Promise<void>[] = []
  /** When each Lease was last heard to be renewed, by the name of the component (milliseconds of this process). */
  readonly #renewals = new Map<string, number>()

  private constructor(place: Place, kubeconfig: KubeConfig, writer: TraceWriter) {
    this.#place = place
    this.#administrator = new Administrator(place)
    this.#writer = writer
    learnKubeconfig(writer.secrets, kubeconfig)
    this.#api = new Api(kubeconfig)
    this.#marks = new Marks(this.#api)
  }

  /**
   * Writes the header, makes the namespaces of the scenarios and starts recording what is in them.
   * @throws CannotJudge when the cluster does not answer or its kubeconfig can't be used
   */
  static async open(scenarios: readonly Scenario[], place: Place, writer: TraceWriter): Promise<Recording> {
    const recording = new Recording(place, await readKubeconfig(place.kubeconfig), writer)
    const versions = await recording.#administrator.versions()
    const { nodeImage } = place
    writer.write({ type: 'header', format: 2, ...versions, nodeImage, host: hostname() })
    const namespaces = new Set<string>(scenarios.map(namespaceOf))
    await recording.#administrator.createNamespaces([...namespaces, namespaceOfMarks])
    try {
      await recording.#watch(namespaces)
      await recording.#marks.make()
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
  async work(scenario: Scenario, signal: AbortSignal, change?: Change): Promise<void> {
    const either = AbortSignal.any([signal, this.#stop.signal])
    using waiter = new Waiter(scenario.name, this.#writer, either)
    await using shell = await Shell.open(this.#place.folder, {
      KUBECONFIG: 'kubeconfig',
      PATH: `${dirname(this.#place.kubectl)}:${process.env['PATH'] ?? ''}`,
    })
    await this.#administrator.writeKubeconfig(join(shell.folder, 'kubeconfig'), namespaceOf(scenario))
    if (change?.before !== undefined) await shell.run(change.before)
    await workThrough(scenario, this.#place.manifests, {
      scenario: scenario.name,
      change: change ?? {},
      shell,
      writer: this.#writer,
      waiter,
      revision: () => this.#api.revision().catch(() => undefined),
      reached: () => this.#marks.reach(either),
      signal: either,
    })
    if (change?.after !== undefined) await shell.run(change.after)
    // Of a world with a change nothing is left to the next one in the same namespace.
    if (change) await shell.run('kubectl delete cronjobs,jobs,deployments,pods,secrets --all --now')
    this.#stop.signal.throwIfAborted()
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
    while (!isKnown() && performance.now() - done < settlesWithin && !signal.aborted) await pause(lookEvery)
  }

  /** Ends the recording. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort()
    await Promise.all(this.#watches)
    this.#api[Symbol.dispose]()
  }

  /** Resolves when what is there at the start is in the trace. Losing the cluster later stops all work. */
  async #watch(namespaces: ReadonlySet<string>): Promise<void> {
    const tell = (told: Told) => {
      if (told.type === 'gap' || told.type === 'away') {
        this.#writer.write(told)
        return
      }
      const { kind, revision } =
        told.type === 'progress'
          ? told
          : { kind: told.object.kind, revision: told.object.metadata.resourceVersion }
      this.#marks.note(kind, revision)
      const namespace = told.type === 'object' ? told.object.metadata.namespace : namespaceOfMarks
      if (told.type === 'object' && namespaces.has(namespace ?? '')) this.#writer.write(told)
      else if (namespace === namespaceOfMarks) this.#writer.write({ type: 'progress', kind, revision })
    }
    const watches = await Promise.all(
      kindNames.map((kind) => watchKind(this.#api, kind, tell, this.#stop.signal)),
    )
    const renewed = (renewal: Parameters<Parameters<typeof watchLeases>[1]>[0]) => {
      this.#renewals.set(renewal.component, performance.now())
      this.#writer.write(renewal)
    }
    const leases = watchLeases(this.#api, renewed, this.#stop.signal)
    this.#watches = [...watches.map(({ done }) => done), leases].map((done) =>
      done.catch((error: unknown) => this.#stop.abort(error)),
    )
  }
}
