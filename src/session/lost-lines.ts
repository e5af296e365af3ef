import { isCommand } from './command.ts'
import type { Passage } from '../text/passage.ts'
import { editedBy, opensProgram, plainOf } from './typed-forms.ts'

/** A typed line of a box whose lines have become one, and what was printed. */
export interface LostLine {
  prompt: string
  typed: Passage
  printed: Passage
  /** It was typed into the program that the line before has opened. */
  isInside: boolean
}

const host = /(?<!\S)(?:\([\w.-]+\) )?(?:[\w.-]+@[\w.-]+:[^\s$#]*[$#]|\[[^\]\s]*@[^\]]*\] ?[$#])(?:[ \t]+|$)/g
const bare = /(?<!\S)(?:\$|❯|PS [^>\s]*>|[A-Z]:\\[^>\s]*>)[ \t]+(?=\S)/g
/** The prompt of a container; busybox begins it with the folder. */
const inside = /(?<!\S)(?:\/[\w/]* )?[#$] (?=\S)|(?<!\S)root@[\w.-]+:[^\s#]*# (?=\S)/g

/** What can only have been printed, and nobody types. */
const begins = new RegExp(
  [
    '[A-Z][A-Z()/-]{2,}(?: [A-Z][A-Z()/%-]*)+(?=\\s|$)|NAME(?=\\s)',
    '[{[](?=\\s|$|")(?!\\[)|\\[\\d+\\] \\d',
    '[A-Za-z][\\w.-]*:(?=\\s|$)|[A-Z][\\w-]+(?: [A-Z][\\w-]+)+:(?=\\s)',
    '<[\\w -]*omitted[\\w -]*>|\\.{3,}(?=\\s|$)|…',
    '[\\w.-]+/[\\w.-]+ (?:created|configured|unchanged|patched|edited|replaced|deleted|scaled|exposed|restarted|labeled|annotated|autoscaled)\\b',
    '[\\w.-]+ "[\\w.-]+" (?:created|deleted|configured|force deleted)\\b',
    'No resources found|error: |Error from server|Warning: |Unable to |The connection |curl: \\(',
    "Starting to serve|Forwarding from|If you don't see|Switched to|Name: |Client Version|Kubernetes ",
    '[A-Z][a-z]+s? (?:[a-z-]+ ){3}',
    '<(?:!doctype|html|h\\d)\\b|HTTP/\\d|% Total',
  ].join('|'),
  'y',
)

/** Programs by how many words they take besides their flags: what follows may look like more of them. */
const operands = new Map(
  [
    'whoami pwd hostname date exit id clear',
    'ls cat cd vi vim nano mkdir rm touch echo export',
    'cp mv',
  ].flatMap((programs, most) => programs.split(' ').map((program) => [program, most] as const)),
)

/**
 * Takes a box apart whose lines have become one: by prompts, and by what can only have been printed.
 * @param isOpen whether a line before has opened a program, into which this may be typed
 */
export function lostLines(box: Passage, isOpen: boolean): LostLine[] {
  const hosts = [...box.text.matchAll(host)]
  const all =
    hosts.length > 0
      ? hosts
      : [...box.text.matchAll(bare)].filter(({ index, 0: found }) =>
          isCommand(box.text.slice(index + found.length, index + 2000)),
        )
  const starts =
    all.length > 0
      ? all.map(({ index, 0: prompt }) => ({ index, prompt }))
      : isCommand(box.text)
        ? [{ index: 0, prompt: '' }]
        : []
  const within = starts.length === 0 && isOpen ? [...box.text.matchAll(inside)] : []
  if (within.length > 0) return insideOf(box, within)
  return starts.flatMap(({ index, prompt }, at) => {
    const line = box.slice(index + prompt.length, starts[at + 1]?.index)
    return line.isEmpty ? [] : withInside(prompt, line)
  })
}

/** A line that opens a program has those that are typed into it behind it. */
function withInside(prompt: string, line: Passage): LostLine[] {
  const first = apart(prompt, line, false)
  const opens = opensProgram(plainOf(first.typed.text).replaceAll(/\\\s+/g, ' '))
  const prompts = opens ? [...first.printed.text.matchAll(inside)] : []
  if (prompts.length === 0) return [first]
  return [
    { ...first, printed: first.printed.slice(0, prompts[0]?.index) },
    ...insideOf(first.printed, prompts),
  ]
}

/** What is typed into a program, behind each of its prompts. */
const insideOf = (box: Passage, prompts: readonly RegExpMatchArray[]): LostLine[] =>
  prompts.map(({ index = 0, 0: own }, at) =>
    apart(own, box.slice(index + own.length, prompts[at + 1]?.index), true),
  )

function apart(prompt: string, line: Passage, isInside: boolean): LostLine {
  const end = endOf(line.text)
  return { prompt, typed: line.slice(0, end).trim(), printed: line.slice(end).trim(), isInside }
}

/** Where a typed line ends that has lost its end. */
function endOf(text: string): number {
  const words = wordsOf(text)
  const [program = ''] = words[0]?.text.match(/^[\w.-]+/) ?? []
  const most = operands.get(program)
  let [taken, from] = [0, 0]
  for (const [at, word] of words.entries()) {
    begins.lastIndex = word.index
    const isPiped = words.some(({ text: other }, index) => index < at && /^[|;&]/.test(other))
    if (at > 0 && !isPiped && most !== undefined && taken >= most && !/^[-|;&>]/.test(word.text))
      return word.index
    if (at > 0 && (begins.test(text) || isPromptInside(text, word.index, from, words[0]?.index ?? 0)))
      return word.index
    if (editedBy(plainOf(text.slice(0, from).trim())) !== undefined) return word.index
    if (at > 0 && !word.text.startsWith('-')) taken += 1
    from = word.index + word.text.length
  }
  return text.length
}

const isPromptInside = (text: string, at: number, end: number, from: number) =>
  /^(?:\/ )?# \S/.test(text.slice(at, at + 9)) &&
  opensProgram(plainOf(text.slice(from, end)).replaceAll(/\\\s+/g, ' '))

/** Words as a shell has them: what is in quotes or brackets is one. */
function wordsOf(text: string): { index: number; text: string }[] {
  const word =
    /(?:\$\((?:[^()]|\([^()]*\))*\)|"(?:[^"\\]|\\.)*"|'[^']*'|’[^’]*’|‘[^’]*’|“[^”]*”|[^\s"'])+|["']/g
  return [...text.matchAll(word)].slice(0, 200).map(({ index, 0: found }) => ({ index, text: found }))
}
