import { contentAt, type Content } from '../compare/content.ts'
import { shapeOf } from '../compare/shape.ts'
import type { Passage } from '../text/passage.ts'
import { comparePrinted, type PrintedDifference } from './compare-printed.ts'
import { knownPrint } from './known-print.ts'
import { leavesOf, valueAtPath } from './leaves.ts'
import { pathKey } from './path-key.ts'
import type { Printed } from './printed.ts'
import { readAnswer, readText } from './reading.ts'
import { withNamesOf } from './same-names.ts'
import { isOwn, isSameApart } from './varies.ts'

/** What a text prints beside one answer: each typing of a line gives one at least. */
export interface AnswerBeside {
  answer: string
  /** With the names that the answer has for rows and items. */
  printed: Printed
  shown: Printed
  /** Without what is another on each cluster. */
  differences: readonly PrintedDifference[]
}

/**
 * Lays what a text prints beside each answer to the same line.
 * @param answers of each typing of one version; what differs between the last ones of two says nothing
 * @returns the one that is most like the text first
 */
export function momentsOf(
  line: string,
  passage: Passage,
  answers: readonly (readonly string[])[],
): AnswerBeside[] {
  const all = [...new Set(answers.flat())]
  const prints = all.map(knownPrint)
  const varied = variedBetween(
    answers.flatMap((own) => own.at(-1) ?? []).map((one) => readAnswer(one).content),
  )
  return all
    .map((answer, index): AnswerBeside => {
      const shown = readAnswer(answer)
      const likes = [prints[index], ...prints.filter((_, other) => other !== index)].flatMap(
        (one) => one ?? [],
      )
      const printed = withNamesOf(readText(line, passage, likes), shown)
      const differences = comparePrinted(printed, shown).filter((one) => !isHarmless(one, varied))
      return { answer, printed, shown, differences }
    })
    .toSorted((one, other) => one.differences.length - other.differences.length)
}

/** At which places two typings of one version have another value, with what it looks like. */
function variedBetween([one, other]: readonly Content[]): ReadonlyMap<string, ReadonlySet<string>> {
  const varied = new Map<string, Set<string>>()
  if (!one || !other) return varied
  const put = (content: Content, beside: Content) => {
    for (const { path, value } of leavesOf({ content, spans: new Map() })) {
      if (valueAtPath(beside, path) === value) continue
      const key = pathKey(path)
      varied.set(key, (varied.get(key) ?? new Set()).add(shapeOf(value)))
    }
  }
  put(one, other)
  put(other, one)
  return varied
}

function isHarmless(
  { path, values: [printed, shown], kind }: PrintedDifference,
  varied: ReadonlyMap<string, ReadonlySet<string>>,
): boolean {
  const shapes = varied.get(pathKey(path))
  if (printed === undefined || shown === undefined) return shapes !== undefined && kind !== 'order'
  if (kind === 'order' || path.at(-1) === 'columns') return false
  return isSameApart(printed, shown) || isOwn(path, printed, shown) || shapes?.has(shapeOf(printed)) === true
}

/** Whether a place is as printed at a moment. */
export const isSoAt = ({ differences, shown }: AnswerBeside, path: readonly string[]): boolean =>
  !differences.some((one) => isWithin(path, one.path) || isWithin(one.path, path)) &&
  (shown.content.type === 'table'
    ? valueAtPath(shown.content, path) !== undefined
    : contentAt(shown.content, path.slice(0, -1)) !== undefined)

/** Whether a path leads to a part of what another leads to. */
export const isWithin = (path: readonly string[], part: readonly string[]): boolean =>
  part.every((name, index) => path[index] === name)
