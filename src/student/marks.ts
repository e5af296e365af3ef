import { setTimeout as pause } from 'node:timers/promises'
import { kindNames, pathOf, type Kind } from '../trace/kinds.ts'
import type { Api } from './api.ts'
import { Gone } from './gone.ts'

/** The namespace of the marks where a watch sees all namespaces: none of the students works there. */
export const namespaceOfMarks = 'lab-marks'
/** What the object of each kind is called. */
export const nameOfMarks = 'mark'

/** How long the watches may take to tell of a mark (milliseconds): a restart of the API server takes 20 s. */
const patience = 45_000
/** Between two looks whether they have (milliseconds). */
const lookEvery = 10

const pod = { containers: [{ name: 'mark', image: 'mark' }], restartPolicy: 'Never' }
const template = { metadata: { labels: { app: 'mark' } }, spec: pod }

/** An object of each kind that nothing ever happens to. Of Secrets there is none: the lab lists them all. */
const marks: Partial<Record<Kind, object>> = {
  Pod: { spec: { ...pod, schedulerName: 'nobody' } },
  Job: { spec: { suspend: true, template: { spec: pod } } },
  CronJob: {
    spec: { suspend: true, schedule: '0 0 1 1 *', jobTemplate: { spec: { template: { spec: pod } } } },
  },
  Deployment: {
    spec: {
      replicas: 0,
      selector: { matchLabels: { app: 'mark' } },
      template: { ...template, spec: { containers: pod.containers } },
    },
  },
}

/**
 * Marks in the stream of each watch that sees a namespace. A watch that has told of a change to the mark of its kind has
 * told before of all that happened until then.
 */
export class Marks {
  readonly #api: Api
  readonly #namespace: string
  readonly #kinds: readonly Kind[]
  readonly #reached = new Map<Kind, number>()
  #count = 0

  /**
   * @param namespace that the marks are made in; it must be there
   * @param kinds that are watched
   */
  constructor(api: Api, namespace: string = namespaceOfMarks, kinds: readonly Kind[] = kindNames) {
    this.#api = api
    this.#namespace = namespace
    this.#kinds = kinds.filter((kind) => kind in marks)
  }

  /** As kubectl names them: `job/mark`. */
  get objects(): string[] {
    return this.#kinds.map((kind) => `${kind.toLowerCase()}/${nameOfMarks}`)
  }

  /** Makes an object of each kind. */
  async make(): Promise<void> {
    await Promise.all(
      this.#kinds.map((kind) =>
        this.#api.create(this.#pathOf(kind), { kind, metadata: { name: nameOfMarks }, ...marks[kind] }),
      ),
    )
  }

  /** A watch has told all of its kind up to this revision. */
  note(kind: Kind, revision: string): void {
    this.#reached.set(kind, Math.max(this.#reached.get(kind) ?? 0, Number(revision)))
  }

  /**
   * Waits until each watch has told all that has happened by now.
   * @returns a revision that all have reached
   * @throws CannotJudge when one does not get as far in time; the reason of the signal, when it comes
   */
  async reach(signal: AbortSignal): Promise<string> {
    const over = performance.now() + patience
    let wanted: Map<Kind, number> | undefined
    for (;;) {
      signal.throwIfAborted()
      wanted ??= await this.#set().catch(() => undefined)
      const late = [...(wanted ?? [])].filter(([kind, revision]) => (this.#reached.get(kind) ?? 0) < revision)
      if (wanted && late.length === 0) return String(Math.min(...wanted.values()))
      if (performance.now() > over) {
        const which = wanted ? `the watch of ${late[0]?.[0]}s did not tell` : 'the API server did not take'
        throw new Gone(
          wanted ? 'watch' : 'API server',
          `${which} what marks the end of the scenario for ${patience / 1000} s`,
        )
      }
      await pause(wanted ? lookEvery : 500, undefined, { signal }).catch(() => {})
    }
  }

  /** Changes each mark. @returns the revisions of the changes */
  async #set(): Promise<Map<Kind, number>> {
    this.#count += 1
    const change = { metadata: { annotations: { 'kubelab/mark': String(this.#count) } } }
    return new Map(
      await Promise.all(
        this.#kinds.map(async (kind) => {
          const path = `${this.#pathOf(kind)}/${nameOfMarks}`
          return [kind, Number(await this.#api.merge(path, change))] as const
        }),
      ),
    )
  }

  #pathOf(kind: Kind): string {
    return pathOf(kind, this.#namespace)
  }
}
