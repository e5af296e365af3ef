import { UsageError } from '../errors.ts'

/** What a terminal sends for keys that have a name. Source: XTerm Control Sequences, PC-Style Function Keys. */
const sent = new Map([
  ['Enter', '\r'],
  ['Esc', '\u001b'],
  ['Tab', '\t'],
  ['Backspace', '\u007f'],
  ['Delete', '\u001b[3~'],
  ['Up', '\u001b[A'],
  ['Down', '\u001b[B'],
  ['Right', '\u001b[C'],
  ['Left', '\u001b[D'],
  ['Home', '\u001b[H'],
  ['End', '\u001b[F'],
  ['PageUp', '\u001b[5~'],
  ['PageDown', '\u001b[6~'],
])

/**
 * What a terminal sends for a key: one that has a name, one with Ctrl (`Ctrl-D`), a single character, or for those of a command
 * of an editor or a pager (`:q!`, `/word`).
 * @throws UsageError where it is none
 */
export function sentFor(key: string): readonly string[] {
  const [, letter] = /^Ctrl-([A-Z])$/.exec(key) ?? []
  const code = letter === undefined ? sent.get(key) : String.fromCharCode(letter.charCodeAt(0) - 64)
  if (code !== undefined) return [code]
  if (/^(?:.|[^A-Za-z].*)$/u.test(key)) return Array.from(key)
  throw new UsageError(
    `Expected a key: ${[...sent.keys()].join(', ')}, Ctrl-A to Ctrl-Z, one character, or a command as :q!; found ${JSON.stringify(key)}. Name each key by itself.`,
  )
}
