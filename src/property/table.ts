/** The name of a column, as a pattern: `READY`, `UP-TO-DATE`, `PORT(S)`, `CPU(cores)`, `MEMORY%`; of several words each is one. */
export const columnWord = String.raw`[A-Z][A-Z\d/:.-]*(?:\([A-Za-z]+\))?%?`

/** What tells a row of a table from the others: its name, or what stands first in it. */
export function nameOfRow({ columns }: Pick<Table, 'columns'>, row: Table['rows'][number]): string {
  const named = ['NAME', 'OBJECT'].find((column) => columns.includes(column)) ?? columns[0]
  return row[named ?? ''] ?? ''
}

/** A table as kubectl prints it: a row is its cells by the header of their column. */
export interface Table {
  columns: string[]
  rows: Record<string, string>[]
}

/**
 * Reads a table by the places of its headers; undefined when there is no header line. A row that has a cell for each header is
 * read by its cells: what comes later of `get -w` may be wider than the headers.
 */
export function parseTable(text: string): Table | undefined {
  const [header = '', ...lines] = text.trimEnd().split('\n')
  // Columns are three spaces apart at least, while a header may have a space in it (LAST SCHEDULE).
  const columns = [...header.matchAll(/\S+(?: \S+)*/g)].map((match) => ({
    name: match[0],
    from: match.index,
  }))
  if (columns.length === 0) return undefined
  const rows = lines.map((line) => {
    const cells = line.trim().split(/ {3,}/)
    const isFull = cells.length === columns.length
    return Object.fromEntries(
      columns.map(({ name, from }, index) => [
        name,
        isFull ? (cells[index] ?? '') : line.slice(from, columns[index + 1]?.from).trim(),
      ]),
    )
  })
  return { columns: columns.map(({ name }) => name), rows }
}
