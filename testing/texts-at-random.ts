import * as fc from 'fast-check'
import { fileOf, type OwnLine, type OwnLines } from './own-lines.ts'

/** How a box of code is written, with what stands before each of its lines. */
const forms = {
  fence: { open: ['```'], close: ['```'], before: '' },
  tildes: { open: ['~~~ console'], close: ['~~~'], before: '' },
  list: { open: ['1. A point:', '   ```sh'], close: ['   ```'], before: '   ' },
  quote: { open: ['> ```'], close: ['> ```'], before: '> ' },
  'quote in a list': { open: ['- > ```'], close: ['  > ```'], before: '  > ' },
  indented: { open: [''], close: ['', 'Not code any more.'], before: '    ' },
  tab: { open: [''], close: ['', 'Not code any more.'], before: '\t' },
  HTML: { open: ['<pre><code>'], close: ['</code></pre>'], before: '' },
} as const

/** What an author does to an answer of his cluster. */
const ways = [
  'row',
  'end',
  'middle',
  'word',
  'comment',
  'narrow',
  'compact',
  'wide',
  'older',
  'older',
  'older',
] as const
const sentences = ['# this takes a while', 'wait a little', '', '// and so on', '<output_omitted>']
const other = ['Pending', '7', 'nothing', 'x=y', '"a"', '2/5', '<none>', '{}', 'true', '-']

interface Change {
  way: (typeof ways)[number]
  at: number
  by: number
}

interface Choice {
  answers: readonly number[]
  form: keyof typeof forms
  isApart: boolean
  isFlat: boolean
  mark: string
  prompt: string
  lineEnd: '\n' | '\r\n'
  hasMark: boolean
  changes: readonly (readonly Change[])[]
}

/** A text, with what its author has printed of each answer. */
export interface RandomText {
  own: OwnLines
  file: string
  typed: readonly string[]
  /** Which of the answers each of its lines shows. */
  answers: readonly number[]
}

/**
 * Texts that print answers, changed at random, in any form.
 * @param answers of an old cluster
 */
export const textsAtRandom = (
  answers: readonly { line: string; printed: string }[],
): fc.Arbitrary<RandomText> =>
  fc
    .record<Choice>({
      answers: fc
        .tuple(fc.nat(answers.length - 1), fc.nat(answers.length - 1), fc.nat(4))
        .map(([one, two, both]) => (both === 0 ? [one, two] : [one])),
      form: fc.constantFrom(...(Object.keys(forms) as (keyof typeof forms)[])),
      isApart: fc.boolean(),
      isFlat: fc.nat(9).map((one) => one === 0),
      mark: fc.constantFrom('', '', '', '# ', '#'),
      prompt: fc.constantFrom('$ ', 'student@node:~$ ', '# '),
      lineEnd: fc.constantFrom('\n', '\n', '\r\n'),
      hasMark: fc.boolean(),
      changes: fc.array(
        fc.array(fc.record<Change>({ way: fc.constantFrom(...ways), at: fc.nat(1000), by: fc.nat(1000) }), {
          maxLength: 3,
        }),
        { minLength: 2, maxLength: 2 },
      ),
    })
    .map((choice) => textOf(choice, answers))

function textOf(choice: Choice, answers: readonly { line: string; printed: string }[]): RandomText {
  const { form, isApart, isFlat, mark, prompt, lineEnd, hasMark, changes } = choice
  const { open, close, before } = forms[form]
  const typed = choice.answers.map((index) => answers[index]?.line ?? '')
  const printed = new Map(
    choice.answers.map((index, place) => [
      place + 1,
      changed((answers[index]?.printed ?? '').split('\n'), changes[place] ?? []),
    ]),
  )
  const own = (text: string): OwnLine => ({ own: text })
  const lines = typed.flatMap((line, index): OwnLine[] => {
    const said = { own: `${before}${prompt}${line}`, typed: { prompt, line } }
    const room = { printedBy: index + 1, before, mark }
    const code = isFlat
      ? [{ ...said, printedBehind: index + 1 }]
      : isApart
        ? [said, ...close.map(own), own(`Answer ${index + 1}:`), ...open.map(own), room]
        : [said, room]
    return [own(`Paragraph ${index + 1}.`), ...open.map(own), ...code, ...close.map(own)]
  })
  const all: OwnLine[] = [own(`${hasMark ? '\uFEFF' : ''}A text.`), ...lines, own('The end.')]
  const ownLines: OwnLines = { form: form === 'HTML' ? 'HTML' : 'Markdown', lineEnd, lines: all }
  return { own: ownLines, file: fileOf(ownLines, printed), typed, answers: choice.answers }
}

function changed(lines: readonly string[], changes: readonly Change[]): string[] {
  return changes.reduce<string[]>(
    (all, { way, at, by }) => {
      const index = at % all.length
      const line = all[index] ?? ''
      if (way === 'row') return all.length > 1 ? all.toSpliced(index, 1 + (by % 3)) : all
      if (way === 'end') return [...all.slice(0, index + 1), '...']
      if (way === 'middle') return all.toSpliced(index, 1 + (by % 20), `${/^ */.exec(line)?.[0] ?? ''}...`)
      if (way === 'comment') return all.toSpliced(index + 1, 0, sentences[by % sentences.length] ?? '')
      if (way === 'narrow') return all.map((one) => one.replaceAll(/(?<=\S) {3,}/g, '  '))
      if (way === 'wide') return all.map((one) => one.replaceAll(/(?<=\S) {3}(?=\S)/g, '     '))
      if (way === 'compact') return compact(all, by)
      if (way === 'older') return older(all)
      const words = [...line.matchAll(/\S+/g)]
      const word = words[by % Math.max(1, words.length)]
      if (!word) return all
      const put =
        line.slice(0, word.index) + (other[by % other.length] ?? '') + line.slice(word.index + word[0].length)
      return all.with(index, put)
    },
    [...lines],
  )
}

/** The same document, in another style. */
function compact(lines: readonly string[], by: number): string[] {
  try {
    return JSON.stringify(JSON.parse(lines.join('\n')), null, [0, 1, 4, '\t'][by % 4]).split('\n')
  } catch {
    return lines.map((line) => line.replaceAll(/: "(\w+)"$/g, ": '$1'"))
  }
}

const newFields =
  /^ *(?:Completion Mode|Suspend|Backoff Limit|Node-Selectors|Tolerations):|^ *(?:Labels: +)?batch\.kubernetes\.io\/job-name|Normal +Completed /

/** As clusters printed it years before any that was recorded. */
function older(lines: readonly string[]): string[] {
  const header = lines[0] ?? ''
  const column = /(?<= {2})(?:STATUS|TIMEZONE) +/.exec(header)
  if (column)
    return lines.map((line) => line.slice(0, column.index) + line.slice(column.index + column[0].length))
  return lines
    .filter((line) => !newFields.test(line))
    .flatMap((line) => {
      const before = line
        .replace(/Active \(\d+ Ready\)/, 'Running')
        .replace(/" deleted from \S+ namespace/, '" deleted')
        .replaceAll('batch.kubernetes.io/controller-uid', 'controller-uid')
        .replace('(using kubectl', '(with kubectl')
      return /^ *"metadata": \{$/.test(line)
        ? [before, `${line.replace('"metadata": {', '')}  "selfLink": "/api/v1/x",`]
        : [before]
    })
}
