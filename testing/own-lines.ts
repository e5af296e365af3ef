import type { Session, SessionPart, TypedLine } from '../src/session/session.ts'
import { Passage } from '../src/text/passage.ts'

/** A line of a text: its author's own, as it stands; or a room for what is printed by a typed line. */
export type OwnLine =
  | { own: string; typed?: { prompt: string; line: string } }
  /** Before each printed line stands `before`; `mark` is a part of it that makes it a comment. */
  | { printedBy: number; before: string; mark: string }
  /** Behind a typed line, in the same one: its line end is lost. */
  | { own: string; typed: { prompt: string; line: string }; printedBehind: number }

/** All of a text but what is printed in it. */
export interface OwnLines {
  form: 'Markdown' | 'HTML' | 'plain text'
  lineEnd: '\n' | '\r\n'
  lines: readonly OwnLine[]
}

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' }

/** A file with these lines of its own, and this printed in it. @param printed lines, by the number of the typed line */
export function fileOf(
  { form, lineEnd, lines }: OwnLines,
  printed: ReadonlyMap<number, readonly string[]>,
): string {
  const written = (line: string) =>
    form === 'HTML'
      ? Object.entries(entities).reduce((text, [entity, plain]) => text.replaceAll(plain, entity), line)
      : line
  return lines
    .flatMap((line) => {
      if ('before' in line)
        return (printed.get(line.printedBy) ?? []).map((one) => `${line.before}${line.mark}${written(one)}`)
      if (!('printedBehind' in line)) return [line.own]
      const words = (printed.get(line.printedBehind) ?? []).map((one) => one.trim().replaceAll(/\s+/g, ' '))
      return [`${line.own} ${words.join(' ')}`]
    })
    .join(lineEnd)
}

/**
 * Finds what is printed in a file between its author's own lines.
 * @returns undefined where these are not all there, as they were
 */
export function sessionIn(file: string, { form, lineEnd, lines }: OwnLines): Session | undefined {
  const all = file.split(lineEnd)
  const starts: number[] = []
  let offset = 0
  for (const line of all) {
    starts.push(offset)
    offset += line.length + lineEnd.length
  }
  if (lineEnd === '\r\n' && all.some((line) => line.includes('\n'))) return undefined
  const parts: SessionPart[] = []
  const boxes = new Map<number, TypedLine['printed']>()
  let at = 0
  const passage = (index: number, from: number) => {
    const found = Passage.at((all[index] ?? '').slice(from), (starts[index] ?? 0) + from)
    return form === 'HTML'
      ? found.replaced(/&(?:lt|gt|amp|quot);/g, (entity) => entities[entity] ?? entity)
      : found
  }
  for (const [index, line] of lines.entries()) {
    if ('before' in line) {
      const next = lines[index + 1]
      const end = next && 'own' in next ? all.indexOf(next.own, at) : all.length
      if (end === -1) return undefined
      const rows = all.slice(at, end)
      const isMarked = (row: string) =>
        row.startsWith(line.before + line.mark) || row.trim() === (line.before + line.mark).trim()
      if (!rows.every(isMarked) || (form === 'HTML' && rows.some((row) => /[<>]/.test(row)))) return undefined
      const passages = rows.map((_, row) => passage(at + row, line.before.length))
      const box = { passage: Passage.join(passages, '\n'), mark: line.mark }
      boxes.set(line.printedBy, rows.length > 0 ? [box] : [])
      at = end
      continue
    }
    const isFlat = 'printedBehind' in line
    if (isFlat ? !all[at]?.startsWith(`${line.own} `) : all[at] !== line.own) return undefined
    if (line.typed) {
      const part: TypedLine = {
        type: 'typed',
        number: parts.length + 1,
        prompt: line.typed.prompt,
        typed: passage(at, line.own.length - line.typed.line.length).slice(0, line.typed.line.length),
        line: line.typed.line,
        into: 'shell',
        printed: isFlat ? [{ passage: passage(at, line.own.length + 1), mark: '' }] : [],
      }
      parts.push(part)
    }
    at += 1
  }
  const whole = { type: 'code' as const, passage: Passage.at(file, 0) }
  const blocks = [form === 'HTML' ? { ...whole, isHtml: true as const } : whole]
  const shown = parts.map((part) =>
    part.type === 'typed' ? { ...part, printed: boxes.get(part.number) ?? part.printed } : part,
  )
  return at === all.length ? { text: { form, text: file, blocks }, parts: shown } : undefined
}
