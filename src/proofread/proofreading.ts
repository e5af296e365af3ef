import type { KnownRun } from './cluster.ts'
import type { Excerpt } from './excerpts.ts'
import type { Finding } from './finding.ts'
import type { KnownLine } from './known-line.ts'
import type { TextSpan } from '../text/passage.ts'
import type { Printed } from './printed.ts'
import type { Tally } from './standing.ts'
import type { LinedText } from './lined-text.ts'

/** Something that a text shows: a line that is typed with what it prints, or a file. */
export interface Shown {
  type: 'shown'
  excerpt: Excerpt
  /**
   * *matched*: the student types it too. *file*: it is a file that a later line names. *replaced*: the lab types it, and
   * changes are recorded that make it useless. *not matched*: nobody knows it.
   */
  standing: 'matched' | 'file' | 'replaced' | 'not matched'
  line?: KnownLine
  step?: string
  /** What the cluster printed, or the file as it was. */
  clusterSaid: string
  /** How many places are printed, by what can be said of them. */
  tally: Tally
  findings: readonly Finding[]
  /** Of those that were printed otherwise, and are not stale, the reasons. */
  allowed: readonly string[]
  /** The claims that a replaced line belongs to. */
  owners: readonly string[]
  /** Claims of which a change is recorded, that look at what came back and own no place that is printed. */
  remarks: readonly string[]
  printed?: Printed
  wanted?: Printed
}

/** A line that is said to people. */
export interface SpokenLine {
  type: 'said'
  span: TextSpan
  /** The claims of its step that speak of a figure in it. */
  claims: readonly string[]
}

/** A text that was checked against a run. */
export interface Proofreading {
  /** The name of the file. */
  name: string
  text: LinedText
  cluster: KnownRun
  parts: readonly (Shown | SpokenLine)[]
}
