import type { Lane } from '../timeline.ts'
import { measures } from './measures.ts'

/** A text in a row, that starts or ends at a moment. */
export interface LaneText {
  text: string
  at: number
  anchor: 'start' | 'end'
}

/**
 * What happened to an object and what became of it, in the words there is room for: each behind its moment, those for which
 * there is no room together with what follows; the last before its moment, where there is room only there.
 * @param perPixel milliseconds that a pixel is
 */
export function laneTexts(
  { spans, marks, end }: Lane,
  { from, to }: { from: number; to: number },
  perPixel: number,
): LaneText[] {
  const said = marks.flatMap(({ at, word }) => (word === undefined ? [] : [{ at, word }]))
  const ending = { at: spans.at(-1)?.to ?? from, word: end ?? '' }
  const words = said.length > 0 ? said : end === undefined ? [] : [ending]
  const room = (text: string) => (text.length * measures.text.letter + measures.text.around) * perPixel
  const texts: LaneText[] = []
  let held: string[] = []
  for (const [index, { at, word }] of words.entries()) {
    held.push(word)
    const next = words[index + 1]?.at ?? to
    const text = joined(held).find((one) => next - at > room(one))
    if (text === undefined) continue
    texts.push({ text, at, anchor: 'start' })
    held = []
  }
  const first = said[0]?.at ?? spans[0]?.from ?? from
  const before = joined(held).find((one) => first - from > room(one))
  if (texts.length === 0 && before !== undefined) texts.push({ text: before, at: first, anchor: 'end' })
  return texts
}

/** All of these words, all but the first, … at least the last. */
const joined = (words: readonly string[]) => words.map((_, index) => words.slice(index).join(', '))
