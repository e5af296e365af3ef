import type { Change } from '../changes/change.ts'
import { lineAround } from '../text/line-around.ts'
import type { Passage, TextSpan } from '../text/passage.ts'
import type { Text } from '../text/text.ts'
import { writtenAt } from '../text/written-at.ts'
import type { Edit } from './edit.ts'

/**
 * What a text prints below a typed line, as plain lines: without the marks of quotations, lists and comments before them, and
 * with the characters that its form writes in another way. What is edited in it is edited in the file, where all marks stay.
 */
export class Box {
  readonly text: string
  readonly #passage: Passage
  readonly #source: Text
  readonly #marks: readonly string[]

  /**
   * @param passage all that is printed, without marks
   * @param marks of comments, that stand before its lines in the file
   */
  constructor(source: Text, passage: Passage, marks: readonly string[]) {
    this.#passage = passage
    this.#marks = marks.map((mark) => mark.trimEnd()).filter((mark) => mark !== '')
    this.#source = source
    this.text = passage.text
  }

  /** Where a stretch of the file is in the box. */
  at(span: TextSpan | undefined): TextSpan | undefined {
    if (!span) return undefined
    const from = this.#passage.indexOf(span.from)
    if (span.from === span.to) return from === -1 ? undefined : { from, to: from }
    let last = span.to - 1
    // An entity has its place at its first character.
    while (last > span.from && this.#passage.indexOf(last) === -1) last -= 1
    const to = this.#passage.indexOf(last)
    return from === -1 || to === -1 ? undefined : { from, to: to + 1 }
  }

  /** Whether what a change tells of is as its remedy writes it: where a manifest sets it, and the text nowhere does. */
  isByDefault(change: Change | undefined): boolean {
    return change?.setBy !== undefined && !new RegExp(`\\b${change.setBy}\\b`).test(this.#source.text)
  }

  /** An edit of the box as one of the file; or the reason why it can't be made there, in words. */
  inFile(edit: Edit): Edit | string {
    const stretch = this.#stretch(edit)
    if (typeof stretch === 'string') return stretch
    const { from, to } = stretch
    const { text: file, form } = this.#source
    const taken = file.slice(from, to)
    const written = (text: string) => writtenAt(this.#source, from, text)
    if (form === 'notebook') return { from, to, text: written(edit.text) }
    if (count(taken) !== count(this.text.slice(edit.from, edit.to)))
      return 'Something else stands between its lines.'
    const isHtml = written('<') !== '<'
    if (isHtml && /<[a-z/!]/i.test(taken)) return 'A mark of HTML stands in it.'
    const before = edit.text.includes('\n') ? this.#beforeLine(edit.from, isHtml) : ''
    if (before === undefined) return 'Nobody can tell what stands before a new line here.'
    const end = file.slice(0, file.indexOf('\n', from) + 1).endsWith('\r\n') ? '\r\n' : '\n'
    return { from, to, text: written(edit.text).replaceAll('\n', end + before) }
  }

  #stretch({ from, to, text }: Edit): TextSpan | string {
    const [before, first, last, after] = [from - 1, from, to - 1, to].map((index) => this.#place(index))
    if (from === to) {
      const isBehind = before && (this.text[from - 1] !== '\n' || !after)
      const at = isBehind || text.startsWith('\n') ? before?.to : after?.from
      return at === undefined ? 'Nobody can tell where it belongs.' : { from: at, to: at }
    }
    const start = this.text[from] === '\n' ? before?.to : first?.from
    const end = this.text[to - 1] === '\n' ? after?.from : last?.to
    return start === undefined || end === undefined
      ? 'Nobody can tell where it ends.'
      : { from: start, to: end }
  }

  #place(index: number): TextSpan | undefined {
    return index < 0 ? undefined : this.#passage.slice(index, index + 1).span
  }

  /** What stands before a line of the box in the file, as another line has it: never a prompt or a mark of a list. */
  #beforeLine(at: number, isHtml: boolean): string | undefined {
    const starts = [0, ...[...this.text.matchAll(/\n/g)].map(({ index }) => index + 1)]
    const [above, below] = [starts.filter((start) => start <= at), starts.filter((start) => start > at)]
    const near = [...above.toReversed(), ...below]
    for (const start of near) {
      const place = this.#passage.slice(start, start + 1).span?.from
      if (place === undefined) continue
      const before = this.#source.text
        .slice(lineAround(this.#source.text, place).from, place)
        .replace(/^\uFEFF/, '')
      const plain = isHtml ? before.replaceAll(/<[^>]*>/g, '') : before
      const mark = this.#marks.find((one) => plain.trimEnd().endsWith(one))
      const rest = mark === undefined ? plain : plain.trimEnd().slice(0, -mark.length)
      if (/^[\s>]*$/.test(rest)) return plain
    }
    return undefined
  }
}

const count = (text: string) => text.split('\n').length
