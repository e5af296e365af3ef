import type { JudgedPlace } from './judged-text.ts'

/**
 * What a patch does about a stale place: the lines of the text as they stand afterwards, to be copied; or why it leaves the
 * place as it is, in words.
 */
export type Mending = { write: string } | { left: string }

/** How a text is put right. */
export interface TextPatch {
  /** The whole text, put right; as it was where nothing can be edited. */
  after: string
  places: ReadonlyMap<JudgedPlace, Mending>
}
