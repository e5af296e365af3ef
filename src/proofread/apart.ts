import type { Content } from '../compare/content.ts'
import type { Tree } from './document-tree.ts'
import type { Passage, TextSpan } from '../text/passage.ts'

/** What was printed, taken apart. */
export interface Apart {
  form: 'table' | 'description' | 'document' | 'lines'
  content: Content
  /** Where in the file each part is, by its path, as `pathKey` writes it. */
  spans: ReadonlyMap<string, TextSpan>
  /** The parts of a document that are there only since something in them is: their own keys are left out. */
  implied?: ReadonlySet<string>
  /** Where something is left out. */
  omissions: readonly TextSpan[]
  /** Whether columns of a table are left out. */
  lacksColumns?: boolean
  /** What can't be told apart. */
  unread?: readonly Passage[]
  /** Whether its line ends are those that were printed. */
  isLined: boolean
  /** Of a document: its parts. */
  tree?: Tree
}
