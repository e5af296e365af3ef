import { Passage } from '../text/passage.ts'
import type { BoxKind } from './box-kind.ts'
import { isCommand, linesTyped, mayBeCommand, withoutMore } from './command.ts'
import { lookOf } from './printed-look.ts'
import { programPromptOf, promptOf } from './prompt.ts'
import { aliasesIn, opensProgram, plainOf, withoutAliases } from './typed-forms.ts'

/** A typed line of a box, and the lines below it. */
interface TypedInBox {
  prompt: string
  /** None of what stands above all that is typed. */
  typed?: Passage
  printed: Passage[]
}

/**
 * Finds what is typed in a box, behind prompts or else by the names of programs.
 * @param isOpen whether a line before has opened a program
 * @param aliases of programs
 * @returns what stands above the first typed line, then each of them; none where nothing is typed
 */
export function typedInBox(
  box: Passage,
  kind: BoxKind,
  isOpen: boolean,
  aliases: ReadonlyMap<string, string>,
): TypedInBox[] {
  const lines = withLonePrompts(box.lines)
  const known = new Map([...aliases, ...aliasesIn(box.text)])
  const found = behindPrompts(lines, isOpen)
  return found.length > 0 ? found : withoutPrompts(lines, kind, known)
}

/**
 * Finds what is typed behind prompts.
 * @param isOpen whether a line before has opened a program
 * @returns none where no line has a prompt
 */
function behindPrompts(lines: readonly Passage[], isOpen: boolean): TypedInBox[] {
  const opens = isOpen || lines.some(({ text }) => opensProgram(plainOf(text)))
  const prompts = lines.map(
    ({ text }) => promptOf(text)?.prompt ?? (opens ? programPromptOf(text) : undefined),
  )
  if (prompts.every((prompt) => prompt === undefined)) return []
  // Where lines are typed without a prompt, `#` begins a comment.
  const isBare = lines.some(
    ({ text }, at) => prompts[at] === undefined && /^\S/.test(text) && isCommand(text),
  )
  if (isBare && prompts.every((prompt) => prompt === undefined || prompt.trim() === '#')) return []
  const bare = lines.map((line, at) =>
    isContinued(prompts[at]) ? line : line.slice(prompts[at]?.length ?? 0),
  )
  let printed: Passage[] = []
  const found: TypedInBox[] = [{ prompt: '', printed }]
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
      printed = []
      for (next = Math.max(next, at + 1); next < lines.length && isContinued(prompts[next]);) next += 1
      const end = at + linesTyped(bare, at, next)
      found.push({ prompt, typed: typedOf(bare.slice(at, end)), printed })
      at = end - 1
    }
  }
  return found
}

/** Finds what is typed without prompts, by the names of programs. @returns none where nothing is */
function withoutPrompts(
  lines: readonly Passage[],
  kind: BoxKind,
  aliases: ReadonlyMap<string, string>,
): TypedInBox[] {
  if (kind === 'other' || kind === 'document') return []
  const inShell = kind === 'shell'
  const first = lines.find(({ text }) => !/^\s*(?:#|$)/.test(text))
  const isUnknown =
    inShell && first !== undefined && lookOf(first.text) === undefined && mayBeCommand(first.text)
  const starts = (line: Passage) =>
    (isCommand(withoutAliases(line.text, aliases), inShell) && lookOf(line.text) === undefined) ||
    (isUnknown && line === first)
  if (!lines.some(starts)) return []
  // Where nothing says that a box is typed, its first line must be.
  if (!inShell && first && !starts(first)) return []
  let printed: Passage[] = []
  const found: TypedInBox[] = [{ prompt: '', printed }]
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? Passage.of('')
    const isStart = starts(line) && !(line.text.startsWith('  ') && printed.some((one) => !one.isEmpty))
    if (!isStart) {
      printed.push(line)
      continue
    }
    printed = []
    const end = at + linesTyped(lines, at)
    found.push({ prompt: '', typed: typedOf(lines.slice(at, end)), printed })
    at = end - 1
  }
  // What begins with the name of a program may be printed.
  return found.length > 1 ? found : []
}

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
