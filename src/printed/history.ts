import type { TraceEvent } from '../trace/event.ts'
import { Health } from '../trace/health.ts'
import { kindOf, type Kind } from '../trace/kinds.ts'
import type { Unknowable } from '../trace/kinds/kind-record.ts'
import type { StoredLife, StoredRun, StoredStage } from '../trace/stored-life.ts'

/** From before a line was typed until after its end: revisions of the cluster, and seconds of the cluster's clock. */
export interface Window {
  revisions: readonly [number, number]
  seconds: readonly [number, number]
}

/** What was stored in a run: each object that was watched, at each moment. */
export class History implements StoredRun {
  readonly lives: readonly StoredLife[]
  readonly health = new Health()
  /** When it ends, by the clock of the cluster: milliseconds since the epoch. */
  readonly end: number
  /** When it begins, by the clock of the cluster: milliseconds since the epoch. */
  readonly begin: number
  readonly apart: number
  /** By the namespace in which each works. */
  readonly scenarios = new Map<string, string>()
  /** That are watched. */
  readonly kinds = new Set<Kind>()
  readonly #reached = new Map<string, number>()
  readonly #gaps: { kind: Kind; since: number; at: number }[] = []

  constructor(events: readonly TraceEvent[]) {
    const lives = new Map<string, StoredLife & { stages: StoredStage[] }>()
    for (const event of events) {
      this.health.take(event)
      if (event.type === 'scenario') this.scenarios.set(event.namespace, event.scenario)
      if (event.type === 'gap') this.#gaps.push(event)
      if (event.type === 'progress') this.#reach(event.kind, event.namespace, Number(event.revision))
      if (event.type !== 'object') continue
      const { object, change, at, written } = event
      const { name, namespace = '', uid, resourceVersion } = object.metadata
      const life = lives.get(uid) ?? { kind: kindOf(object), name, namespace, stages: [] }
      const from = Number(resourceVersion)
      this.#reach(kindOf(object), undefined, from)
      life.stages.push({ object, from, written: written === undefined ? at : Date.parse(written) })
      lives.set(uid, change === 'deleted' ? { ...life, gone: from } : life)
    }
    this.lives = [...lives.values()]
    const isOwn = events.some((event) => event.type === 'header' && event.namespaces === undefined)
    this.apart = isOwn ? 0 : 2000
    // What is created at once is dated in whole seconds.
    this.end = this.health.byCluster(events.at(-1)?.at ?? 0)
    this.begin = this.health.byCluster(events[0]?.at ?? 0) - 1000
  }

  /** Why nobody can tell what objects of a kind there were in a namespace while a line was answered; undefined where one can. */
  unknown(
    kind: string,
    namespace: string | undefined,
    [, until]: Window['revisions'],
    span: readonly [number, number],
  ): Unknowable | undefined {
    if (!this.kinds.has(kind) || (namespace !== undefined && !this.watches(namespace))) return 'not watched'
    if (this.#gaps.some((gap) => gap.kind === kind && gap.since <= span[1] && gap.at >= span[0]))
      return 'watch interrupted'
    const reached = Math.max(this.#reached.get(kind) ?? 0, this.#reached.get(`${kind} ${namespace}`) ?? 0)
    return reached < until ? 'watch behind' : undefined
  }

  /** Whether the objects in a namespace are watched. */
  watches(namespace: string): boolean {
    return this.scenarios.has(namespace)
  }

  /** Why nobody can tell the cluster's time; undefined where one can. */
  get unknownTime(): Unknowable | undefined {
    const isDoubted = this.health
      .suspicion(Infinity)
      ?.some(({ kind }) => kind === 'clock set' || kind === 'unwitnessed')
    return isDoubted ? 'clock not known' : undefined
  }

  #reach(kind: Kind, namespace: string | undefined, revision: number): void {
    this.kinds.add(kind)
    const key = namespace === undefined ? kind : `${kind} ${namespace}`
    this.#reached.set(key, Math.max(this.#reached.get(key) ?? 0, revision))
  }
}
