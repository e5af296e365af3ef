/** What came back from one typing of a line. */
export interface LineAnswer {
  /** When it was typed and when it had ended: milliseconds since the epoch. */
  from: number
  to: number
  /** What a terminal shows: both streams, without prompts and without what was typed. */
  printed: string
  /** None while a program in the foreground still runs, or where it was ended. */
  code: number | undefined
}

/** What became of a typed line of a session. */
export interface LineTyped {
  /** As it was typed: with the names that came in place of those that the text has. */
  line: string
  /** One for each time: a line that only looks is typed again until what the text prints comes. Empty where it was not tried. */
  answers: readonly LineAnswer[]
  /** Why it was not tried, or why what it prints can't be had here: `the image nginx:1.25 can't be pulled`. */
  blocked?: string
}

/** A row of a table of the server's, at one moment of the life of its object. */
export interface RowSeen {
  /** As in the API: `jobs.batch`, `pods`. */
  resource: string
  namespace: string | undefined
  name: string
  change: 'added' | 'modified' | 'deleted'
  /** Milliseconds since the epoch. */
  at: number
  /** By the names of the columns, those of `-o wide` as well: `{ NAME: 'web', READY: '1/1' }`. */
  cells: Readonly<Record<string, string>>
  /** As it is stored, without secrets. */
  object: unknown
}

/** A session, worked through on a cluster: read back from its trace. */
export interface Typing {
  /** As `v1.37.2`. */
  server: string
  kubectl: string
  /** By the number of the typed line. */
  lines: ReadonlyMap<number, LineTyped>
  /** Of all kinds that the session prints, in their order. */
  rows: readonly RowSeen[]
  /** What came in place of a name that is random or the cluster's own: by the name that the text has. */
  names: ReadonlyMap<string, string>
  /** Files that a typed line names and the text does not show, with where they were taken from; undefined where there was none. */
  filesMissing: ReadonlyMap<string, string | undefined>
}
