import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { recordedTypings } from '../../testing/recorded-typings.ts'
import { judgedText } from '../proofread/judge-text.ts'
import type { JudgedText } from '../proofread/judged-text.ts'
import { isStale } from '../proofread/text-summary.ts'
import { sessionOf } from '../session/session-of.ts'
import { readForm } from '../text/read-form.ts'
import { textPatch, type TextPatch } from './text-patch.ts'
import { unifiedDiff } from './unified-diff.ts'

const folder = join(import.meta.dirname, '../../testing/texts')
const names = readdirSync(folder).filter((name) => /^\d+[a-z-]*\.\w+$/.test(name) && !name.includes('utf16'))

interface Patched {
  judged: JudgedText
  patch: TextPatch
}

async function patched(name: string, file: string): Promise<Patched> {
  const session = sessionOf(readForm(name, file))
  const judged = judgedText(name, session, await recordedTypings('texts', name, session))
  return { judged, patch: textPatch(judged) }
}

/** The lines of a file in which nothing is printed by a typed line. */
function ownLines({ session: { text, parts } }: JudgedText): string[] {
  const printed = parts
    .flatMap((part) => (part.type === 'typed' ? part.printed : []))
    .map(({ passage }) => passage.span)
  let at = 0
  return text.text.split('\n').filter((line) => {
    const [from, to] = [at, at + line.length]
    at = to + 1
    return !printed.some((span) => span && span.from < to && from < span.to)
  })
}

const nameOf = ({ standing, path }: { standing: string; path: readonly string[] }) =>
  `${standing} ${path.join(' ')}`

const all = await Promise.all(
  names.map(async (name) => {
    const file = readFileSync(join(folder, name), 'utf8')
    return { name, file, ...(await patched(name, file)) }
  }),
)

test.each(all)(
  'of $name no line but a stale one is touched, and typed again it has what was left',
  async (one) => {
    const { name, file, judged, patch } = one
    const next = await patched(name, patch.after)
    expect(ownLines(next.judged)).toEqual(ownLines(judged))
    expect(next.patch.after).toBe(patch.after)
    const left = new Set(
      [...patch.places].flatMap(([place, made]) => ('left' in made ? [nameOf(place)] : [])),
    )
    const stale = next.judged.lines.flatMap(({ places }) => places.filter(isStale).map(nameOf))
    expect(stale.filter((place) => !left.has(place))).toEqual([])
    expect(patch.after.includes('\r')).toBe(file.includes('\r'))
    expect(patch.after.startsWith('\uFEFF')).toBe(file.startsWith('\uFEFF'))
  },
)

const inCell = (text: string) => text.replaceAll('|', String.raw`\|`).replaceAll(/\s*\n\s*/g, ' ⏎ ')

test('what becomes of each small text', async () => {
  const parts = all.map(({ name, file, judged, patch }) => {
    const rows = [...patch.places, ...patch.lines].map(([subject, made]) => {
      const place = 'path' in subject ? nameOf(subject) : `typed ${subject.typed.line}`
      return `| ${inCell(place)} | ${'write' in made ? 'edited' : inCell(made.left)} |`
    })
    const diff = unifiedDiff(name, file, patch.after).replaceAll('\r', '')
    const blocked = judged.lines.flatMap(({ places }) =>
      places.filter(({ standing }) => standing === 'blocked'),
    )
    return [
      `## ${name}`,
      rows.length === 0
        ? `Nothing is stale; ${blocked.length} places are blocked.`
        : `| stale | |\n|---|---|\n${rows.join('\n')}`,
      ...(diff === '' ? [] : [`\`\`\`\`\`diff\n${diff.trimEnd()}\n\`\`\`\`\``]),
    ].join('\n\n')
  })
  await expect(`# What the patch does to each small text\n\n${parts.join('\n\n')}\n`).toMatchFileSnapshot(
    '__snapshots__/small-texts.md',
  )
})
