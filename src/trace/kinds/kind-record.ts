import type * as z from 'zod'
import type { StoredLife, StoredRun, StoredStage } from '../stored-life.ts'
import type { AnyObject } from './schemas.ts'

/** Why nobody can tell what should stand at a printed place. */
export type Unknowable =
  | 'not watched'
  | 'watch interrupted'
  | 'watch behind'
  | 'moment not known'
  | 'clock not known'
  | 'not stored'
  | 'not kept'
  | 'not computable'
  | 'secret'

/** What should stand at a place: one text, one of several, or nobody can tell. */
export type Expected = string | readonly string[] | { unknown: Unknowable }

/** What stands in the fields of a description; a field with undefined is not printed. */
export type Fields = Record<string, Expected | undefined>

/** What the fields depend on besides the object. */
export interface WhenTold {
  /** By the cluster, seconds since the epoch. */
  now: number
  /** Of the times that are printed, in minutes east of Greenwich. */
  offset: number
}

/** An object at one of its stages, with what there was beside it. */
export interface Beside<O> {
  object: O
  stage: StoredStage
  /** How it was before; undefined where it is new. */
  before: O | undefined
  /** The stage after it; undefined where it is the last. */
  next: StoredStage | undefined
  /** The objects that it owns, as far as they are watched. */
  owned: readonly StoredLife[]
  history: StoredRun
}

/** Something that is always so: what is found where it is not; undefined where it is. */
export interface KindRule<B> {
  says: string
  /** Where Kubernetes says so. */
  source: string
  /** What must be known of besides the object: other kinds, or `clock`, the time. */
  needs?: readonly string[]
  broken: (beside: B) => string | undefined
}

/** Something that a controller tells of an object. */
export interface EventTold {
  message: string
  reason: string
  /** Seconds since the epoch. */
  at: number
}

/** What a Pod does. */
export type Doing = 'waiting' | 'running' | 'ready' | 'stopping'

/** All there is to know of a kind of object. */
export interface KindRecord<S extends z.ZodType = z.ZodType, O = AnyObject & z.infer<S>> {
  /** A short name that kubectl knows it by. */
  short?: string
  /** Whether kubectl shows it where it is asked for `all`. */
  isOfAll?: true
  /** The fields that claims look at, beside the metadata; all others are kept as they came. */
  schema: S
  /** An object to which nothing ever happens, without its name; `$namespace` in it stands for that of the object. */
  still?: object
  /** What of an object a report shows; all where it is left out. */
  shown?: (object: O) => Record<string, unknown>
  /** Whether components write them by themselves, whatever a student does. */
  isOfComponents?: true
  /** What it does, where it does something; undefined where it has ended. */
  doing?: (object: O) => Doing | undefined
  /** When it does something by itself, as cron says it, in UTC; undefined where it does not. */
  schedule?: (object: O) => string | undefined
  /** The columns of its table, as far as what is stored tells what stands there. `now` is in seconds since the epoch. */
  columns?: Readonly<Record<string, (object: O, now: number) => Expected>>
  /** The fields of its description that are its own, as far as what is stored tells what stands there. */
  fields?: (object: O, told: WhenTold) => Fields
  /** What is always so. */
  rules?: readonly KindRule<Beside<O>>[]
  /** What its controller tells as events of it, and of what it made. */
  events?: (object: O, owned: readonly StoredLife[]) => EventTold[]
}

/** Declares the record of a kind. */
export const kindRecord = <S extends z.ZodType>(record: KindRecord<S>) => record
