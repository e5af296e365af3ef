import { contentAt, nothing, type Content } from '../compare/content.ts'
import { isTelling } from '../proofread/change-place.ts'
import { namesIn } from '../proofread/compare-printed.ts'
import { imageOf } from '../proofread/judged-line.ts'
import type { JudgedLine, JudgedPlace } from '../proofread/judged-text.ts'
import { isStale } from '../proofread/text-summary.ts'
import { pathKey } from '../proofread/path-key.ts'
import { lineAround } from '../text/line-around.ts'
import type { TextSpan } from '../text/passage.ts'
import type { Box } from './box.ts'
import { smallest, type Edit } from './edit.ts'
import { isKnown } from './is-known.ts'
import type { Wording } from './wording.ts'

const noWording =
  'It has something that is another on each cluster, and the text does not say what it has there.'
const unknown = 'No known change says so.'
const lostLines = 'Its line ends are lost, and not all of it is understood.'
const otherRows = 'Without it the cluster prints something else than a table, or other rows.'

/** Fields, lines and values: of each place its edits in the box, or the reason why it is not edited. */
export class PartEdits {
  readonly #line: JudgedLine
  readonly #box: Box
  readonly #wording: Wording

  constructor(line: JudgedLine, box: Box, wording: Wording) {
    this.#line = line
    this.#box = box
    this.#wording = wording
  }

  of(place: JudgedPlace): Edit[] | string {
    if (!this.#isLined && !this.#isSure(place)) return lostLines
    if (place.standing === 'missing')
      return this.#isLined || this.#line.printed?.form !== 'lines' ? this.#put(place) : lostLines
    const span = this.#box.at(place.span)
    if (!span) return 'Nobody can tell where it ends.'
    return place.standing === 'changed' ? this.#change(place, span) : this.#take(place, span)
  }

  get #isDocument(): boolean {
    return this.#line.printed?.form === 'document'
  }

  get #isLined(): boolean {
    return this.#line.printed?.isLined === true
  }

  /** Whether it is told rightly where each part ends of what has lost its line ends: all that is stale is explained. */
  #isSure({ standing }: JudgedPlace): boolean {
    const isFlat = !this.#box.text.trim().includes('\n')
    const isExplained = this.#line.places.every((place) => !isStale(place) || isKnown(place))
    return isExplained && (isFlat || standing === 'changed')
  }

  #change(place: JudgedPlace, span: TextSpan): Edit[] | string {
    const own = this.#box.text.slice(span.from, span.to)
    const raw = this.#rawOf(place)?.raw ?? place.shown
    if (raw === undefined) return 'Nobody can tell what this cluster would print.'
    if (this.#isDocument && /^(?:kind|resourceVersion)$/.test(place.path.at(-1) ?? ''))
      return 'It is another object.'
    const isWhole = place.path.length === 0
    if (isWhole && isKnown(place)) {
      const by = this.#wording.of(raw.trim())
      const isShort = by !== undefined && by.split('\n').length <= 5
      return isShort ? smallest({ from: span.from, text: own }, by) : noWording
    }
    if (isWhole || own.includes('\n') || raw.includes('\n')) return 'It goes over several lines.'
    const isText = this.#line.printed?.form === 'lines' || this.#line.printed?.form === 'description'
    if (isText && !isKnown(place)) return unknown
    if (place.printed?.startsWith('{') === true) return 'It is no single value.'
    const fieldOf = (text: string) => /^[A-Z][\w-]*(?: [\w-]+)*:(?=\s|$)/.exec(text)?.[0]
    if (!this.#isDocument && place.path[0] !== 'Events' && fieldOf(own) !== fieldOf(raw)) {
      const by = this.#wording.of(raw, own)
      if (by === undefined) return noWording
      const indent = ' '.repeat(columnOf(this.#box.text, span.from))
      const [line = by] = this.#aligned(by, place.path, span.from, indent)
      return smallest({ from: span.from, text: own }, line)
    }
    const [key, value] = this.#isDocument ? keyAndValue(own) : ['', own]
    const shown = this.#isDocument && this.#rawOf(place) ? keyAndValue(raw)[1] : raw
    // JSON has one way of writing a value.
    const isYaml = this.#isDocument && !key.startsWith('"')
    const by = this.#wording.reworded(value, isYaml ? quotedAs(value, shown) : shown)
    if (by === undefined || by === value) return noWording
    return smallest({ from: span.from, text: own }, key + by)
  }

  #take(place: JudgedPlace, span: TextSpan): Edit[] | string {
    if (!isKnown(place)) return unknown
    if (place.path[0] === 'Events' && place.changes.every(({ to }) => to !== null))
      return 'It is printed in other words since then, and this run does not show them.'
    const { text } = this.#box
    const parent = place.path.slice(0, -1)
    const { content = nothing, form } = this.#line.printed ?? {}
    if (form === 'table' && !this.#isRowGone(place, content)) return otherRows
    const field = this.#goneField(parent)
    const { from, to } = this.#isDocument ? withDash(text, span, place.path) : (field ?? span)
    const isAlone = form !== 'table' && namesIn(contentAt(content, parent)).length === 1
    const isNew = ({ standing, path }: JudgedPlace) =>
      standing === 'missing' && pathKey(path.slice(0, -1)) === pathKey(parent)
    const isReplaced = this.#line.shown ?? this.#line.places.some(isNew)
    if (isAlone && !field && (isReplaced || !this.#isDocument || !isInFlow(text, from)))
      return 'It is all of what it is in.'
    if (this.#isDocument && /^[ \t]+#/.test(text.slice(to))) return 'A comment stands behind it.'
    if (isInFlow(text, from)) return [withoutComma(text, { from, to })]
    if (!this.#isLined) return [{ from, to: to + (/^ +/.exec(text.slice(to))?.[0].length ?? 0), text: '' }]
    const { from: start, to: end } = lineAround(text, from, to)
    const next = /^\s*\n\s*/.exec(text.slice(to))?.[0].length
    // The first key of an item stands behind its dash, where the next one comes.
    if (this.#isDocument && /^[\s-]*- +$/.test(text.slice(start, from)))
      return next === undefined ? 'It is all of its item.' : [{ from, to: to + next, text: '' }]
    if (text.slice(start, from).trim() !== '') return 'Something else stands before it.'
    return start > 0 ? [{ from: start - 1, to: end, text: '' }] : 'It is the first that is printed.'
  }

  /** The field of a description of which nothing is printed any more. */
  #goneField(path: readonly string[]): TextSpan | undefined {
    const { printed, shown, places } = this.#line
    if (printed?.form !== 'description' || path.length !== 1) return undefined
    const within = places.filter((place) => place.path.length === 2 && place.path[0] === path[0])
    const isGone = (place: JudgedPlace) =>
      place.standing === 'not printed any more' &&
      place.changes.some(({ from }) => shown ?? !isTelling(from ?? ''))
    return within.every(isGone) && !(shown && contentAt(shown.content, path))
      ? this.#box.at(printed.spans.get(pathKey(path)))
      : undefined
  }

  /** Whether a known change takes such rows away, and others stay: without any, something else is printed. */
  #isRowGone({ changes, path }: JudgedPlace, content: Content): boolean {
    const gone = this.#line.places.filter(
      (one) => one.standing === 'not printed any more' && one.path[0] === path[0],
    )
    return (
      content.type === 'table' &&
      content.rows.size > gone.length &&
      changes.some(({ place, to }) => 'row' in place && to === null)
    )
  }

  #put(place: JudgedPlace): Edit[] | string {
    const { shown, printed } = this.#line
    if (!isKnown(place)) return unknown
    if (!shown) return this.#putUnseen(place)
    const inFront = this.#putInFront(place)
    if (inFront) return inFront
    const found = this.#rawOf(place)
    if (!found || !printed) return 'Nobody can tell what this cluster would print.'
    const parent = place.path.slice(0, -1)
    const names = namesIn(contentAt(shown.content, parent))
    if (!this.#isWhole(parent, names)) return 'The text does not show all that is printed around it.'
    const own = place.path.at(-1) ?? ''
    const index = names.indexOf(own)
    const before = names
      .slice(0, index)
      .flatMap((name) => this.#sibling([...parent, name]))
      .at(-1)
    const after = names.slice(index + 1).flatMap((name) => this.#sibling([...parent, name]))[0]
    const beside = before ?? after
    if (!beside) return 'Nothing of what stands beside it is printed.'
    const { text } = this.#box
    const { from: start } = lineAround(text, beside.own.from)
    const near = text.slice(start, beside.own.to)
    const raw = this.#wording.of(found.raw, near)
    if (raw === undefined) return noWording
    if (this.#isDocument && isInFlow(text, beside.own.from))
      return this.#putInFlow(raw, beside, before !== undefined)
    const column = columnOf(text, beside.own.from) + found.column - columnOf(shown.text, beside.shown.from)
    const blank = text.slice(start, beside.own.from).replaceAll(/\S/g, ' ')
    const indent = column === blank.length ? blank : ' '.repeat(Math.max(0, column))
    const lines = this.#aligned(raw, place.path, beside.own.from, indent).map((line) =>
      this.#isLined ? line : line.trim(),
    )
    const written = lines.join(this.#isLined ? `\n${indent}` : ' ')
    const [gap, lineGap] = this.#isLined ? [`\n${indent}`, `\n${blank}`] : [' ', ' ']
    if (!before) return [{ from: beside.own.from, to: beside.own.from, text: written + lineGap }]
    const last = this.#endOfOwn(parent, names, own, before.own)
    const at = this.#isLined ? lineAround(text, last).to : last
    return [{ from: at, to: at, text: gap + written }]
  }

  /** Where what stands before a new key ends: of keys that the cluster has not printed those that come before it in their order. */
  #endOfOwn(parent: readonly string[], names: readonly string[], key: string, before: TextSpan): number {
    const { content = nothing, spans } = this.#line.printed ?? {}
    const isBetween = (name: string) => !names.includes(name) && name < key && !name.startsWith('[')
    const ends = namesIn(contentAt(content, parent))
      .filter((name) => this.#isDocument && isBetween(name))
      .map((name) => this.#box.at(spans?.get(pathKey([...parent, name])))?.to ?? 0)
    return Math.max(before.to, ...ends)
  }

  /** A warning in front of what the text prints without any. */
  #putInFront({ path, shown = '', span }: JudgedPlace): Edit[] | undefined {
    const { printed, shown: now } = this.#line
    const at = this.#box.at(span)?.from
    if (at === undefined || now?.warnings?.spans.has(pathKey(path)) !== true) return undefined
    return printed?.warnings?.spans.size === 0
      ? [{ from: at, to: at, text: `${shown}\n${' '.repeat(columnOf(this.#box.text, at))}` }]
      : undefined
  }

  /** A line that no cluster has printed here: only where the text shows the whole description, and a change says all that is in the line. */
  #putUnseen({ path, shown, span, changes: [change] }: JudgedPlace): Edit[] | string {
    const { printed } = this.#line
    const at = this.#box.at(span && { from: span.from - 1, to: span.from })?.to
    const isSaid =
      !/<(?!uid|name|namespace)[a-z ]+>/.test(change?.to ?? '<text>') || this.#box.isByDefault(change)
    if (shown === undefined || !isSaid || at === undefined)
      return 'Nobody can tell what this cluster would print.'
    const isWhole = ['Name', 'Events'].every((name) => printed?.spans.has(pathKey([name])) === true)
    if (printed?.form !== 'description' || !isWhole || printed.omissions.length > 0 || !this.#isLined)
      return 'The text does not show all that is printed around it.'
    const { text } = this.#box
    const label = /^[\w./-]+=\S*(?=\n|$)/
    const rest = /^.*/.exec(text.slice(at))?.[0] ?? ''
    if (label.test(shown) ? !label.test(rest) : rest !== '')
      return 'Nothing of what stands beside it is printed.'
    if (rest !== '') return [{ from: at, to: at, text: `${shown}\n${' '.repeat(columnOf(text, at))}` }]
    const field = path.slice(0, -1)
    const key = [...field, namesIn(contentAt(printed.content, field))[0] ?? '']
    const indent = ' '.repeat(columnOf(text, this.#box.at(printed.spans.get(pathKey(key)))?.from ?? 0))
    const lines = this.#aligned(shown, path, at, indent)
    return [{ from: at, to: at, text: ['', ...lines].join(`\n${indent}`) }]
  }

  #putInFlow(raw: string, beside: Sibling, isBehind: boolean): Edit[] | string {
    const { text } = this.#box
    const { from, to } = beside.own
    const start = lineAround(text, from).from
    const before = text.slice(start, from)
    const isOwnLine = before.trim() === '' && (start > 0 || isBehind)
    const gap = isOwnLine ? `\n${before}` : /[,:] /.test(text.slice(start, to)) ? ' ' : ''
    if (!isOwnLine && raw.includes('\n')) return 'It goes over several lines.'
    const written = raw.split('\n').join(gap)
    return [
      isBehind ? { from: to, to, text: `,${gap}${written}` } : { from, to: from, text: `${written},${gap}` },
    ]
  }

  /** What the cluster prints at a place, as it stands there, without the indentation of its first line. */
  #rawOf({ path }: JudgedPlace): { raw: string; column: number } | undefined {
    const { shown } = this.#line
    const span = shown?.spans.get(pathKey(path))
    if (!shown || !span) return undefined
    const { from, to } = shown.form === 'document' ? withDash(shown.text, span, path) : span
    const column = columnOf(shown.text, from)
    const raw = shown.text.slice(from, to).replaceAll(new RegExp(`\\n {0,${column}}`, 'g'), '\n')
    return { raw, column }
  }

  /** Something beside a place that both print, and that stays. */
  #sibling(path: readonly string[]): Sibling | [] {
    const { printed, shown, places } = this.#line
    const place = places.find(
      (one) => pathKey(one.path) === pathKey(path) && one.span && one.span.to > one.span.from,
    )
    if (place?.standing === 'not printed any more') return []
    const own = this.#box.at(place?.span ?? printed?.spans.get(pathKey(path)))
    const span = shown?.spans.get(pathKey(path))
    if (!own || !span || !shown) return []
    return this.#isDocument
      ? { own: withDash(this.#box.text, own, path), shown: withDash(shown.text, span, path) }
      : { own, shown: span }
  }

  /** Whether all that is printed beside each other is in the text, but for what is known to be new, and what an image prints. */
  #isWhole(parent: readonly string[], names: readonly string[]): boolean {
    const { typed, printed, places } = this.#line
    if (!printed) return false
    const own = printed.spans.get(pathKey(parent))
    const isWithin = ({ from, to }: TextSpan) => !own || (from >= own.from && to <= own.to)
    if (printed.omissions.some(isWithin) || (printed.unread ?? []).length > 0) return false
    const present = new Set(namesIn(contentAt(printed.content, parent)))
    return names.every((name) => {
      const place = places.find(({ path }) => pathKey(path) === pathKey([...parent, name]))
      const isKnownNew = place?.standing === 'missing' && isKnown(place)
      return present.has(name) || place?.standing === 'changed' || isKnownNew || imageOf(typed) !== undefined
    })
  }

  /** Lines as wide as those of the text: a field as the one beside it, and the columns of its events. */
  #aligned(raw: string, path: readonly string[], at: number, indent: string): string[] {
    const lines = raw.split('\n')
    if (this.#line.printed?.form !== 'description') return lines
    if (path[0] === 'Events') {
      const header = /^ *Type +Reason +.*$/m.exec(this.#box.text)?.[0].trim()
      return header === undefined ? lines : lines.map((line) => inColumns(line, header))
    }
    const pattern = new RegExp(`^${indent}((?:[^\\s:]+ )*[^\\s:]+:)( +)(?=\\S)`, 'gm')
    const fields = [...this.#box.text.matchAll(pattern)]
    const [, near = '', room = '  '] = fields.findLast(({ index }) => index <= at) ?? fields[0] ?? []
    const [old = '', name = ''] = /^((?:[^\s:]+ )*[^\s:]+:) +(?=\S)/.exec(raw) ?? []
    const gap = Math.max(Math.min(2, room.length), near.length + room.length - name.length)
    if (old === '') return lines
    const written = (line: string, start: string, before: string) =>
      line.startsWith(start) ? before.padEnd(name.length + gap) + line.slice(start.length) : line
    return lines.map((line, index) =>
      index === 0 ? written(line, old, name) : written(line, ' '.repeat(old.length), ''),
    )
  }
}

interface Sibling {
  own: TextSpan
  shown: TextSpan
}

const columnOf = (text: string, at: number) => at - lineAround(text, at).from

/** An item of a list in YAML with the dash before it. */
function withDash(text: string, { from, to }: TextSpan, path: readonly string[]): TextSpan {
  const isItem = path.at(-1)?.startsWith('[') === true
  return { from: from - (isItem ? (/- +$/.exec(text.slice(0, from))?.[0].length ?? 0) : 0), to }
}

/** Whether something stands between brackets, with commas around it. */
const isInFlow = (text: string, from: number) => /[{[,]\s*$/.test(text.slice(0, from))

/** A member of an object or a list is taken away with the comma behind it, or else before it. */
function withoutComma(text: string, { from, to }: TextSpan): Edit {
  const behind = /^\s*,\s*/.exec(text.slice(to))?.[0]
  if (behind !== undefined) return { from, to: to + behind.length, text: '' }
  const before = /,?\s*$/.exec(text.slice(0, from))?.[0] ?? ''
  const space = before.startsWith(',') ? '' : (/^\s*(?=[}\]])/.exec(text.slice(to))?.[0] ?? '')
  return { from: from - before.length, to: to + space.length, text: '' }
}

/** A key with what stands between it and its value, and the value. */
function keyAndValue(entry: string): [string, string] {
  const key = /^(?:- +)?(?:"[^"]*"|'[^']*'|[^\s:"'{[][^:]*)\s*:\s*/.exec(entry)?.[0] ?? ''
  return [key, entry.slice(key.length)]
}

/** A value in the quotes of another. */
function quotedAs(own: string, value: string): string {
  const plain = value.replace(/^"(.*)"$/, '$1')
  if (/["'\\]/.test(plain)) return value
  if (/^'.*'$/.test(own)) return `'${plain}'`
  return own.startsWith('"') && value === plain && /^[A-Za-z]/.test(plain) ? `"${plain}"` : value
}

/** A row of events below the header of the text. */
function inColumns(row: string, header: string): string {
  const starts = [...header.matchAll(/\S+/g)].map(({ index }) => index)
  return row
    .trim()
    .split(/ {2,}/)
    .reduce((line, cell, index) => {
      const at = starts[index] ?? 0
      return line === '' ? cell : line.padEnd(at) + (line.length >= at ? '  ' : '') + cell
    }, '')
}
