import type { Text } from './text.ts'

/**
 * Writes something as the file has it at a place: with entities in HTML, with escapes in a notebook.
 * @param at a place of the file
 */
export function writtenAt({ form, blocks }: Text, at: number, words: string): string {
  const isHtml = blocks.some(({ passage: { span }, ...block }) => {
    return 'isHtml' in block && span !== undefined && span.from <= at && at <= span.to
  })
  const written = isHtml ? words.replaceAll(/[&<>]/g, (mark) => entities[mark] ?? mark) : words
  return form === 'notebook' ? JSON.stringify(written).slice(1, -1) : written
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
