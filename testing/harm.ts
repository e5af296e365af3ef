import { diffArrays } from 'diff'
import { parseDocument } from 'yaml'
import type { JudgedText } from '../src/proofread/judged-text.ts'
import { sessionIn, type OwnLines } from './own-lines.ts'

/** A text before and after a patch, with what is known of it. */
export interface Patched {
  own: OwnLines
  judged: JudgedText
  after: string
  /** Of each typed line the words of its answer that are others in another run. */
  noise: ReadonlyMap<number, ReadonlySet<string>>
}

/**
 * What a patch has done to a text that nobody would do to his own: it knows what the text was, what is said to be stale in it,
 * and nothing of how a patch is made.
 */
export function harmsOf({ own, judged, after, noise }: Patched): string[] {
  const before = judged.session.text.text
  const now = sessionIn(after, own)
  if (!now) return ['A typed line, prose or a mark of the form is not as it was.']
  if (after.startsWith('\uFEFF') !== before.startsWith('\uFEFF')) return ['The byte order mark is gone.']
  const boxes = now.parts.flatMap((part) =>
    part.type === 'typed' ? [part.printed.map(({ passage }) => passage.text).join('\n')] : [],
  )
  return judged.lines.flatMap(({ typed, places }, index) => {
    const old = typed.printed.map(({ passage }) => passage.text).join('\n')
    const box = boxes[index] ?? ''
    const stale = places.filter(({ standing }) =>
      ['changed', 'missing', 'not printed any more'].includes(standing),
    )
    return [
      ...invalid(old, box),
      ...foreign(old, box, before, noise.get(typed.number) ?? new Set()),
      ...takenLines(old, box, stale),
      ...putLines(old, box, stale),
    ]
  })
}

type Stale = JudgedText['lines'][number]['places']

/** A document that was one, and is none. */
function invalid(old: string, box: string): string[] {
  const checks = [isJson, isYaml]
  return checks.some((isOne) => isOne(old) && !isOne(box)) ? [`It is no document any more: ${box}`] : []
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object'
  } catch {
    return false
  }
}

const isYaml = (text: string) =>
  /^(?:apiVersion|kind): \S+\n/.test(text) && parseDocument(text).errors.length === 0

const words = (text: string) => text.split(/[\s"'(),;=]+/)

/** Words that only one run has. */
function foreign(old: string, box: string, before: string, noise: ReadonlySet<string>): string[] {
  const own = new Set(words(old))
  return words(box)
    .filter((word) => !own.has(word) && noise.has(word) && !before.includes(word))
    .map((word) => `It has ${word}, which is another in each run.`)
}

const plain = (line: string) => line.trim().replaceAll(/\s+/g, ' ')

/** Lines that are others or gone, and of which nothing is said to be stale; spaces between columns apart. */
function takenLines(old: string, box: string, stale: Stale): string[] {
  const isStale = (line: string) =>
    stale.some(
      ({ printed, path }) =>
        path[0] === 'columns' ||
        (printed !== undefined &&
          words(line)
            .join(' ')
            .includes(words(printed.split('\n')[0] ?? '').join(' '))) ||
        (printed !== undefined && words(printed).join(' ').includes(words(line).join(' ').trim())),
    )
  const [one, other] = [old, box].map((text) => text.split('\n').map(plain))
  return diffArrays(one ?? [], other ?? [])
    .filter(({ removed }) => removed)
    .flatMap(({ value }) => value)
    .filter((line) => line !== '' && !isStale(line) && !isWithComma(line, other ?? []))
    .map((line) => `Nothing is stale in a line that is taken away or changed: ${line}`)
}

/** The last member of an object gets a comma, or loses it. */
const isWithComma = (line: string, others: readonly string[]) =>
  others.includes(`${line},`) || (line.endsWith(',') && others.includes(line.slice(0, -1)))

/** Lines that are put in, which are more than what is missing and known to be new; a cell of a new column is no line. */
function putLines(old: string, box: string, stale: Stale): string[] {
  const isCell = (path: readonly string[]) =>
    /^[A-Z ]+$/.test(path[0] ?? '') && path[1]?.startsWith('[') === true
  const known = stale.filter(
    ({ standing, changes, path }) => standing === 'missing' && changes.length > 0 && !isCell(path),
  )
  const more = box.split('\n').length - old.split('\n').length
  // A part of a document is told in one line, and may be many.
  const most = known.reduce((sum, { shown = '' }) => sum + shown.split(/\n|, |\{/).length, 0)
  return more > most ? [`${more} lines are put in that the author has left out.`] : []
}
