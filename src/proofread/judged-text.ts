import type { Change } from '../changes/change.ts'
import type { Session, TypedLine } from '../session/session.ts'
import type { TextSpan } from '../text/passage.ts'
import type { Printed } from './printed.ts'

export const standings = [
  'as printed',
  'changed',
  'missing',
  'not printed any more',
  'blocked',
  'not read',
] as const
export type Standing = (typeof standings)[number]

/** A printed place of a text, and what can be said of it. */
export interface JudgedPlace {
  standing: Standing
  /** The names that lead there in the answer: `['STATUS', '[web]']`, `['columns']`, `['metadata', 'selfLink']`, `['line 3']`. */
  path: readonly string[]
  /** Where in the text; of what is missing, where it would stand (an empty span). */
  span: TextSpan | undefined
  /** What the text prints; undefined of what is missing. */
  printed: string | undefined
  /** What the cluster printed there; undefined where nothing is. */
  shown: string | undefined
  /** The known changes that made the one of the other, newest first. */
  changes: readonly Change[]
  /** Ids of the lab's claims that are no longer true since one of these; not there where there is none. */
  claims?: readonly string[]
  /** Where several versions were typed: between which two it became otherwise; `after` undefined where it always was in those. */
  since?: { after: string | undefined; by: string }
  /** Of blocked and not read, and of what is as printed at another moment only: the reason, in words. */
  reason?: string
}

/** A typed line with all that the text prints of it. */
export interface JudgedLine {
  typed: TypedLine
  /** As it was typed, and what came: the answer that is most like the text. Undefined where it was not tried. */
  answer: string | undefined
  /** Taken apart, with spans into the file. */
  printed: Printed | undefined
  /** The answer taken apart. */
  shown: Printed | undefined
  places: readonly JudgedPlace[]
  /** What the cluster prints and the text lacks, of which no known change tells. */
  lacks?: readonly Pick<JudgedPlace, 'path' | 'span' | 'shown'>[]
  /** Why it was not tried, or why what it prints can't be had here. */
  blocked?: string
  /** Known changes that make the typed line itself another (a remedy with lines to type). */
  retype: readonly Change[]
}

export interface JudgedText {
  name: string
  session: Session
  /** The versions that were typed, oldest first; places are those of the last. */
  versions: readonly { server: string; kubectl: string }[]
  lines: readonly JudgedLine[]
}
