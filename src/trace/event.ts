import semver from 'semver'
import * as z from 'zod'
import { kubernetesObject } from './kinds.ts'
import { revision } from './kinds/schemas.ts'

/** The last moment that a date of four digits can name. */
const latest = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

/**
 * Milliseconds since the epoch: the wall clock when the recorder began, and from then on a clock that nobody sets.
 */
const at = z.number().int().nonnegative().max(latest)

/** As server and kubectl report it: `v1.37.2`. It becomes the name of a folder. */
export const kubernetesVersion = z
  .string()
  .regex(/^v\S+$/, 'expected a version such as v1.37.2')
  .refine((text) => semver.valid(text) !== null, 'expected a version such as v1.37.2')

const oneLine = z
  .string()
  .refine((text) => !/[\p{C}\p{Zl}\p{Zp}]/u.test(text), 'expected one line without control characters')

/** What was waited for in vain: an answer of the API server, or that a watch tells of what has happened. */
const lost = z.enum(['API server', 'watch'])

const header = z.strictObject({
  type: z.literal('header'),
  at,
  /** Of the file: {@link upgraded} reads older ones. */
  format: z.literal(2),
  server: kubernetesVersion,
  kubectl: kubernetesVersion,
  nodeImage: oneLine,
  host: oneLine,
  /** The name of the lab; not there where a text was typed, and where older runs were of the first lab. */
  lab: oneLine.optional(),
  /**
   * On a cluster that is not the run's own: the namespaces that are watched, by watches of their own. Without it each watch
   * sees all namespaces.
   */
  namespaces: z.array(z.string()).optional(),
  /** Why nobody can tell from the trace whether the cluster was well; not there where Leases tell. */
  unwitnessed: z.string().optional(),
  /** The ids of the claims that the run was for; not there where it was for all. */
  only: z.array(z.string()).optional(),
  /** Where a text was typed: a digest of its typed lines and files. */
  session: z.string().optional(),
})

const scenario = z.strictObject({
  type: z.literal('scenario'),
  at,
  scenario: z.string(),
  state: z.enum(['begins', 'ends', 'breaks', 'left out']),
  namespace: z.string(),
  reason: z.string().optional(),
  /** Where that broke it. */
  lost: lost.optional(),
  /** Where the scenario ends: every change of an object until then has been told before. */
  revision: revision.optional(),
})

/** The student has a file as the lab wants it at this step. */
const file = z.strictObject({
  type: z.literal('file'),
  at,
  scenario: z.string(),
  name: z.string(),
  text: z.string(),
  /** Where it was taken from, of a text that names it and does not show it. */
  from: z.string().optional(),
})

const typed = z.strictObject({
  type: z.literal('typed'),
  at,
  scenario: z.string(),
  command: z.number().int(),
  line: z.string(),
  /** As the lab has it, where what only the cluster knows was put in: `kubectl describe pod <pod>`. */
  as: z.string().optional(),
  /** The step of the lab that it belongs to, where the scenario says so. */
  step: z.string().optional(),
  /** Which run of the line it is, where the student types it more than once. */
  run: z.string().optional(),
  /** Where a secret in the line is replaced: the command that typed this very text first, which may be this one. */
  firstTyped: z.number().int().optional(),
  /** Why it was typed: because the lab says so, because a drift says what to type instead, or to see more than the lab. */
  because: z.enum(['lab', 'instead', 'also']),
  /** Read before it was typed. */
  revision: revision.optional(),
})

/** A line that is not typed, and why: the cluster is not the run's own, and lacks what the line needs. */
const leftOut = z.strictObject({
  type: z.literal('left out'),
  at,
  scenario: z.string(),
  line: z.string(),
  run: z.string().optional(),
  reason: z.string(),
})

/** Keys pressed while a program was in the foreground of a terminal. */
const input = z.strictObject({
  type: z.literal('input'),
  at,
  scenario: z.string(),
  command: z.number().int(),
  text: z.string(),
})

const output = z.strictObject({
  type: z.literal('output'),
  at,
  scenario: z.string(),
  command: z.number().int(),
  stream: z.enum(['stdout', 'stderr']),
  text: z.string(),
})

const byteCount = z.number().int().nonnegative()

const exited = z.strictObject({
  type: z.literal('exited'),
  at,
  scenario: z.string(),
  command: z.number().int(),
  code: z.number().int().nullable(),
  signal: z.string().optional(),
  /** Why the run has ended it, where it gave no prompt back by itself. */
  reason: z.string().optional(),
  /** How much the trace has of what it printed, as UTF-8: less is there where the file has lost some. */
  bytes: z.strictObject({ stdout: byteCount, stderr: byteCount }).optional(),
  /** Read when it had ended. */
  revision: revision.optional(),
})

const object = z.strictObject({
  type: z.literal('object'),
  at,
  change: z.enum(['added', 'modified', 'deleted']),
  object: kubernetesObject,
  /** When the API server wrote this version, in whole seconds, as its managedFields say. */
  written: z.iso.datetime().optional(),
})

/** A row of a table as the server prints it: of an object of any kind, when that comes, changes or goes. */
const row = z.strictObject({
  type: z.literal('row'),
  at,
  /** As in the API: `jobs.batch`, `pods`. */
  resource: z.string(),
  namespace: z.string().optional(),
  name: z.string(),
  change: z.enum(['added', 'modified', 'deleted']),
  /** By the names of the columns, those of `-o wide` as well. */
  cells: z.record(z.string(), z.string()),
  object: z.record(z.string(), z.unknown()),
})

/** The watch of a kind has told all changes up to a revision. */
const progress = z.strictObject({
  type: z.literal('progress'),
  at,
  kind: z.string(),
  /** The only one that it sees, where each namespace has a watch of its own. */
  namespace: z.string().optional(),
  revision,
})

/** A component says that it is alive: every 2 s where it is elected, every 10 s where it is a node. */
const lease = z.strictObject({
  type: z.literal('lease'),
  at,
  /** `kube-controller-manager`, `kube-scheduler`, or the name of a node. */
  component: z.string(),
  /** By the clock of the cluster. */
  renewed: z.iso.datetime(),
})

/** The student waits for something: what, and until when at the latest. */
const awaiting = z.strictObject({
  type: z.literal('awaiting'),
  at,
  scenario: z.string(),
  what: z.string(),
  until: at,
})

/** Changes of objects of this kind may have been missed between these two moments. */
const gap = z.strictObject({ type: z.literal('gap'), at, kind: z.string(), since: at })

/**
 * The API server broke off the watch of a kind, or could not be reached: what a student typed about then may have met the
 * same. It is told once a second while it lasts.
 */
const away = z.strictObject({ type: z.literal('away'), at, kind: z.string() })

/**
 * On a cluster that is not the run's own: a controller was not let make an object in a namespace, by a quota or what else
 * admits objects there, or there was no node for a pod.
 */
const hindrance = z.strictObject({
  type: z.literal('hindrance'),
  at,
  namespace: z.string(),
  message: z.string(),
})

/** A bearer token was seen: what replaces it everywhere, and what is written inside it. */
const token = z.strictObject({
  type: z.literal('token'),
  at,
  name: z.string(),
  header: z.record(z.string(), z.unknown()),
  payload: z.record(z.string(), z.unknown()),
})

const heartbeat = z.strictObject({
  type: z.literal('heartbeat'),
  at,
  /** The wall clock, which somebody may set: milliseconds since the epoch. */
  wall: at.optional(),
})

const end = z.strictObject({
  type: z.literal('end'),
  at,
  outcome: z.enum(['complete', 'interrupted', 'broken']),
  reason: z.string().optional(),
  /** Where that broke the run. */
  lost: lost.optional(),
})

/** One line of a trace file. */
export const traceEvent = z.discriminatedUnion('type', [
  header,
  scenario,
  file,
  typed,
  leftOut,
  input,
  output,
  exited,
  object,
  row,
  awaiting,
  gap,
  away,
  hindrance,
  progress,
  lease,
  token,
  heartbeat,
  end,
])

export type TraceEvent = z.infer<typeof traceEvent>
export type Lost = z.infer<typeof lost>
export type TraceHeader = z.infer<typeof header>
export type TraceEnd = z.infer<typeof end>
export type TokenSeen = z.infer<typeof token>
type Untimed<E> = E extends TraceEvent ? Omit<E, 'at'> : never
/** An event before the writer has given it its time. */
export type Happening = Untimed<TraceEvent>
