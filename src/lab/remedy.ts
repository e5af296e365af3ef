/** What to do about a drift: words, and apart from them what can be copied. */
export interface Remedy {
  /** What the student should do, or the author say. */
  words: string
  /** What to write into a file, or to print as the answer. */
  write?: string
  /** The lines to type. */
  type?: readonly string[]
}
