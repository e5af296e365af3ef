import type { Lane } from '../timeline.ts'
import { measures } from './measures.ts'

/** What became of a Job or Pod, as a text that starts or ends at a moment. */
export interface LaneEnding {
  text: string
  at: number
  anchor: 'start' | 'end'
}

/**
 * What became of it, in the words there is room for: after its end, else before its beginning.
 * @param perPixel milliseconds that a pixel is
 */
export function endingOf(
  { spans, conditions, end }: Lane,
  { from, to }: { from: number; to: number },
  perPixel: number,
): LaneEnding | undefined {
  const types = conditions.map(({ type }) => type)
  const texts = types.length > 1 ? [types.join(', '), ...types.slice(-1)] : [types[0] ?? end ?? '']
  const marked = conditions.map(({ at }) => at)
  const first = Math.min(...(marked.length > 0 ? marked : spans.map((span) => span.from)))
  const last = Math.max(...(marked.length > 0 ? marked : spans.map((span) => span.to)))
  for (const text of texts) {
    const room = (text.length * measures.text.letter + measures.text.around) * perPixel
    if (to - last > room) return { text, at: last, anchor: 'start' }
    if (first - from > room) return { text, at: first, anchor: 'end' }
  }
  return undefined
}
