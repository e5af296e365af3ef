import { setTimeout as pause } from 'node:timers/promises'
import { recordOf, stillOf, type Kind } from '../trace/kinds.ts'
import type { Api } from './api.ts'
import type { Resource } from './discover.ts'
import { Gone } from './gone.ts'

/** The namespace of the marks where a watch sees all namespaces: none of the students works there. */
export const namespaceOfMarks = 'lab-marks'
/** What the object of each kind is called. */
export const nameOfMarks = 'mark'

/** How long the watches may take to tell of a mark (milliseconds): a restart of the API server takes 20 s. */
const patience = 45_000
/** Between two looks whether they have (milliseconds). */
const lookEvery = 10

/**
 * How it is known how far each watch has got. A watch that has told of a change to the mark of its kind, an object to which
 * nothing else ever happens, has told before of all that happened until then. Of a kind of which there can be no such object
 * the watch tells itself how far it is.
 */
export class Marks {
  readonly #api: Api
  readonly #namespace: string
  readonly #kinds: readonly Kind[]
  readonly #marked: readonly Resource[]
  readonly #reached = new Map<Kind, number>()
  #count = 0

  /**
   * @param namespace that the marks are made in; it must be there
   * @param kinds that are waited for
   * @param served where the API serves their objects
   */
  constructor(api: Api, namespace: string, kinds: readonly Kind[], served: readonly Resource[]) {
    this.#api = api
    this.#namespace = namespace
    this.#kinds = kinds
    // Events are served by two groups.
    this.#marked = kinds
      .filter((kind) => recordOf(kind)?.still)
      .flatMap((kind) => served.find((one) => one.kind === kind) ?? [])
  }

  /** As kubectl names them: `job/mark`. */
  get objects(): string[] {
    return this.#marked.map(({ kind }) => `${kind.toLowerCase()}/${nameOfMarks}`)
  }

  /** Makes an object of each kind. */
  async make(): Promise<void> {
    await Promise.all(
      this.#marked.map(({ kind, path }) =>
        this.#api.create(path(this.#namespace), {
          kind,
          metadata: { name: nameOfMarks },
          ...stillOf(kind, this.#namespace),
        }),
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

  /** Changes each mark. @returns the revision that each watch is to reach */
  async #set(): Promise<Map<Kind, number>> {
    this.#count += 1
    const change = { metadata: { annotations: { 'kubelab/mark': String(this.#count) } } }
    const [now, ...marks] = await Promise.all([
      this.#kinds.length > this.#marked.length ? this.#api.revision(this.#namespace) : '0',
      ...this.#marked.map(({ path }) => this.#api.merge(`${path(this.#namespace)}/${nameOfMarks}`, change)),
    ])
    return new Map([
      ...this.#kinds.map((kind) => [kind, Number(now)] as const),
      ...this.#marked.map(({ kind }, place) => [kind, Number(marks[place])] as const),
    ])
  }
}
