/** What may be different on another version without a claim that speaks of it. */
export interface Accepted {
  /** The line that was typed, or the kind of object whose lives they are. */
  of: RegExp
  /** Where in what came back, as a comparison names it: `stdout status.conditions[Failed].reason`, `stdout AGE[web]`. */
  place: RegExp
  /** What stands there on one of the two; whatever stands there, where it is left out. */
  shows?: RegExp
  /** Only another version may differ so, and no other run of the same one. */
  ofVersion?: true
  because: string
}

/** A place that a line prints of which no witness can tell that it is otherwise, for those who try each place. */
export interface Unnoticed {
  /** The line that was typed. */
  of: RegExp
  /** What stands there. */
  place: RegExp
  why: string
}
