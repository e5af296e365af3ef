import { Passage } from '../text/passage.ts'
import type { Block, CodeBlock, Text } from '../text/text.ts'
import { isCommand, linesTyped, mayBeCommand, withoutMore } from './command.ts'
import { codeWithin } from './code-within.ts'
import { fileIn, nameInside, namedIn } from './file-names.ts'
import { lostLines } from './lost-lines.ts'
import { isLabel, isManifest, isOmissionLine, lookOf } from './printed-look.ts'
import { programPromptOf, promptOf, shellOf } from './prompt.ts'
import type { FileShown, PrintedBox, Prose, Session, SessionPart, TypedLine } from './session.ts'
import { boxKindOf, type BoxKind } from './box-kind.ts'
import {
  baseName,
  copiedBy,
  editedBy,
  filesMade,
  filesNeeded,
  mayPrint,
  opensProgram,
  plainOf,
  printedFile,
  withoutAliases,
} from './typed-forms.ts'
import { waitIn } from './wait.ts'

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
  #unnamed: { passage: Passage; at: number; isUsed: boolean } | undefined
  #count = 0

  constructor(text: Text) {
    for (const block of text.blocks.flatMap((one) => (one.type === 'code' ? [one] : codeWithin(one))))
      this.#take(block)
    this.#endUnnamed()
    this.session = { text, parts: withFilesFirst(this.#parts) }
  }

  #take(block: Block): void {
    if (block.type !== 'code') this.#prose(block.passage, block.type === 'prose' && block.isHeading === true)
    else if (!block.passage.isEmpty) this.#code(block)
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
    const whole = trimmed(withoutIndentation(withoutNumbers(block.passage)))
    if (whole.isEmpty || /^[\d\s]+$/.test(whole.text)) return
    const kind = boxKindOf(block.language, block.title)
    const lines = withLonePrompts(whole.lines)
    const isTyped =
      block.hasLostLines === true
        ? this.#lost(whole)
        : block.isOutput === true
          ? false
          : this.#prompted(lines) || this.#unprompted(lines, kind)
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

  /** @returns whether something is typed behind prompts */
  #prompted(lines: readonly Passage[]): boolean {
    const opens = this.#program !== undefined || lines.some(({ text }) => opensProgram(plainOf(text)))
    const prompts = lines.map(
      ({ text }) => promptOf(text)?.prompt ?? (opens ? programPromptOf(text) : undefined),
    )
    if (prompts.every((prompt) => prompt === undefined)) return false
    // Where lines are typed without a prompt, `#` begins a comment.
    const isBare = lines.some(
      ({ text }, at) => prompts[at] === undefined && /^\S/.test(text) && isCommand(text),
    )
    if (isBare && prompts.every((prompt) => prompt === undefined || prompt.trim() === '#')) return false
    const bare = lines.map((line, at) =>
      isContinued(prompts[at]) ? line : line.slice(prompts[at]?.length ?? 0),
    )
    this.#group = []
    let printed: Passage[] = []
    let next = 0
    for (let at = 0; at < lines.length; at += 1) {
      const line = lines[at] ?? Passage.of('')
      const prompt = prompts[at]
      const rest = line.slice(prompt?.length ?? 0)
      if (prompt === undefined) {
        if (!isStatus(line.text, prompts[at + 1])) printed.push(line)
      } else if (isLate(rest.text)) {
        printed.push(rest)
      } else if (!rest.isEmpty) {
        this.#below(printed)
        printed = []
        for (next = Math.max(next, at + 1); next < lines.length && isContinued(prompts[next]);) next += 1
        const end = at + linesTyped(bare, at, next)
        this.#typed(prompt, typedOf(bare.slice(at, end)))
        at = end - 1
      }
    }
    this.#below(printed)
    return true
  }

  /** @returns whether something is typed without prompts */
  #unprompted(lines: readonly Passage[], kind: BoxKind): boolean {
    if (kind === 'other' || kind === 'document') return false
    const inShell = kind === 'shell'
    const first = lines.find(({ text }) => !/^\s*(?:#|$)/.test(text))
    const isUnknown =
      inShell && first !== undefined && lookOf(first.text) === undefined && mayBeCommand(first.text)
    const starts = (line: Passage) =>
      (isCommand(withoutAliases(line.text, this.#aliases), inShell) && lookOf(line.text) === undefined) ||
      (isUnknown && line === first)
    if (!lines.some(starts)) return false
    // Where nothing says that a box is typed, its first line must be.
    if (!inShell && first && !starts(first)) return false
    const isInside = this.#isInside(first?.text ?? '')
    this.#group = []
    let printed: Passage[] = []
    let hasTyped = false
    for (let at = 0; at < lines.length; at += 1) {
      const line = lines[at] ?? Passage.of('')
      const isStart = starts(line) && !(line.text.startsWith('  ') && printed.some((one) => !one.isEmpty))
      if (!isStart) {
        if (hasTyped || !line.isEmpty) printed.push(line)
        continue
      }
      this.#below(printed)
      printed = []
      const end = at + linesTyped(lines, at)
      this.#typed('', typedOf(lines.slice(at, end)), isInside)
      hasTyped = true
      at = end - 1
    }
    this.#below(printed)
    return true
  }

  /** Whether lines without prompts are typed into the program that is open. */
  #isInside(first: string): boolean {
    if (this.#program === undefined) return false
    if (/^\s*(?:sudo )?(?:kubectl|k|oc|minikube|docker|helm)\b/.test(first)) this.#program = undefined
    return this.#program !== undefined
  }

  #typed(prompt: string, passage: Passage, isInside?: boolean, hasLostLines = false): Line | undefined {
    const typed = trimmed(passage).trim()
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
    for (const [, name = '', , value = ''] of plain.matchAll(/\balias ([\w.-]+)=(["']?)([^"'\n]+)\2/g))
      this.#aliases.set(name, value)
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
      } else if (this.#unnamed && !this.#unnamed.isUsed) {
        const { passage, at } = this.#unnamed
        this.#unnamed.isUsed = true
        const file: FileShown = { type: 'file', name, content: passage, isPart: hasOmission(passage) }
        this.#parts[at] = file
        this.#files.set(baseName(name), file)
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
    const last = this.#group.at(-1)
    for (const run of runsOf(own)) {
      const passage = trimmed(Passage.join(run.lines, '\n'))
      if (passage.isEmpty) continue
      if (run.isComment && !isPrintedComment(run.lines)) this.#prose(passage)
      else if (last) this.#answer(passage, run.isComment ? markOf(passage) : '')
      else this.#before(passage)
    }
  }

  /** What stands in a box above all that is typed belongs to the last box. */
  #before(passage: Passage): void {
    if (this.#last && lookOf(passage.text.split('\n')[0] ?? '') !== undefined)
      this.#printed(this.#last, passage, '')
    else this.#parts.push({ type: 'not read', passage, reason: unread })
  }

  /** What the lines of the last box have printed, each its own; what belongs to the last of them is at the end. */
  #answer(passage: Passage, mark: string): void {
    const lines = this.#group
    const pieces = lines.length > 1 ? piecesOf(passage, mark) : [passage]
    let free = lines.length
    const found: [Line, Passage][] = []
    for (const piece of pieces.toReversed()) {
      const look = lookOf(piece.text.slice(mark.length))
      let at = free - 1
      while (at >= 0 && !(lines[at]?.printed.length === 0 && mayPrint(lines[at]?.line ?? '', look))) at -= 1
      if (at >= 0) free = at
      const line = lines[Math.min(free, lines.length - 1)]
      if (line) found.push([line, piece])
    }
    for (const [line, own] of joined(found.toReversed())) this.#printed(line, own, mark)
  }

  #printed(line: Line, passage: Passage, mark: string, hasLostLines = false): void {
    const own = withoutBlankRows(trimmed(passage))
    if (own.isEmpty) return
    const file = line.into === 'shell' ? editedFile(line.line) : undefined
    if (file !== undefined && (lookOf(own.text) !== 'error' || hasLostLines)) {
      this.#show({
        type: 'file',
        name: file,
        content: own,
        ...partOf(own),
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
    const file: FileShown = { type: 'file', name, content, ...partOf(content) }
    this.#parts.splice(this.#parts.indexOf(line), 0, file)
    this.#files.set(baseName(name), file)
  }

  #show(file: FileShown): void {
    this.#parts.push(file)
    this.#files.set(baseName(file.name), file)
  }

  /** A box in which nothing is typed. */
  #untyped(block: CodeBlock, whole: Passage, kind: BoxKind): void {
    const lines = whole.lines
    const isLabelled = isLabel(lines[0]?.text ?? '') && lines.length > 1
    const own = trimmed(isLabelled ? Passage.join(lines.slice(1), '\n') : whole)
    if (own.isEmpty) return
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
      const isPart =
        partOf(own).isPart || (/\.ya?ml$/.test(name) && !isManifest(own.text) && kind !== 'other')
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
    this.#endUnnamed()
    this.#unnamed = { passage, at: this.#parts.length, isUsed: false }
    this.#parts.push({ type: 'not read', passage, reason: noName })
  }

  /** A manifest that nothing needs is shown to be read. */
  #endUnnamed(): void {
    this.#unnamed = undefined
  }
}

const unread =
  'nothing that is typed above it prints it, and no file is named for it; put it below its command'
const tooFar = 'the command that may have printed it stands too far above; put it below its command'
const noName =
  'it is a manifest, and neither a name stands above it nor does a later line use it; name its file'

/** Whether a line that is behind a prompt was printed there, as by a program in the background. */
const isLate = (text: string) =>
  /^(?:Starting to serve|Forwarding from|Handling connection|\[\d+\][+-]? +\S|NAME {2,}|No resources found)/.test(
    text,
  )

/** The line above a prompt that has two: a folder, a branch. */
const isStatus = (text: string, prompt = '') =>
  /[❯➜λ»›]/.test(prompt) &&
  /^(?:╭|┌|~|\/|[\w.-]+@|[\w.-]+ (?:on|in|via|at) |[\w~/.-]+(?: \S+)?$)/.test(text) &&
  !isRow(text)

/** Whether a line may belong to the one above it: it has no prompt, or the one of a line that goes on. */
const isContinued = (prompt: string | undefined) => prompt === undefined || /^\s*>{1,2}\s*$/.test(prompt)

const isRow = (text: string) => / {2,}/.test(text.trim()) || lookOf(text) !== undefined

const hasOmission = (passage: Passage) =>
  passage.lines.some(({ text }) => isOmissionLine(text)) ||
  /<\w+_omitted>|(?<!\S)\.{3,}(?!\S)/.test(passage.text)

const partOf = (passage: Passage) => ({ isPart: hasOmission(passage) })

/** A file of the reader's, not an object as a cluster prints it. */
const isManifestAlone = (text: string) =>
  isManifest(text) &&
  !/^\s*(?:"?uid"?|"?resourceVersion"?|"?creationTimestamp"?|status|managedFields):(?!\s*null)/m.test(text)

const isDocumentOf = (line: string) =>
  /(?:-o|--output)[= ]?(?:yaml|json)\b|\bcurl\b|config view|get --raw|helm template|kustomize|kubectl neat/.test(
    line,
  ) && !/>\s*\S+$/.test(line)

/** Whether what can't be read belongs to a terminal: a picture or the code of a program does not. */
const isTerminal = (kind: BoxKind, text: string, look: string | undefined) =>
  kind !== 'other' &&
  !(kind === 'document' && look !== 'table') &&
  !/[─│┌└├▲▼►◄━┃╔║]|[-=]{2,}>|<[-=]{2,}|\+-{3,}\+|^\s*[|^v]\s*$/m.test(text) &&
  (look !== undefined || kind !== 'any' || / {2,}\S/.test(text))

/** The file whose content stands below a line that opens it; a program that nobody knows opens it too. */
function editedFile(line: string): string | undefined {
  const known = editedBy(line)
  if (known !== undefined) return known
  const [, program = '', file] = line.match(/^([a-z]+) (\S+\.ya?ml)$/) ?? []
  return isCommand(line, true) || program === '' ? undefined : file
}

/** A heredoc and a loop keep their lines; what goes on behind a backslash is one line. */
function inOnePiece(line: string, hasLostLines: boolean): string {
  const [head = ''] = line.match(/^[^]*?<<[^\n]*/) ?? [line]
  const one = head.replaceAll(hasLostLines ? / ?\\\s+/g : / ?(?:\\| `)[ \t]*\n[ \t]*/g, ' ')
  return (one.includes('\n') ? one : withoutComment(one) + line.slice(head.length)).trim()
}

/** Without what a shell does not read, outside of quotes. */
const withoutComment = (line: string) =>
  line.replace(/^((?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*'|\s(?!#))+)\s#.*$/, '$1')

/** A prompt that stands on a line of its own is put before the command on the next. */
const withLonePrompts = (lines: readonly Passage[]): Passage[] =>
  lines.reduce<Passage[]>((done, line) => {
    const last = done.at(-1)
    const isLone = last !== undefined && promptOf(last.text)?.prompt.trim() === last.text.trim()
    if (isLone && isCommand(line.text, true) && promptOf(line.text) === undefined)
      done.splice(-1, 1, Passage.join([last, line], ' '))
    else done.push(line)
    return done
  }, [])

/** A typed line without the marks of lines that go on. */
const typedOf = (lines: readonly Passage[]) =>
  Passage.join(
    lines.map((line, index) =>
      index === 0 ? line : line.slice(line.text.length - withoutMore(line.text).length),
    ),
    '\n',
  )

/** Without blank lines at the beginning and the end; what stands before its first word stays. */
function trimmed(passage: Passage): Passage {
  const from = passage.text.match(/^(?:[ \t\r\uFEFF]*\n)*/)?.[0].length ?? 0
  return passage.slice(from, Math.max(from, passage.text.trimEnd().length))
}

/** Without the numbers of lines, where each has one. */
function withoutNumbers(passage: Passage): Passage {
  const lines = passage.lines
  const numbers = lines.map(({ text }) => text.match(/^\s*(\d{1,4})(?:[:.|)]| {1,2}|\t|$)/))
  const isCounted = lines.length > 2 && numbers.every((number, index) => Number(number?.[1]) === index + 1)
  if (!isCounted) return passage
  return Passage.join(
    lines.map((line, index) => line.slice(numbers[index]?.[0].length ?? 0)),
    '\n',
  )
}

/** A manifest that is indented as a whole, from its first column on. */
function withoutIndentation(passage: Passage): Passage {
  const [indent] = passage.text.match(/^[ \t]+(?=["']?(?:apiVersion|kind)["']?:)/m) ?? []
  const lines = passage.lines
  if (indent === undefined || !lines.every((line) => line.isEmpty || line.text.startsWith(indent)))
    return passage
  return Passage.join(
    lines.map((line) => line.slice(line.isEmpty ? 0 : indent.length)),
    '\n',
  )
}

/** Each row below a blank line: the blank lines are of the text. */
function withoutBlankRows(passage: Passage): Passage {
  const lines = passage.lines
  const isSpaced =
    lines.length > 2 &&
    lookOf(lines[0]?.text ?? '') === 'table' &&
    lines[1]?.isEmpty === true &&
    lines.every((line, index) => line.isEmpty === (index % 2 === 1))
  return isSpaced
    ? Passage.join(
        lines.filter((line) => !line.isEmpty),
        '\n',
      )
    : passage
}

/** Lines that follow each other and are comments, or none is. */
function runsOf(lines: readonly Passage[]): { isComment: boolean; lines: Passage[] }[] {
  const runs: { isComment: boolean; lines: Passage[] }[] = []
  for (const line of lines) {
    const isComment = /^#(?!!)/.test(line.text)
    const last = runs.at(-1)
    if (last && (last.isComment === isComment || (line.isEmpty && !last.isComment))) last.lines.push(line)
    else runs.push({ isComment, lines: [line] })
  }
  return runs
}

const markOf = ({ lines }: Passage) => (lines.every(({ text }) => /^#(?: |$)/.test(text)) ? '# ' : '#')

const isPrintedComment = (lines: readonly Passage[]) => {
  const first = lines.find(({ text }) => !isLabel(text))
  return lookOf(first?.text.replace(/^#+ ?/, '') ?? '') !== undefined
}

/** Documents of YAML, as many as have a name of their own at their beginning. */
function namedDocuments({ lines }: Passage): Passage[] {
  const documents: Passage[][] = [[]]
  for (const [at, line] of lines.entries())
    if (/^---\s*$/.test(line.text) && nameInside(lines[at + 1]?.text ?? '') !== undefined) documents.push([])
    else documents.at(-1)?.push(line)
  return documents.map((own) => Passage.join(own, '\n')).filter((own) => !own.isEmpty)
}

/** Cuts what several lines have printed where the next answer begins. */
function piecesOf(passage: Passage, mark: string): Passage[] {
  const pieces: Passage[][] = []
  let before: string | undefined
  for (const line of passage.lines) {
    const look = lookOf(line.text.slice(mark.length))
    const isAtLeft = !/^\s/.test(line.text.slice(mark.length))
    const isStart =
      isAtLeft &&
      look !== undefined &&
      (look === 'made' ||
      look === 'deleted' ||
      look === 'table' ||
      look === 'nothing found' ||
      look === 'error'
        ? true
        : before === 'made' ||
          before === 'deleted' ||
          before === 'nothing found' ||
          (before === 'table' && /^(?:Name|apiVersion|\{)/.test(line.text.slice(mark.length))))
    if (pieces.length === 0 || isStart) {
      pieces.push([line])
      before = look
    } else pieces.at(-1)?.push(line)
  }
  return pieces.map((lines) => Passage.join(lines, '\n'))
}

/** What belongs to one line in one piece. */
function joined(found: readonly [Line, Passage][]): [Line, Passage][] {
  return [...Map.groupBy(found, ([line]) => line)].map(([line, own]) => [
    line,
    Passage.join(
      own.map(([, passage]) => passage),
      '\n',
    ),
  ])
}

/** A file that a line needs and that is shown below it only comes before it. */
function withFilesFirst(parts: readonly SessionPart[]): SessionPart[] {
  const shown = parts.filter((part) => part.type === 'file').filter(({ isPart }) => !isPart)
  const files = new Map(shown.toReversed().map((file) => [baseName(file.name), file]))
  const known = new Set<string>()
  return parts.flatMap((part) => {
    if (part.type === 'file') known.add(baseName(part.name))
    if (part.type !== 'typed' || part.into !== 'shell') return [part]
    const needed = filesNeeded(part.line).flatMap((name) => {
      const file = known.has(baseName(name)) ? undefined : files.get(baseName(name))
      known.add(baseName(name))
      return file ? [{ ...file, name }] : []
    })
    for (const name of [...filesMade(part.line), copiedBy(part.line)?.target ?? '']) known.add(baseName(name))
    return [...needed, part]
  })
}
