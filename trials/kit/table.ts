import { markdownTable } from 'markdown-table'

/** A table in Markdown. Columns of numbers stand to the right; where there is such a column, the others stand to the left. */
export function tableOf(
  head: readonly string[],
  rows: readonly (readonly (string | number | undefined)[])[],
): string {
  const isOfNumbers = head.map((_, place) => {
    const types = new Set(rows.map((row) => typeof row[place]))
    return types.has('number') && !types.has('string')
  })
  const text = (cell: string | number = '') => String(cell).replaceAll('|', String.raw`\|`)
  return markdownTable(
    [head, ...rows].map((row) => row.map(text)),
    isOfNumbers.includes(true) ? { align: isOfNumbers.map((is) => (is ? 'r' : 'l')) } : {},
  )
}
