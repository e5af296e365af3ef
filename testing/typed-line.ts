import { nameOf } from '../src/compare/shape.ts'
import type { Passage } from '../src/text/passage.ts'

/** What is the same to a shell, or stands for what differs from cluster to cluster, and how it is written here. */
const same: readonly (readonly [RegExp, string | ((found: string) => string)])[] = [
  // A line that goes on, and one whose end was lost.
  [/\\\s+/g, ' '],
  [/[‘’‚′]/g, "'"],
  [/[“”„″]/g, '"'],
  [/(?<=\s)[–—](?=\w)/g, '--'],
  [/[‐‑–—]/g, '-'],
  [/https:\/\/(?:\$\{?\w+\}?|[\w.-]+:\d+)(?=[/\s"']|$)/g, '$server'],
  [/\$\{\w+\}/g, (variable) => variable.replaceAll(/[{}]/g, '')],
  [/\blocalhost(?=:)/g, '127.0.0.1'],
  [/\s*(?<![|])\|(?![|])\s*/g, ' | '],
  [/\s+/g, ' '],
]

/** A typed line as others are compared with it: on one line, with plain quotes, the address of the server as a variable. */
export const plainly = (line: Passage): Passage =>
  same.reduce((plain, [pattern, by]) => plain.replaced(pattern, by), line).trim()

/** What two typed lines have in common that differ in names only which are given at random. */
export const typedAs = (plain: string): string => nameOf(plain)
