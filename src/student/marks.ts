import { setTimeout as pause } from 'node:timers/promises'
import { CannotJudge } from '../errors.ts'
import { kindNames, kinds, type Kind } from '../trace/kinds.ts'
import type { Api } from './api.ts'

/** The namespace of the marks: none of the students works there. */
export const namespaceOfMarks = 'lab-marks'

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
const marked = kindNames.filter((kind) => kind in marks)

/**
 * Marks in the stream of each watch. A watch that has told of a change to the mark of its kind has told before of all
 * that happened until then.
 */
export class Marks {
  readonly #api: Api
  readonly #reached = new Map<Kind, number>()
  #count = 0

  /** The namespace of the marks must be there. */
  constructor(api: Api) {
    this.#api = api
  }

  /** Makes an object of each kind. */
  async make(): Promise<void> {
    await Promise.all(
      marked.map((kind) =>
        this.#api.create(pathOf(kind), { kind, metadata: { name: 'mark' }, ...marks[kind] }),
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
        throw new CannotJudge(`${which} what marks the end of the scenario for ${patience / 1000} s`)
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
        marked.map(
          async (kind) => [kind, Number(await this.#api.merge(`${pathOf(kind)}/mark`, change))] as const,
        ),
      ),
    )
  }
}

/** `/apis/batch/v1/jobs` in the namespace of the marks. */
const pathOf = (kind: Kind) => kinds[kind].path.replace(/(\/\w+)$/, `/namespaces/${namespaceOfMarks}$1`)
