import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { CommandFailed } from '../errors.ts'
import type { FileShown, Session, SessionPart, TypedLine } from '../session/session.ts'
import { editedBy } from '../session/typed-forms.ts'
import { CommandRecord } from '../student/command-record.ts'
import type { TraceWriter } from '../trace/writer.ts'
import { isAtRest } from './is-at-rest.ts'
import { filesReadBy, kindOfLine, type LineKind } from './line-kind.ts'
import { learnNames, withNamesThatCame } from './names.ts'
import type { Rows } from './rows.ts'
import type { Sandbox } from './sandbox.ts'
import { suggestedBy } from './suggested.ts'
import { ShellTerminal, type Came } from './terminal.ts'
import { printedBy, runOfLine, scenarioOfText } from './typing-of.ts'
import { untilSchedule } from './until-schedule.ts'
import { wholeFile, withLostLines } from './whole-file.ts'
import { whyNot } from './why-not.ts'

/** How long a line is waited for (seconds) that nothing else is known of: it may wait itself, for two minutes say. */
const usualPatience = 150
/** Until when after the last line that did something it is looked again (seconds), where the text does not say more. */
const forLook = 12
/** Longer than this nothing is waited for that the text says, or what it prints suggests (seconds). */
const longest = 300
const longestLook = 180
/** What shows nothing new for so long waits for its user (milliseconds). */
const quiet = 1500

/** A line has so long (milliseconds), also where it waits for what can't come. */
const atLeast = 3000

/** Where a session is typed, and who hears of it. */
export interface TypingPlace {
  sandbox: Sandbox
  /** What its terminals say when a line has ended. */
  marker: string
  rows: Rows
  writer: TraceWriter
  /** That the text has its reader work in. */
  namespace: string
  /** A file that the text names and does not show; undefined where nobody has it. */
  fileElsewhere: (name: string) => Promise<{ text: string; from: string } | undefined>
  /** Whether an answer has all that the text prints, noise apart. */
  isAsPrinted: (line: TypedLine, answer: string) => boolean
  /** How long a line may take that nobody ends (seconds). */
  patience?: number
  /** Hears which line is typed, and what is waited for. */
  tell: (text: string) => void
  signal: AbortSignal
}

/** What a terminal says when a line has ended, which no text can know. */
export const newMarker = () => randomBytes(12).toString('hex')

/**
 * Types all lines of a session, in their order, with its files and waits. All that comes goes into the trace.
 * @throws CommandFailed when the sandbox is lost; the reason of the signal, when it comes
 */
export async function typeSession(session: Session, place: TypingPlace): Promise<void> {
  await using typist = new Typist(session, place)
  const { writer, namespace } = place
  writer.write({ type: 'scenario', scenario: scenarioOfText, state: 'begins', namespace })
  await place.rows.watch(wordsOf(session))
  for (const part of session.parts) await typist.does(part)
  writer.write({ type: 'scenario', scenario: scenarioOfText, state: 'ends', namespace })
}

/** All words by which a session may name a kind of object. */
function wordsOf({ parts }: Session): Set<string> {
  const texts = parts.flatMap((part) =>
    part.type === 'typed'
      ? [part.line]
      : part.type === 'file'
        ? (part.content.text.match(/^\s*kind:.*/gm) ?? [])
        : [],
  )
  const words = texts.flatMap((text) => text.toLowerCase().match(/[a-z][\w.-]*/g) ?? [])
  return new Set(['pods', ...words])
}

class Typist implements AsyncDisposable {
  readonly #session: Session
  readonly #place: TypingPlace
  readonly #names = new Map<string, string>()
  readonly #files = new Map<string, string>()
  /** Variables that take what a command answers. */
  readonly #filled = new Set<string>()
  /** Terminals in which something still runs, by the number of the line that began it. */
  readonly #open = new Map<number, ShellTerminal>()
  #main: ShellTerminal | undefined
  #renewals = 0
  /** When something was done last that is no look (milliseconds of this process). */
  #actedAt = performance.now()

  constructor(session: Session, place: TypingPlace) {
    this.#session = session
    this.#place = place
  }

  async does(part: SessionPart): Promise<void> {
    const { tell, signal } = this.#place
    signal.throwIfAborted()
    if (part.type === 'file') await this.#shows(part)
    if (part.type === 'prose' && part.wait !== undefined) {
      const seconds = Math.min(part.wait, longest)
      tell(`waiting for ${seconds} s, as the text says`)
      await pause(seconds * 1000, undefined, { signal })
    }
    if (part.type === 'typed') await this.#types(part)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const terminal of [this.#main, ...this.#open.values()]) await terminal?.[Symbol.asyncDispose]()
  }

  async #types(typed: TypedLine): Promise<void> {
    const { writer, rows, tell } = this.#place
    const of = this.#session.parts.filter((part) => part.type === 'typed').length
    // Its file comes next, as the text shows it.
    if (editedBy(typed.line) !== undefined) return
    const kind = kindOfLine(typed.line)
    const line = withNamesThatCame(kind.line, this.#names, rows.seen)
    tell(`line ${typed.number} of ${of}: ${line.split('\n')[0]}`)
    const reason = kind.refused ?? (await this.#missingFile(line)) ?? (await this.#emptyVariable(line))
    if (reason !== undefined) return this.#blocks(typed, line, reason)
    if (!kind.looks) this.#actedAt = performance.now()
    const came = await this.#answersOf(typed, line, kind)
    if (came === undefined) return
    if (!kind.looks) {
      this.#actedAt = performance.now()
      if (/customresourcedefinition|crd/i.test(line + [...this.#files.values()].join('\n')))
        await rows.watch(wordsOf(this.#session))
    }
    const printed = printedBy(typed)
    learnNames(printed, came.printed, this.#names)
    const isAsPrinted = this.#isAsPrinted(typed, came.printed)
    const blocked = isAsPrinted
      ? undefined
      : (came.reason ?? whyNot(printed, { line, looks: kind.looks || kind.follows }, came, rows.seen))
    if (blocked !== undefined) writer.write(this.#leftOut(typed, line, blocked))
  }

  /** Types it where it belongs, once or until what the text prints comes. @returns the last that came */
  async #answersOf(typed: TypedLine, line: string, kind: LineKind): Promise<Came | undefined> {
    if (typed.into !== 'shell') return await this.#typesInto(typed, typed.into, line)
    await this.#leaves(typed)
    const talks =
      kind.talks && this.#session.parts.some((part) => part.type === 'typed' && part.into === typed.number)
    if (kind.serves || talks) return await this.#opens(typed, line)
    const { sandbox, signal, patience: most = usualPatience } = this.#place
    const isEnough = kind.follows ? (printed: string) => this.#isAsPrinted(typed, printed) : undefined
    const limit = kind.follows ? this.#lookUntil(typed) - performance.now() : most * 1000
    const begun = performance.now()
    for (let time = 1; ; time += 1) {
      const came = await this.#records(typed, line, time, async () => {
        const terminal = await this.#shell()
        const now = await terminal.run(line, {
          limit: kind.talks ? 20_000 : Math.max(limit, atLeast),
          isEnough,
          ...(kind.talks && { quiet }),
          ...(!kind.looks && {
            stop: () => performance.now() > begun + atLeast && this.#hopeless(typed, line),
          }),
          signal,
        })
        if (kind.talks) {
          if (now.code === undefined) await terminal.interrupt(signal)
          return { ...now, printed: withoutEcho(now.printed, line) }
        }
        if (!kind.staysBehind) return now
        return { ...now, printed: now.printed + (await terminal.more({ limit: quiet, quiet: 500, signal })) }
      })
      if (isExhausted(came.printed) && time === 1) {
        // What a line before has left in the background took all there is.
        await sandbox.endAll(signal)
        continue
      }
      const isOver =
        !kind.looks ||
        printedBy(typed).trim() === '' ||
        this.#isAsPrinted(typed, came.printed) ||
        performance.now() > this.#lookUntil(typed) ||
        (performance.now() > this.#actedAt + forLook * 1000 && isAtRest(this.#place.rows.seen)) ||
        this.#hopeless(typed, line)
      if (isOver) return came
      await pause(1000, undefined, { signal })
    }
  }

  /** Begins a program in a terminal of its own, where it stays. */
  async #opens(typed: TypedLine, line: string): Promise<Came> {
    const { sandbox, marker, signal } = this.#place
    await this.#shell()
    const terminal = await ShellTerminal.open(sandbox, marker, signal)
    this.#open.set(typed.number, terminal)
    return await this.#records(typed, line, 1, async () => {
      const came = await terminal.run(line, { limit: 20_000, quiet, signal, stays: true })
      return { ...came, printed: withoutEcho(came.printed, line) }
    })
  }

  async #typesInto(typed: TypedLine, number: number, line: string): Promise<Came | undefined> {
    const terminal = this.#open.get(number)
    if (!terminal || terminal.isClosed) {
      this.#blocks(typed, line, `the program that line ${number} opens does not run any more`)
      return undefined
    }
    const { signal } = this.#place
    return await this.#records(typed, line, 1, async () => {
      const came = await terminal.type(`${line}\n`, { limit: 20_000, quiet, signal, stays: true })
      return { ...came, printed: withoutEcho(came.printed, line) }
    })
  }

  /** Leaves what other lines have opened, where the text goes on in the shell: but not what serves, unless it begins anew. */
  async #leaves({ line, number: next }: TypedLine): Promise<void> {
    for (const [number, terminal] of this.#open) {
      const opener = this.#session.parts.find((part) => part.type === 'typed' && part.number === number)
      const isTalkedTo = this.#session.parts.some(
        (part) => part.type === 'typed' && part.into === number && part.number > next,
      )
      if (opener?.type !== 'typed' || isTalkedTo) continue
      if (kindOfLine(opener.line).serves && opener.line.trim() !== line.trim()) continue
      this.#open.delete(number)
      await terminal.interrupt(this.#place.signal)
      await terminal[Symbol.asyncDispose]()
    }
  }

  async #shell(): Promise<ShellTerminal> {
    const { sandbox, marker, signal } = this.#place
    if (sandbox.renewals !== this.#renewals) {
      this.#renewals = sandbox.renewals
      for (const [name, text] of this.#files) await this.#write(name, text)
    }
    if (!this.#main || this.#main.isClosed) {
      await this.#main?.[Symbol.asyncDispose]()
      this.#main = await ShellTerminal.open(sandbox, marker, signal)
    }
    return this.#main
  }

  async #records(typed: TypedLine, line: string, time: number, type: () => Promise<Came>): Promise<Came> {
    const { writer } = this.#place
    const run = { text: line, run: runOfLine(typed.number, time), place: time - 1 }
    const record = new CommandRecord(run, 'lab', { scenario: scenarioOfText, writer }, undefined)
    const came = await type()
    await record.output('stdout', came.printed)
    record.exited({ ...(came.code !== undefined && { exitCode: came.code }) })
    return came
  }

  /**
   * Until when it is looked for what a line prints: as long as the text suggests after something was done last, and after what
   * comes of itself then.
   */
  #lookUntil(typed: TypedLine): number {
    const seconds = suggestedBy(printedBy(typed), longestLook) ?? 0
    const acted = Date.now() - performance.now() + this.#actedAt
    const firing = untilSchedule(this.#place.rows.seen, acted) ?? 0
    const most = Math.min(seconds * 1000 + firing, Math.max(seconds, longestLook) * 1000)
    return this.#actedAt + (firing > longestLook * 1000 ? seconds * 1000 : most) + forLook * 1000
  }

  #isAsPrinted(typed: TypedLine, answer: string): boolean {
    return printedBy(typed).trim() !== '' && this.#place.isAsPrinted(typed, answer)
  }

  /** What is waited for can't come here. */
  #hopeless(typed: TypedLine, line: string): boolean {
    return (
      whyNot(
        printedBy(typed),
        { line, looks: true },
        { printed: '', code: undefined },
        this.#place.rows.seen,
      ) !== undefined
    )
  }

  #blocks(typed: TypedLine, line: string, reason: string): void {
    this.#place.writer.write(this.#leftOut(typed, line, reason))
  }

  #leftOut(typed: TypedLine, line: string, reason: string) {
    return { type: 'left out', scenario: scenarioOfText, line, run: runOfLine(typed.number), reason } as const
  }

  /** A variable that the text has filled from an answer, and that is empty: what hangs on it can't come. @returns so in words */
  async #emptyVariable(line: string): Promise<string | undefined> {
    const { signal } = this.#place
    for (const [, name = ''] of line.matchAll(/\$\{?([A-Za-z_]\w*)/g)) {
      if (!this.#filled.has(name)) continue
      const { code } = await (await this.#shell()).run(`test -n "$${name}"`, { limit: 5000, signal })
      if (code === 1) return `the variable ${name} is empty: the line that fills it found nothing`
    }
    for (const [, name = ''] of line.matchAll(/(?:^|[\s;&])(?:export\s+)?([A-Za-z_]\w*)=["']?(?:\$\(|`)/g))
      this.#filled.add(name)
    return undefined
  }

  /** Puts a file there that a line reads and the text does not show. @returns what is missing, in words */
  async #missingFile(line: string): Promise<string | undefined> {
    const { signal, fileElsewhere } = this.#place
    for (const name of filesReadBy(line)) {
      if (this.#files.has(name.replace(/^\.\//, ''))) continue
      const terminal = await this.#shell()
      const there = await terminal.run(`test -e '${name.replaceAll("'", '')}'`, { limit: 5000, signal })
      if (there.code === 0) continue
      const found = await fileElsewhere(name)
      if (!found)
        return `no file ${name}: the text does not show it. Give the folder that has it: --files FOLDER`
      await this.#write(name, found.text, found.from)
    }
    return undefined
  }

  /** The reader has a file as the text shows it. Whose lines have become one is taken from elsewhere, or is what it was. */
  async #shows(file: FileShown): Promise<void> {
    const { name, isPart, hasLostLines } = file
    const before = this.#files.get(name)
    if (!hasLostLines) return await this.#write(name, wholeFile(file, before))
    const found = isPart && before !== undefined ? undefined : await this.#place.fileElsewhere(name)
    const base = found?.text ?? before
    if (base !== undefined) await this.#write(name, isPart ? withLostLines(file, base) : base, found?.from)
  }

  async #write(name: string, text: string, from?: string): Promise<void> {
    const { sandbox, writer, signal } = this.#place
    if (!/^(?:~\/)?[\w./ -]+$/.test(name) || name.startsWith('/') || name.split('/').includes('..')) return
    this.#files.set(name, text)
    writer.write({ type: 'file', scenario: scenarioOfText, name, text, ...(from !== undefined && { from }) })
    // Where the reader is: what the last line has left.
    const where = 'cd; [ -r /tmp/.left ] && . /tmp/.left'
    await sandbox
      .run(
        `${where}; to="\${1/#"~"/$HOME}"; mkdir -p "$(dirname "$to")" && cat > "$to"`,
        [name],
        text,
        signal,
      )
      .catch((error: unknown) => {
        // What a line did to its home may keep a file from being there; what needs it says so.
        if (!(error instanceof CommandFailed)) throw error
      })
  }
}

/** What a program in a terminal shows of what is typed into it, and its prompt, are not what is printed. */
function withoutEcho(printed: string, line: string): string {
  const shown = printed.replaceAll('\r', '')
  const echoed = shown.indexOf(line)
  const answer = echoed === -1 ? shown : shown.slice(echoed + line.length).replace(/^\n/, '')
  return answer.replace(/(?<=^|\n)[^\n]*[#$>%] ?$/, '')
}

/** Nothing can be started any more. */
const isExhausted = (printed: string) => /fork: (?:retry: )?Resource temporarily unavailable/.test(printed)
