import type { JudgedLine, JudgedPlace } from '../proofread/judged-text.ts'
import { pathKey } from '../proofread/path-key.ts'
import { isSameApart } from '../proofread/varies.ts'
import { lineAround } from '../text/line-around.ts'
import type { Box } from './box.ts'
import { smallest, type Edit } from './edit.ts'
import { impliedCell } from './implied-cell.ts'
import { namedByMinute } from './named-by-minute.ts'
import type { Wording } from './wording.ts'

/** A row as it stands, its cells cut where the next one begins; the header is one as well. */
interface GridRow {
  name: string
  from: number
  slots: string[]
}

/** Cells and columns of a table: of each place its edits, or the reason why it is not edited. */
export class TableEdits {
  readonly #line: JudgedLine
  readonly #box: Box
  readonly #wording: Wording
  readonly #columns: readonly string[]
  readonly #rows: GridRow[] | undefined
  readonly #isLined: boolean
  readonly #before: string[]
  readonly #done = new Set<JudgedPlace>()

  constructor(line: JudgedLine, box: Box, wording: Wording) {
    const { printed } = line
    this.#line = line
    this.#box = box
    this.#wording = wording
    this.#isLined = printed?.isLined === true
    this.#columns = printed?.content.type === 'table' ? printed.content.columns : []
    this.#rows = this.#read(box)
    this.#before = (this.#rows ?? []).map(({ slots }) => slots.join(''))
  }

  /** All edits of the table: of each row the stretch that becomes another. */
  get edits(): Edit[] {
    return (this.#rows ?? []).flatMap(({ from, slots }, index) =>
      smallest({ from, text: this.#before[index] ?? '' }, slots.join('').trimEnd()),
    )
  }

  /** Puts places right, the cells before the columns. @returns of each why that can't be done */
  put(places: readonly JudgedPlace[]): Map<JudgedPlace, string | undefined> {
    const isHeader = ({ path }: JudgedPlace) => path[0] === 'columns'
    const inOrder = [...places.filter((place) => !isHeader(place)), ...places.filter(isHeader)]
    return new Map(
      inOrder.map((place) => {
        const why = this.#isUnread
          ? 'It can not be told where each of its cells stands.'
          : this.#rows
            ? isHeader(place)
              ? this.#putColumns(place)
              : this.#putCell(place)
            : 'Its rows and columns are not one below the other.'
        if (why === undefined) this.#done.add(place)
        return [place, why]
      }),
    )
  }

  get #isUnread(): boolean {
    return (this.#line.printed?.unread ?? []).length > 0
  }

  #putCell({ path: [column = '', name], printed = '', shown, changes }: JudgedPlace): string | undefined {
    const index = this.#columns.indexOf(column)
    const row = this.#rows?.find((one) => one.name === name)
    const slot = row?.slots[index]
    const given = shown === undefined ? undefined : this.#wording.reworded(printed, shown)
    const by = namedByMinute(printed, changes) ?? given
    if (slot === undefined || by === undefined || by === printed || slot.trimEnd() === '')
      return 'Nobody can tell what this cluster would print in this row.'
    if (row) row.slots[index] = this.#filled(by, slot, index)
    return undefined
  }

  /** A cell in the room of another; where it needs more, all rows give it. */
  #filled(cell: string, slot: string, index: number): string {
    const isLast = index === this.#columns.length - 1
    if (isLast) return cell
    const gap = slot.slice(slot.trimEnd().length)
    if (!this.#isLined || gap.includes('\t')) return cell + gap
    const more = cell.length + Math.min(gap.length, 3) - slot.length
    const isAligned = new Set(this.#rows?.map(({ slots }) => slots[index]?.length)).size === 1
    if (more > 0 && isAligned) for (const row of this.#rows ?? []) row.slots[index] += ' '.repeat(more)
    return cell.padEnd(Math.max(slot.length, cell.length + Math.min(gap.length, 3)))
  }

  #putColumns(place: JudgedPlace): string | undefined {
    const shown = place.shown?.split(', ') ?? []
    const come = shown.filter((column) => !this.#columns.includes(column))
    const gone = this.#columns.filter((column) => !shown.includes(column))
    const speaks = (column: string) =>
      (place.since !== undefined && place.changes.length === 0) ||
      place.changes.some((change) => 'column' in change.place && change.place.column === column)
    if (come.length + gone.length === 0) return 'The columns come in another order.'
    if (![...come, ...gone].every(speaks)) return 'No known change says so of each of its columns.'
    const cells = come.map((column) =>
      this.#rows?.slice(1).map(({ name }) => this.#cell(column, name, place)),
    )
    if (cells.flat().includes(undefined))
      return `Nobody can tell what this cluster would print below ${come.join(' and ')}.`
    const gap = this.#gap
    const order = [...this.#columns]
    for (const [index, column] of come.entries()) {
      const texts = [column, ...(cells[index] ?? [])].map(String)
      const width = Math.max(...texts.map((text) => text.length))
      const before = new Set(shown.slice(0, shown.indexOf(column)))
      const at = order.findLastIndex((one) => before.has(one)) + 1
      const isLast = at === order.length
      for (const [row, { slots }] of (this.#rows ?? []).entries()) {
        const text = texts[row] ?? ''
        if (isLast) slots[at - 1] = this.#padded(at - 1, slots[at - 1] ?? '', gap)
        slots.splice(at, 0, gap.startsWith('  ') ? text.padEnd(width) + gap : text + gap)
      }
      order.splice(at, 0, column)
    }
    for (const column of gone) {
      const at = order.indexOf(column)
      order.splice(at, 1)
      for (const { slots } of this.#rows ?? []) slots.splice(at, 1)
    }
    return undefined
  }

  /** What stands between two columns. */
  get #gap(): string {
    if (!this.#isLined) return ' '
    const gaps = (this.#rows ?? []).map(({ slots: [first = ''] }) => first.slice(first.trimEnd().length))
    if (this.#columns.length < 2) return '   '
    if (gaps.some((gap) => gap.includes('\t'))) return '\t'
    return ' '.repeat(Math.max(2, Math.min(3, ...gaps.map((gap) => gap.length))))
  }

  /** The last cell, with room behind it for another column. */
  #padded(index: number, cell: string, gap: string): string {
    const width = Math.max(...(this.#rows ?? []).map(({ slots }) => slots[index]?.trimEnd().length ?? 0))
    return gap.startsWith('  ') ? cell.trimEnd().padEnd(width) + gap : cell.trimEnd() + gap
  }

  /** What the cluster has printed in a column of a row that is otherwise as the text has it. */
  #cell(column: string, name: string, { changes }: JudgedPlace): string | undefined {
    const { places, shown, printed } = this.#line
    const own = places.find(({ path }) => path[0] === column && path[1] === name)
    const cells = printed?.content.type === 'table' ? printed.content.rows.get(name) : undefined
    const implied = cells && impliedCell(column, cells, [])
    if (implied !== undefined) return implied
    if (own?.shown !== undefined) return this.#wording.of(own.shown)
    const isOther = (place: JudgedPlace) =>
      place.path[1] === name &&
      place.path[0] !== column &&
      place.path[0] !== 'NAME' &&
      !this.#done.has(place) &&
      (place.standing !== 'as printed' || !isSameApart(place.printed ?? '', place.shown ?? ''))
    const row = shown?.content.type === 'table' ? shown.content.rows.get(name) : undefined
    const cell = row?.get(column)
    if (cell !== undefined && !places.some(isOther)) return this.#wording.of(cell)
    const known = changes.filter((change) => this.#box.isByDefault(change))
    return cells && impliedCell(column, cells, known)
  }

  /** Cuts header and rows into slots; undefined where that can't be told. */
  #read(box: Box): GridRow[] | undefined {
    const { printed } = this.#line
    const header = box.at(printed?.spans.get(pathKey(['columns'])))
    if (!printed || !header || printed.content.type !== 'table') return undefined
    let next = header.from
    const starts = this.#columns.map((column) => {
      const at = box.text.indexOf(column, next)
      next = at + column.length
      return at
    })
    const top = lineAround(box.text, header.from).from
    const rows = [...printed.content.rows.keys()].map((name) => {
      const span = box.at(printed.spans.get(pathKey(['rows', name])))
      const line = span && lineAround(box.text, span.from).from
      const cells = this.#columns.map((column, index) => {
        const cell = box.at(printed.spans.get(pathKey([column, name])))
        if (cell) return cell.from
        const below = (line ?? 0) + (starts[index] ?? 0) - top
        return printed.isLined && span ? Math.min(below, span.to) : undefined
      })
      return span && cut(box.text, name, cells, span.to)
    })
    const all = [cut(box.text, '', starts, header.to), ...rows]
    return all.every((row) => row !== undefined) ? all : undefined
  }
}

function cut(
  text: string,
  name: string,
  starts: readonly (number | undefined)[],
  end: number,
): GridRow | undefined {
  const [from] = starts
  const isRising = starts.every(
    (at, index) => at !== undefined && at >= (starts[index - 1] ?? 0) && at <= end,
  )
  if (from === undefined || !isRising) return undefined
  const slots = starts.map((at, index) => text.slice(at, starts[index + 1] ?? end))
  return slots.join('').includes('\n') ? undefined : { name, from, slots }
}
