import { contentOfLines, partsOf } from '../compare/content.ts'
import { shapeOf } from '../compare/shape.ts'
import type { KnownPrint } from './known-print.ts'
import { isOmission, omission } from './omission.ts'
import { Passage, type TextSpan } from '../text/passage.ts'
import { pathKey } from './path-key.ts'
import type { Apart } from './apart.ts'

const descriptionsIn = (likes: readonly KnownPrint[]) =>
  likes.flatMap(({ description }) => description() ?? [])

const field = /^(\S[^:]*):(?=\s|$)/

/** Whether a text is a description: it begins with a name, or has a field of one that is known. */
export function isDescription(text: string, likes: readonly KnownPrint[]): boolean {
  if (/^Name:\s+\S/.test(text)) return true
  const names = descriptionsIn(likes).flatMap((fields) => [...fields.keys()])
  return names.some((name) => text.startsWith(`${name}:`) || text.includes(` ${name}:`))
}

/** A description, each field with the lines of its value. */
export function printedDescription(printed: Passage, likes: readonly KnownPrint[]): Apart {
  const known = descriptionsIn(likes)
  const isLined = printed.trim().lines.length > 1
  const lines = isLined ? printed.lines : apart(printed, known)
  const fields: { name: string; at: Passage; values: Passage[] }[] = []
  const omissions: TextSpan[] = []
  const spans = new Map<string, TextSpan>()
  for (const line of lines) {
    const value = withoutOmissions(line, omissions)
    const [all = '', name] = value.text.match(field) ?? []
    const last = fields.at(-1)
    if (name !== undefined) {
      const rest = value.slice(all.length).trim()
      const values = rest.isEmpty ? [] : isLined ? [rest] : valuesOf(rest, name, known)
      fields.push({ name, at: value, values })
    } else if (last && !value.isEmpty) last.values.push(value.trim())
  }
  const parts = fields.map(
    ({ name, values }) => [name, contentOfLines(values.map(({ text }) => text))] as const,
  )
  for (const [index, [name, content]] of parts.entries()) {
    const { at, values = [] } = fields[index] ?? {}
    const end = values.at(-1)?.span ?? at?.span
    if (at?.span && end) spans.set(pathKey([name]), { from: at.span.from, to: end.to })
    if (content.type !== 'lines') continue
    for (const [place, shape] of [...content.lines.keys()].entries()) {
      const span = values[place]?.span
      if (span) spans.set(pathKey([name, shape]), span)
    }
  }
  const content = partsOf(parts)
  return {
    form: 'description',
    content,
    spans,
    omissions,
    isLined,
  }
}

/** The name of a pair, which stays when its value is another. */
const startOf = (word: string) => word.replace(/(?<=[=:]).*$/, '')

/** A line without the words that stand for what is left out, which are noted. */
function withoutOmissions(line: Passage, omissions: TextSpan[]): Passage {
  const found = line.words.filter(({ text }) => isOmission(text))
  omissions.push(...found.flatMap(({ span }) => span ?? []))
  return found.length === 0 ? line : line.replaced(omission, '')
}

/** Where the line ends of a description were lost: before the names of fields. */
function apart(printed: Passage, known: readonly ReadonlyMap<string, string[]>[]): Passage[] {
  const names = [...new Set(known.flatMap((fields) => [...fields.keys()]))]
    .toSorted((a, b) => b.length - a.length)
    .map((name) => RegExp.escape(name))
  const start = new RegExp(
    `(?<!\\S)(?=(?:${[...names, '[A-Z][a-z]+(?: [A-Z][a-z]+)?'].join('|')}):(?:\\s|$))`,
    'g',
  )
  const at = [...printed.text.matchAll(start)].map(({ index }) => index)
  // A name of two words begins with its first.
  const inner = new Set(
    at.filter((index) => at.some((other) => other < index && !/:/.test(printed.text.slice(other, index)))),
  )
  const starts = at.filter((index) => !inner.has(index))
  return [0, ...starts]
    .map((from, index, all) => printed.slice(from, all[index + 1]))
    .filter((line) => !line.isEmpty)
}

/** The lines of a value on one line: each begins as one of those that are known. */
function valuesOf(value: Passage, name: string, known: readonly ReadonlyMap<string, string[]>[]): Passage[] {
  const lines = known.flatMap((fields) => fields.get(name) ?? [])
  const starts = new Set(
    lines.map((line) => startOf(line.split(/\s/)[0] ?? '')).filter((word) => /[=:]$/.test(word)),
  )
  const words = value.words
  const shapes = words.map(({ text }) => shapeOf(text))
  const whole = lines.map((line) => line.split(/\s+/).map(shapeOf))
  const isWhole = (at: number) =>
    whole.some((one) => one.every((shape, index) => shapes[at + index] === shape))
  const arePairs = words[0]?.text.includes('=') === true
  const isStart = ({ text }: Passage, index: number) =>
    index > 0 && (isWhole(index) || starts.has(startOf(text)) || (arePairs && text.includes('=')))
  const at = [0, ...words.flatMap((word, index) => (isStart(word, index) ? [index] : []))]
  return at.map((from, index) => Passage.join(words.slice(from, at[index + 1]), ' '))
}
