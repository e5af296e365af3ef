import * as z from 'zod'
import { kubernetesObject } from './kinds.ts'

/** Milliseconds since the epoch, by the clock of the machine that ran the lab. */
const at = z.number().int().nonnegative()

const header = z.strictObject({
  type: z.literal('header'),
  at,
  /** Of the file: {@link upgraded} reads older ones. */
  format: z.literal(2),
  server: z.string(),
  kubectl: z.string(),
  nodeImage: z.string(),
  host: z.string(),
})

const scenario = z.strictObject({
  type: z.literal('scenario'),
  at,
  scenario: z.string(),
  state: z.enum(['begins', 'ends', 'breaks', 'left out']),
  namespace: z.string(),
  reason: z.string().optional(),
})

/** The student has a file as the lab wants it at this step. */
const file = z.strictObject({
  type: z.literal('file'),
  at,
  scenario: z.string(),
  name: z.string(),
  text: z.string(),
})

const typed = z.strictObject({
  type: z.literal('typed'),
  at,
  scenario: z.string(),
  command: z.number().int(),
  line: z.string(),
  /** Which run of the line it is, where the student types it more than once. */
  run: z.string().optional(),
  /** Why it was typed: because the lab says so, because a drift says what to type instead, or to see more than the lab. */
  because: z.enum(['lab', 'instead', 'also']),
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

const exited = z.strictObject({
  type: z.literal('exited'),
  at,
  scenario: z.string(),
  command: z.number().int(),
  code: z.number().int().nullable(),
  signal: z.string().optional(),
})

const object = z.strictObject({
  type: z.literal('object'),
  at,
  change: z.enum(['added', 'modified', 'deleted']),
  object: kubernetesObject,
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

/** A bearer token was seen: what replaces it everywhere, and what is written inside it. */
const token = z.strictObject({
  type: z.literal('token'),
  at,
  name: z.string(),
  header: z.record(z.string(), z.unknown()),
  payload: z.record(z.string(), z.unknown()),
})

const heartbeat = z.strictObject({ type: z.literal('heartbeat'), at })

const end = z.strictObject({
  type: z.literal('end'),
  at,
  outcome: z.enum(['complete', 'interrupted', 'broken']),
  reason: z.string().optional(),
})

/** One line of a trace file. */
export const traceEvent = z.discriminatedUnion('type', [
  header,
  scenario,
  file,
  typed,
  input,
  output,
  exited,
  object,
  awaiting,
  gap,
  token,
  heartbeat,
  end,
])

export type TraceEvent = z.infer<typeof traceEvent>
export type TraceHeader = z.infer<typeof header>
export type TokenSeen = z.infer<typeof token>
type Untimed<E> = E extends TraceEvent ? Omit<E, 'at'> : never
/** An event before the writer has given it its time. */
export type Happening = Untimed<TraceEvent>
