import { setTimeout as pause } from 'node:timers/promises'
import * as z from 'zod'
import { NoAnswer, type Api } from '../student/api.ts'
import { discover, type Resource } from '../student/discover.ts'
import type { TraceWriter } from '../trace/writer.ts'
import type { RowSeen } from './typing.ts'

/** How the server prints tables itself. */
const asTable = 'application/json;as=Table;v=v1;g=meta.k8s.io'

/** Between two connections of which the first has failed (milliseconds). */
const again = 250

/** What nobody prints, and changes all the time. */
const isNoise = (name: string) => name === 'leases'

const object = z.looseObject({
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
    uid: z.string(),
    resourceVersion: z.string(),
  }),
})
const tableEvent = z.looseObject({
  type: z.enum(['ADDED', 'MODIFIED', 'DELETED']),
  object: z.looseObject({
    columnDefinitions: z.array(z.looseObject({ name: z.string() })).nullish(),
    rows: z.array(z.looseObject({ cells: z.array(z.unknown()), object })),
  }),
})
const changes = { ADDED: 'added', MODIFIED: 'modified', DELETED: 'deleted' } as const

/** Watches the rows of the server's own tables, of the kinds that a text speaks of, and writes them into a trace. */
export class Rows implements AsyncDisposable {
  /** All that were seen. */
  readonly seen: RowSeen[] = []
  readonly #api: Api
  readonly #writer: TraceWriter
  readonly #namespace: string | undefined
  readonly #stop = new AbortController()
  readonly #watches = new Map<string, Promise<void>>()

  /** @param namespace the only one that is looked at, where there is one */
  constructor(api: Api, writer: TraceWriter, namespace?: string) {
    this.#api = api
    this.#writer = writer
    this.#namespace = namespace
  }

  /**
   * Watches from now on what a text calls by these words, as far as the cluster serves it.
   * @returns when what is there has been told, or could not be
   */
  async watch(words: ReadonlySet<string>): Promise<void> {
    const found = (await discover(this.#api)).filter(
      ({ resource, names }) => !isNoise(resource) && names.some((name) => words.has(name)),
    )
    // Events are served in two groups: kubectl takes the first.
    const first = [...new Map(found.toReversed().map((one) => [one.resource, one])).values()]
    await Promise.all(
      first.filter((one) => !this.#watches.has(idOf(one))).map((resource) => this.#begin(resource)),
    )
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort()
    await Promise.all(this.#watches.values())
  }

  async #begin(resource: Resource): Promise<void> {
    const begun = Promise.withResolvers<void>()
    this.#watches.set(
      idOf(resource),
      this.#follow(resource, () => begun.resolve()).finally(() => begun.resolve()),
    )
    await begun.promise
  }

  async #follow(resource: Resource, begun: () => void): Promise<void> {
    const known = new Map<string, string>()
    let revision: string | undefined
    let columns: string[] = []
    const { signal } = this.#stop
    while (!signal.aborted) {
      const query = { includeObject: 'Object', ...(revision !== undefined && { resourceVersion: revision }) }
      try {
        const lines = this.#api.watch(resource.path(this.#namespace), query, signal, { accept: asTable })
        setTimeout(begun, again)
        for await (const line of lines) {
          const { data } = tableEvent.safeParse(JSON.parse(line))
          // What is no row is an error: the place is not known any more.
          if (!data) {
            revision = undefined
            break
          }
          const named = data.object.columnDefinitions ?? []
          if (named.length > 0) columns = named.map(({ name }) => name.toUpperCase())
          for (const row of data.object.rows) {
            const { uid, resourceVersion } = row.object.metadata
            if (Number(resourceVersion) > Number(revision ?? 0)) revision = resourceVersion
            const isNew = !known.has(uid)
            if (data.type !== 'DELETED' && known.get(uid) === resourceVersion) continue
            known.set(uid, resourceVersion)
            const change = data.type === 'DELETED' ? 'deleted' : isNew ? 'added' : changes[data.type]
            await this.#tell(idOf(resource), change, columns, row)
          }
        }
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error
        revision = undefined
        await pause(again, undefined, { signal }).catch(() => {})
      }
    }
  }

  async #tell(
    resource: string,
    change: RowSeen['change'],
    columns: readonly string[],
    row: z.infer<typeof tableEvent>['object']['rows'][number],
  ): Promise<void> {
    const { name, namespace } = row.object.metadata
    const { managedFields: _, ...metadata } = row.object.metadata
    const cells = Object.fromEntries(columns.map((column, index) => [column, inCell(row.cells[index])]))
    const where = { resource, ...(namespace !== undefined && { namespace }), name, change }
    const at = this.#writer.now
    const told = { ...where, cells, object: { ...row.object, metadata } }
    this.seen.push({ ...told, namespace, at })
    await this.#writer.writeInTurns({ type: 'row', ...told })
  }
}

/** As `jobs.batch`. */
const idOf = ({ resource, group }: Resource) => (group === '' ? resource : `${resource}.${group}`)

/** As kubectl prints a cell. */
const inCell = (cell: unknown) =>
  cell === null || cell === undefined ? '' : typeof cell === 'string' ? cell : JSON.stringify(cell)
