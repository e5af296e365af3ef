import type { Passage } from '../text/passage.ts'
import type { Text } from '../text/text.ts'

/** Something that a text has its reader type, and what it says comes back. */
export interface TypedLine {
  type: 'typed'
  /** Counts all lines that are typed in the text, from 1. */
  number: number
  /** What stands before it, with the space behind it; empty where there is no prompt. */
  prompt: string
  /** As it stands in the text, over several lines where it goes on. */
  typed: Passage
  /** As it is handed to a shell: in one piece, plain quotes, aliases resolved, a heredoc with its lines. */
  line: string
  /**
   * Into what it is typed: the reader's own shell, or a program that a line before has opened in the foreground of a
   * terminal (`kubectl run -it`, `exec -it`), by the number of that line.
   */
  into: 'shell' | number
  /** What the text prints below it, each box with its form; none where the text shows no answer. */
  printed: readonly PrintedBox[]
}

/** A piece of a text that was printed by a typed line. */
export interface PrintedBox {
  passage: Passage
  /** What stands before each of its lines and is no part of what was printed: `# ` where it is shown as comments, else empty. */
  mark: string
  /** Its lines have become one. */
  hasLostLines?: true
}

/** A file of the reader's, as the text shows it. */
export interface FileShown {
  type: 'file'
  /** Its name as the typed lines use it. */
  name: string
  content: Passage
  /** It is not all of it: the text says by a sign (`...`, `<output_omitted>`) that something is left out. */
  isPart: boolean
  /** Its lines have become one: it can't be written as it stands. */
  hasLostLines?: true
}

/** What is said to people. */
export interface Prose {
  type: 'prose'
  passage: Passage
  /** How long it tells the reader to wait (seconds): `after two minutes`. */
  wait?: number
  /** A file that it tells the reader to change in a way that the text does not show. */
  edits?: string
}

/** A box of which nobody can tell whether it is typed, printed or a file. */
interface UnreadBox {
  type: 'not read'
  passage: Passage
  /** In words: what was found, and what would make it readable. */
  reason: string
}

export type SessionPart = TypedLine | FileShown | Prose | UnreadBox

/** What a text has its reader do, in its order. */
export interface Session {
  text: Text
  parts: readonly SessionPart[]
}
