import { Passage } from '../text/passage.ts'
import type { CodeBlock, Text } from '../text/text.ts'
import { answersOf } from './answers-of.ts'
import { boxKindOf, type BoxKind } from './box-kind.ts'
import { codeWithin } from './code-within.ts'
import { isCommand } from './command.ts'
import { isPrintedComment, markOf, runsOf } from './comment-runs.ts'
import { fileIn, nameInside, namedIn } from './file-names.ts'
import { withFilesFirst } from './files-first.ts'
import { inOnePiece } from './in-one-piece.ts'
import { lostLines } from './lost-lines.ts'
import { isLabel, isManifest, isOmissionLine, lookOf } from './printed-look.ts'
import { shellOf } from './prompt.ts'
import type { FileShown, PrintedBox, Prose, Session, SessionPart, TypedLine } from './session.ts'
import { hasOmission, isManifestAlone, isTerminal, namedDocuments } from './shown-box.ts'
import { typedInBox } from './typed-in-box.ts'
import {
  aliasesIn,
  baseName,
  copiedBy,
  editedBy,
  filesMade,
  filesNeeded,
  isDocumentOf,
  mayPrint,
  opensProgram,
  plainOf,
  printedFile,
  withoutAliases,
} from './typed-forms.ts'
import { waitIn } from './wait.ts'
import { withinForm, withoutBlankRows } from './within-form.ts'

/** Reads what a text has its reader do: lines that are typed, what they print, files, and what is said. */
export function sessionOf(text: Text): Session {
  return new SessionReading(text).session
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** A typed line while its answers are collected. */
type Line = Writable<Omit<TypedLine, 'printed'>> & { printed: PrintedBox[] }

/** So many paragraphs may stand between a line and what it prints. */
const fewParagraphs = 3

/** So many lines of a box may be answered together below it. */
const mostAnswered = 50

class SessionReading {
  readonly session: Session
  readonly #text: string
  readonly #parts: SessionPart[] = []
  /** The lines of the last box in which something is typed. */
  #group: Line[] = []
  #last: Line | undefined
  /** What has been said since the last box. */
  #said: Prose[] = []
  #isNewSection = false
  #program: { number: number; prompt: string } | undefined
  readonly #aliases = new Map([['k', 'kubectl']])
  /** Files that are there, by name; those that a line has made have no content. */
  readonly #files = new Map<string, FileShown | undefined>()
  /** A manifest that nothing names, and where it stands among the parts. */
  #unnamed: { passage: Passage; at: number } | undefined
  #count = 0

  constructor(text: Text) {
    this.#text = text.text
    for (const block of text.blocks.flatMap((one) => (one.type === 'code' ? [one] : codeWithin(one))))
      if (block.type === 'code') this.#code(block)
      else this.#prose(block.passage, block.type === 'prose' && block.isHeading === true)
    this.session = { text, parts: withFilesFirst(this.#parts) }
  }

  #prose(passage: Passage, isHeading = false): void {
    if (passage.isEmpty) return
    const [wait, edits] = [waitIn(passage.text), fileIn(passage.text, this.#files, 'edit')]
    const prose: Prose = {
      type: 'prose',
      passage,
      ...(wait !== undefined && { wait }),
      ...(edits !== undefined && { edits }),
    }
    this.#parts.push(prose)
    this.#said.push(prose)
    if (isHeading) this.#isNewSection = true
  }

  #code(block: CodeBlock): void {
    const whole = withinForm(block.passage)
    if (whole.isEmpty || /^[\d\s]+$/.test(whole.text)) return
    const kind = boxKindOf(block.language, block.title)
    const isTyped =
      block.hasLostLines === true
        ? this.#lost(whole)
        : block.isOutput === true
          ? false
          : this.#inBox(whole, kind)
    if (!isTyped) this.#untyped(block, whole, kind)
    this.#said = []
    this.#isNewSection = false
  }

  /** @returns whether something is typed in a box whose lines have become one */
  #lost(whole: Passage): boolean {
    const found = lostLines(whole, this.#program !== undefined)
    if (found.length === 0) return false
    this.#group = []
    for (const { prompt, typed, printed, isInside } of found) {
      const opener = isInside ? this.#last : undefined
      if (!isInside) this.#program = undefined
      if (opener && this.#program === undefined)
        this.#program = { number: opener.number, prompt: opener.prompt }
      const line = this.#typed(prompt, typed, isInside, true)
      if (line) this.#printed(line, printed, '', true)
    }
    return true
  }

  /** @returns whether something is typed in a box */
  #inBox(whole: Passage, kind: BoxKind): boolean {
    const found = typedInBox(whole, kind, this.#program !== undefined, this.#aliases)
    if (found.length === 0) return false
    const isPrompted = found.some(({ prompt }) => prompt !== '')
    const isInside = isPrompted ? undefined : this.#isInside(found[1]?.typed?.text ?? '')
    this.#group = []
    for (const { prompt, typed, printed } of found) {
      if (typed) this.#typed(prompt, typed, isInside)
      this.#below(printed)
    }
    return true
  }

  /** Whether lines without prompts are typed into the program that is open. */
  #isInside(first: string): boolean {
    if (this.#program === undefined) return false
    if (/^\s*(?:sudo )?(?:kubectl|k|oc|minikube|docker|helm)\b/.test(first)) this.#program = undefined
    return this.#program !== undefined
  }

  #typed(prompt: string, passage: Passage, isInside?: boolean, hasLostLines = false): Line | undefined {
    const typed = passage.trimLines().trim()
    if (typed.isEmpty) return undefined
    const plain = plainOf(typed.text)
    const program = this.#program
    if (program && isInside === undefined && this.#isBack(prompt, plain, program)) this.#program = undefined
    const into = this.#program?.number ?? 'shell'
    const line = into === 'shell' ? withoutAliases(plain, this.#aliases) : plain
    this.#count += 1
    const one: Line = {
      type: 'typed',
      number: this.#count,
      prompt,
      typed,
      line: inOnePiece(line, hasLostLines),
      into,
      printed: [],
    }
    for (const [name, value] of aliasesIn(plain)) this.#aliases.set(name, value)
    if (into === 'shell') this.#needs(one)
    this.#parts.push(one)
    this.#group = [...this.#group.slice(-mostAnswered), one]
    this.#last = one
    this.#makes(one.line)
    if (into === 'shell' && opensProgram(one.line)) this.#program = { number: one.number, prompt }
    else if (this.#program && /^(?:exit|logout|quit|\\q|\^D)\b/.test(plain)) this.#program = undefined
    return one
  }

  /** Remembers the files that a line makes itself; what it copies from elsewhere is not there. */
  #makes(line: string): void {
    const copied = copiedBy(line)
    const isKnown =
      copied &&
      (!copied.source.startsWith('/') || this.#files.get(baseName(copied.source))?.name === copied.source)
    for (const name of [...filesMade(line), ...(isKnown ? [copied.target] : [])])
      this.#files.set(baseName(name), undefined)
  }

  /** Whether a line is typed into the shell again, though nothing has ended the program. */
  #isBack(prompt: string, plain: string, program: { prompt: string }): boolean {
    if (/^(?:sudo )?(?:kubectl|k|minikube|oc)(?=\s)/.test(plain)) return true
    if (prompt === '' || program.prompt === '') return false
    return (
      shellOf(prompt) === shellOf(program.prompt) &&
      (shellOf(prompt) !== '$' || !/^(?:exit|ls|env|cat|id)\b/.test(plain))
    )
  }

  /** Shows the files that a line needs before it, where the text has them without a name, or in another folder. */
  #needs({ line }: Line): void {
    for (const name of filesNeeded(line)) {
      if (this.#files.has(baseName(name)) || this.#files.has(name)) {
        const known = this.#files.get(baseName(name))
        if (known && known.name !== name) this.#show({ ...known, name })
      } else if (this.#unnamed) {
        const { passage, at } = this.#unnamed
        this.#unnamed = undefined
        this.#show({ type: 'file', name, content: passage, isPart: hasOmission(passage) }, at)
      }
    }
  }

  /** Lines that stand below one that is typed. */
  #below(lines: readonly Passage[]): void {
    const first = lines.findIndex((line) => !line.isEmpty)
    // What the reader presses is no answer, nor is a label above one.
    const own = lines.filter(
      ({ text }, index) => !/^\^[CDZ]$/.test(text.trim()) && !(index === first && isLabel(text)),
    )
    for (const run of runsOf(own)) {
      const passage = Passage.join(run.lines, '\n').trimLines()
      if (passage.isEmpty) continue
      if (run.isComment && !isPrintedComment(run.lines)) this.#prose(passage)
      else if (this.#group.length > 0) this.#answer(passage, run.isComment ? markOf(passage) : '')
      else this.#before(passage)
    }
  }

  /** What stands in a box above all that is typed belongs to the last box. */
  #before(passage: Passage): void {
    if (this.#last && lookOf(passage.text.split('\n')[0] ?? '') !== undefined)
      this.#printed(this.#last, passage, '')
    else this.#parts.push({ type: 'not read', passage, reason: unread })
  }

  #answer(passage: Passage, mark: string): void {
    for (const [line, own] of answersOf(passage, mark, this.#group)) this.#printed(line, own, mark)
  }

  #printed(line: Line, passage: Passage, mark: string, hasLostLines = false): void {
    const own = withoutBlankRows(passage.trimLines())
    if (own.isEmpty) return
    const file = line.into === 'shell' ? editedFile(line.line) : undefined
    if (file !== undefined && (lookOf(own.text) !== 'error' || hasLostLines)) {
      this.#show({
        type: 'file',
        name: file,
        content: own,
        isPart: hasOmission(own),
        ...(hasLostLines && { hasLostLines }),
      })
      return
    }
    line.printed.push({ passage: own, mark, ...(hasLostLines && { hasLostLines }) })
    const printed = printedFile(line.line)
    if (printed !== undefined && line.into === 'shell') this.#shownBy(line, printed, own)
  }

  /** A file that a line prints was there before. */
  #shownBy(line: Line, name: string, content: Passage): void {
    const isKnown = this.#files.has(baseName(name))
    if (isKnown || name.startsWith('/') || name.includes('*') || lookOf(content.text) === 'error') return
    const at = this.#parts.indexOf(line)
    this.#parts.splice(at, 0, line)
    this.#show({ type: 'file', name, content, isPart: hasOmission(content) }, at)
  }

  /** @param at where it takes the place of what is there */
  #show(file: FileShown, at = this.#parts.length): void {
    this.#parts[at] = file
    this.#files.set(baseName(file.name), file)
  }

  /** A box in which nothing is typed. */
  #untyped(block: CodeBlock, whole: Passage, kind: BoxKind): void {
    const lines = whole.lines
    const isLabelled = isLabel(lines[0]?.text ?? '') && lines.length > 1
    const own = (isLabelled ? Passage.join(lines.slice(1), '\n') : whole).trimLines()
    if (own.isEmpty) return
    const titled = this.#titled(block)
    if (titled) {
      this.#typed('', titled)
      this.#answer(own, '')
      return
    }
    const documents = block.title === undefined ? namedDocuments(own) : [own]
    if (documents.length > 1) {
      for (const one of documents) this.#untyped(block, one, kind)
      return
    }
    const line = this.#last
    const isAnswered = this.#group.at(-1)?.printed.length !== 0
    const prints =
      line !== undefined &&
      !isAnswered &&
      this.#group.some((one) => mayPrint(one.line, lookOf(own.text.split('\n')[0] ?? '')))
    const printed = line && printedFile(line.line)
    const edited = line && !isAnswered ? editedBy(line.line) : undefined
    const isNear =
      block.isOutput === true || isLabelled || (this.#said.length <= fewParagraphs && !this.#isNewSection)
    if (isNear && printed !== undefined && line && !isAnswered) {
      this.#printed(line, own, '')
      return
    }
    const name = this.#nameOf(block, own, kind, edited, isNear && prints)
    if (name !== undefined && block.isOutput !== true) {
      const isPart = hasOmission(own) || (/\.ya?ml$/.test(name) && !isManifest(own.text) && kind !== 'other')
      this.#show({
        type: 'file',
        name,
        content: own,
        isPart,
        ...(block.hasLostLines && { hasLostLines: true }),
      })
      return
    }
    const look = lookOf(
      own.text.split('\n').find((text) => text.trim() !== '' && !isOmissionLine(text)) ?? '',
    )
    const mayAnswer = kind !== 'other' && isNear && line !== undefined && line.into === 'shell'
    const isContinued =
      isAnswered &&
      look !== undefined &&
      !isManifestAlone(own.text) &&
      line !== undefined &&
      mayPrint(line.line, look)
    if (mayAnswer && prints && !(isManifestAlone(own.text) && !isDocumentOf(line.line))) this.#answer(own, '')
    else if (mayAnswer && (isContinued || (block.isOutput && isAnswered))) this.#printed(line, own, '')
    else if (isManifest(own.text)) this.#isUnnamed(own)
    else if (isTerminal(kind, own.text, look))
      this.#parts.push({ type: 'not read', passage: own, reason: line && !isNear ? tooFar : unread })
  }

  /** The line whose answer a box shows, where that is its title. */
  #titled({ title = '', passage }: CodeBlock): Passage | undefined {
    const at = isCommand(title) ? this.#text.lastIndexOf(title, passage.span?.from ?? 0) : -1
    return at === -1 ? undefined : Passage.at(title, at)
  }

  /** The name of the file that a box shows. */
  #nameOf(
    block: CodeBlock,
    own: Passage,
    kind: BoxKind,
    edited: string | undefined,
    prints: boolean,
  ): string | undefined {
    const titled = namedIn(block.title ?? '')
    const inside = nameInside(own.text)
    if (titled !== undefined || edited !== undefined || inside !== undefined)
      return titled ?? edited ?? inside
    if (kind === 'shell') return undefined
    const said = this.#said.at(-1)?.passage.text
    if (said === undefined || (prints && !isManifestAlone(own.text))) return undefined
    if (!isManifest(own.text) && lookOf(own.text) !== undefined && kind !== 'document') return undefined
    return fileIn(said, this.#files, isManifest(own.text) || kind === 'document' ? 'name' : 'make')
  }

  #isUnnamed(passage: Passage): void {
    this.#unnamed = { passage, at: this.#parts.length }
    this.#parts.push({ type: 'not read', passage, reason: noName })
  }
}

const unread =
  'nothing that is typed above it prints it, and no file is named for it; put it below its command'
const tooFar = 'the command that may have printed it stands too far above; put it below its command'
const noName =
  'it is a manifest, and neither a name stands above it nor does a later line use it; name its file'

/** The file whose content stands below a line that opens it; a program that nobody knows opens it too. */
function editedFile(line: string): string | undefined {
  const known = editedBy(line)
  if (known !== undefined) return known
  const [, program = '', file] = line.match(/^([a-z]+) (\S+\.ya?ml)$/) ?? []
  return isCommand(line, true) || program === '' ? undefined : file
}
