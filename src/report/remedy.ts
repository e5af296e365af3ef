import type { Remedy } from '../lab/drift.ts'
import { codeBlock, escaped } from './markdown.ts'

/** A remedy as Markdown: its words, and below them what can be copied, in code blocks. */
export const remedyOf = ({ words, write, type }: Remedy) =>
  [
    escaped(words),
    ...(write === undefined ? [] : [codeBlock(write)]),
    ...(type ? [codeBlock(type.join('\n'), 'sh')] : []),
  ].join('\n')
