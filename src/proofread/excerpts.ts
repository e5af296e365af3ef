import { isOmission, omission } from './omission.ts'
import { Passage } from '../text/passage.ts'
import type { LinedText, TextLine } from './lined-text.ts'
import { plainly } from './typed-line.ts'
import type { Vocabulary } from './vocabulary.ts'

/** A line that somebody types, and what is printed below it. */
export interface Excerpt {
  type: 'excerpt'
  /** What stands before what is typed, with the space behind it. */
  prompt: string
  /** As it stands in the text; empty where a file is shown without a command. */
  typed: Passage
  /** As others are compared with it. */
  plain: Passage
  printed: Passage
  /** The name of the file that it shows, in an editor or by itself. */
  shows?: string
}

/** A line of what is said to people. */
interface Prose {
  type: 'prose'
  line: Passage
}

/** What a text consists of, in its order. */
export type TextPart = Excerpt | Prose

/** Takes a text apart: what is typed, what is printed, and what is said about it. */
export function excerptsOf({ lines }: LinedText, vocabulary: Vocabulary): TextPart[] {
  return new Reading(vocabulary).all(lines)
}

/** The numbers of the lines of a code box, all in one line: `12345678910`. */
const gutter = (line: string) => {
  const digits = line.trim()
  if (!/^123\d*$/.test(digits)) return false
  let all = ''
  for (let number = 1; all.length < digits.length; number += 1) all += number
  return all === digits
}

const prompt =
  /(?<!\S)(?:[\w.-]+@[\w.-]+:[^\s$#]*[$#]|\[[\w.-]+@[\w.-]+ [^\]\s]*\][$#])(?:[ \t]+|$)|(?<!\S)(?:\/ )?# (?=\S)/g
const ownPrompt = /^(?:\$|#|\/ #|%|>|\/ \$)[ \t]+(?=\S)/
const sentence = /^(?:[-•*–]|\d+[.)])\s+(?!\S+:(?:\s|$))\S|^[A-Z](?!\S*[A-Z])\S*(?: \S+){4,}$/

/** What stands above what is printed: `#output`, `Output:`. */
const label = /^\s*(?:#+ *)?(?:sample |example |expected )?(?:output|result|response)s?:?\s*$/i

interface Open {
  prompt: string
  lines: Passage[]
  block: number
  isOneLine: boolean
  /** The name of the file that it is, where prose says so. */
  shows?: string
  /** How far the line of the prompt is indented. */
  indent?: number
  /** The number of the last line, where each line of the box has one. */
  number?: number
  /** It is what the excerpt at this place of the parts has printed. */
  completes?: number
  /** It is a code box of which nobody knows what it is. */
  isUnknown?: boolean
}

type Apart = Pick<Excerpt, 'typed' | 'plain' | 'printed' | 'shows'>

/** At work on one text. */
class Reading {
  readonly #vocabulary: Vocabulary
  readonly #parts: TextPart[] = []
  #open: Open | undefined
  /** The line before was the numbers of a code box, all in one: its line ends are lost as well. */
  #afterGutter = false
  #block = 0
  #hasPrompts = false

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary
  }

  all(lines: readonly TextLine[]): TextPart[] {
    for (const [index, line] of lines.entries()) {
      if (line.block !== this.#block) this.#enter(line, lines.slice(index))
      this.#take(line)
    }
    this.#close()
    return this.#parts
  }

  /** A code box without anything that is typed belongs to the line above it, or is a file of which the prose speaks. */
  #enter({ block, is }: TextLine, lines: readonly TextLine[]): void {
    this.#block = block
    const own = lines.slice(
      0,
      lines.findIndex((line) => line.block !== block),
    )
    this.#hasPrompts = own.some(({ passage }) =>
      [...passage.text.matchAll(prompt)].some(([found]) => found.includes('@')),
    )
    this.#close()
    if (is !== 'code') return
    const all = own.length === 0 ? lines : own
    if (all.some(({ passage }) => this.#typedIn(passage).length > 0)) return
    if (all.every(({ passage }) => passage.isEmpty)) return
    const box = { prompt: '', lines: [], block, isOneLine: false }
    const prose = this.#parts.at(-1)
    const shows = prose?.type === 'prose' ? this.#vocabulary.fileIn(prose.line.text) : undefined
    const completes = this.#printedBy(all)
    if (shows !== undefined) this.#open = { ...box, shows }
    else if (completes !== undefined) this.#open = { ...box, completes }
    else this.#open = { ...box, isUnknown: true }
  }

  /** The excerpt before a code box, where it prints nothing itself and what is in the box may have been printed: a sentence may stand between. */
  #printedBy(box: readonly TextLine[]): number | undefined {
    const at = this.#parts.findLastIndex(({ type }) => type === 'excerpt')
    const last = this.#parts[at]
    if (last?.type !== 'excerpt' || this.#parts.length - at > 2) return undefined
    const isFree = last.printed.isEmpty && !last.plain.isEmpty && last.shows === undefined
    const text = box
      .map(({ passage }) => passage.text)
      .filter((line) => !label.test(line))
      .join('\n')
    return isFree && this.#vocabulary.mayBePrinted(text) ? at : undefined
  }

  #take({ passage, is }: TextLine): void {
    const { text } = passage
    if (gutter(text)) {
      this.#close()
      this.#afterGutter = true
      return
    }
    const typed = is === 'prose' && !text.includes('@') ? [] : this.#typedIn(passage)
    const before = passage.slice(0, typed[0]?.from)
    const number = typed.length > 0 ? before.text.match(/^\s*(\d+)\s*$/)?.[1] : undefined
    if (number === undefined && (!before.isEmpty || typed.length === 0)) this.#more(before, is)
    for (const [index, { from, rest }] of typed.entries()) {
      this.#close()
      const lines = [passage.slice(rest, typed[index + 1]?.from)]
      this.#open = {
        prompt: text.slice(from, rest),
        lines,
        block: this.#block,
        isOneLine: this.#afterGutter,
        indent: text.length - text.trimStart().length,
        ...(number !== undefined && { number: Number(number) }),
      }
    }
    if (text.trim() !== '') this.#afterGutter = false
  }

  /** Where something is typed in a line: behind a prompt, or without one where the whole line is known. */
  #typedIn(passage: Passage): { from: number; rest: number }[] {
    const { text } = passage
    const prompts = [...text.matchAll(prompt)].filter(
      ({ index, 0: found }) =>
        found.includes('@') || this.#knownStart(passage.slice(index + found.length)) !== undefined,
    )
    if (prompts.length > 0)
      return prompts.map(({ index, 0: found }) => ({ from: index, rest: index + found.length }))
    const [own] = text.match(ownPrompt) ?? []
    const rest = passage.slice(own?.length ?? 0)
    const isKnownThere = () => this.#knownStart(rest) !== undefined
    const isOwn =
      own !== undefined &&
      (own.startsWith('$') ? !this.#hasPrompts || isKnownThere() : !this.#hasPrompts && isKnownThere())
    if (isOwn) return [{ from: 0, rest: own.length }]
    const shows = text.match(/^(?:vim?|nano|emacs|cat) (\S+)$/)?.[1]
    const isKnown =
      own === undefined &&
      /^\w/.test(text) &&
      ((shows !== undefined && this.#vocabulary.isFile(shows)) ||
        this.#vocabulary.knows(plainly(passage).text))
    return isKnown ? [{ from: 0, rest: 0 }] : []
  }

  /** A line in which nothing is typed. */
  #more(line: Passage, is: TextLine['is']): void {
    const open = this.#open
    const passage = open ? withoutNumber(line, open) : line
    // A box without prompts has comments between what is typed.
    const isComment =
      is === 'code' && open?.prompt === '' && open.lines.length === 1 && passage.text.startsWith('# ')
    const isLabel = is === 'code' && open?.lines.length === 0 && label.test(line.text)
    if (isComment || isLabel) return
    if (open && is !== 'prose' && !(is === 'either' && this.#isProse(passage.text, open))) {
      open.lines.push(passage)
      return
    }
    this.#close()
    if (!passage.isEmpty) this.#parts.push({ type: 'prose', line: passage })
  }

  #isProse(text: string, { isOneLine, lines }: Open): boolean {
    if (isOneLine) return true
    if (lines.at(-1)?.text.trimEnd().endsWith('\\') || text.trim() === '') return false
    if (this.#vocabulary.hasPrinted(text)) return false
    const isAfterBlank = lines.length > 1 && lines.at(-1)?.isEmpty
    return (
      sentence.test(text.trim()) || (isAfterBlank === true && /^[A-Z]\w*(?: \w+)*[.:]?$/.test(text.trim()))
    )
  }

  #close(): void {
    const open = this.#open
    this.#open = undefined
    if (!open) return
    const completed = open.completes === undefined ? undefined : this.#parts[open.completes]
    if (open.completes === undefined || completed?.type !== 'excerpt') this.#parts.push(this.#excerpt(open))
    else this.#parts[open.completes] = { ...completed, printed: Passage.join(open.lines, '\n') }
  }

  #excerpt({ prompt: before, lines, shows, isUnknown }: Open): Excerpt {
    const nothing = Passage.of('')
    const whole = Passage.join(lines, '\n')
    const isTyped = shows === undefined && isUnknown !== true
    if (isTyped) return { type: 'excerpt', prompt: before, ...this.#apart(whole) }
    const file = shows === undefined ? {} : { shows }
    return { type: 'excerpt', prompt: before, typed: nothing, plain: nothing, printed: whole, ...file }
  }

  /** Tells what is typed from what is printed. */
  #apart(whole: Passage): Apart {
    const editor = whole.text.match(/^\s*(?:sudo )?[\w-]+ +(\S+\.ya?ml)(?=\s|$)(?!\s+\S+\.ya?ml)/)
    const shows = editor?.[1]
    if (editor && shows !== undefined && this.#vocabulary.isFile(shows))
      return { ...ended(whole, editor[0].length), shows }
    const first = firstLine(whole)
    if (this.#vocabulary.knows(plainly(whole.slice(0, first)).text)) return ended(whole, first)
    return ended(whole, this.#wrapped(whole, first) ?? this.#knownStart(whole) ?? unknownEnd(whole, first))
  }

  /** A line that was broken without a backslash, as in a PDF. */
  #wrapped(whole: Passage, first: number): number | undefined {
    let end = first
    for (let lines = 0; lines < 2; lines += 1) {
      end = nextEnd(whole.text, end + 1)
      if (end > first && this.#vocabulary.knows(plainly(whole.slice(0, end)).text)) return end
    }
    return undefined
  }

  /** Where the longest known line ends that this begins with, and something follows that may have been printed. */
  #knownStart(whole: Passage): number | undefined {
    const ends = [...whole.text.matchAll(/\S+/g)]
      .slice(0, 60)
      .map(({ index, 0: word }) => index + word.length)
    return ends.findLast((end) => {
      const rest = whole.text.slice(end)
      return (
        this.#vocabulary.knows(plainly(whole.slice(0, end)).text) &&
        (rest.trim() === '' || this.#vocabulary.mayBePrinted(rest) || /^\s*(?:\/ )?[#$] /.test(rest))
      )
    })
  }
}

/** A line without the number that counts on from the one before, and without the indentation of the prompt. */
function withoutNumber(line: Passage, open: Open): Passage {
  const next = open.number === undefined ? undefined : line.text.match(/^\s*(\d+)(?: |$)/)
  if (next && Number(next[1]) === (open.number ?? 0) + 1) {
    open.number = Number(next[1])
    return line.slice(next[0].length)
  }
  const indent = line.text.length - line.text.trimStart().length
  return line.slice(Math.min(open.indent ?? 0, indent))
}

const ended = (whole: Passage, end: number): Apart => {
  const typed = whole.slice(0, end).trim()
  return { typed, plain: plainly(typed), printed: whole.slice(end) }
}

/** Where a line of text ends that begins here. */
const nextEnd = (text: string, from: number) => {
  const end = text.indexOf('\n', from)
  return end === -1 ? text.length : end
}

/** Where the first line ends, with those in which it goes on. */
function firstLine({ text }: Passage): number {
  let end = nextEnd(text, 0)
  while (end < text.length && text.slice(0, end).trimEnd().endsWith('\\')) end = nextEnd(text, end + 1)
  return end
}

/** Nobody knows the line: it ends with its first line, or before what can only have been printed. */
function unknownEnd({ text }: Passage, first: number): number {
  const line = text.slice(0, first)
  const printed = line.search(/(?<=\s)(?:[A-Z]{3,} +[A-Z]{3,}|\{|apiVersion:|Name:)(?:\s|$)/)
  const left = [...line.matchAll(omission)].find(({ 0: word }) => isOmission(word))?.index ?? -1
  const ends = [printed, left].filter((end) => end > 0)
  return ends.length === 0 ? first : Math.min(...ends)
}
