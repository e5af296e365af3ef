import { diffArrays } from 'diff'
import { isOfOneRun, shapeOf } from '../compare/shape.ts'
import type { JudgedLine } from '../proofread/judged-text.ts'
import type { TextSpan } from '../text/passage.ts'
import type { Box } from './box.ts'

/** What is another on each cluster and in each run, by the way it looks: never does ours go into a text. */
const kinds: Readonly<Record<string, string>> = {
  uid: String.raw`\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b`,
  token: String.raw`<token [\da-f]{8}>|\beyJ[\w.-]+`,
  time: String.raw`\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z`,
  date: String.raw`\b\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}|\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{4} \w+`,
  cluster: String.raw`\bkubelab-[\w-]+`,
  address: String.raw`\b\d{1,3}(?:\.\d{1,3}){3}\b`,
  random: String.raw`(?<=-)[bcdfghjklmnpqrstvwxz2456789]{5}(?![\w-])`,
  revision: String.raw`(?<=[rR]esource ?[vV]ersion"?:\s*"?)\d+`,
  hex: String.raw`\b(?=[\da-f]*\d)[\da-f]{6,}\b|\b\d{5,}\b`,
  size: String.raw`\b\d+(?= bytes\b)`,
  age: String.raw`(?<![\w.-])(?:\d+(?:\.\d+)?(?:ms|[ydhms]))+(?![\w-])`,
}
const noise = new RegExp(
  Object.entries(kinds)
    .map(([kind, pattern]) => `(?<${kind}>${pattern})`)
    .join('|'),
  'g',
)

interface Token {
  kind: string
  text: string
  index: number
}

/** What in a text is another on each cluster. */
const noiseIn = (text: string): Token[] =>
  [...text.matchAll(noise)].map(({ index, 0: word, groups = {} }) => ({
    kind: Object.keys(groups).find((name) => groups[name] !== undefined) ?? '',
    text: word,
    index,
  }))

/** Kinds of which a text may get that of the line beside it: what happens there happens at about the same time. */
const ofLinesBeside = new Set(['age', 'time', 'date'])

/** What a text has in place of what is another on each cluster: learned from what both print at the same places. */
export class Wording {
  readonly #own = new Map<string, string>()
  readonly #text: string

  constructor({ printed, shown, places }: JudgedLine, box: Box) {
    this.#text = box.text
    for (const [path, { from, to }] of shown?.spans ?? []) {
      const own = box.at(printed?.spans.get(path))
      if (own) this.#learn(box.text.slice(own.from, own.to), shown?.text.slice(from, to) ?? '')
    }
    for (const place of places) this.#learn(place.printed ?? '', place.shown ?? '')
  }

  #learn(printed: string, shown: string): void {
    const [own, theirs] = [noiseIn(printed), noiseIn(shown)]
    if (own.map(({ kind }) => kind).join() !== theirs.map(({ kind }) => kind).join()) return
    for (const [index, { text }] of theirs.entries())
      if (!this.#own.has(text)) this.#own.set(text, own[index]?.text ?? text)
  }

  /**
   * What a cluster prints, as the text would have it.
   * @param beside what stands in the text next to it
   * @returns undefined where something in it is another on each cluster, and the text does not say what it has there
   */
  of(shown: string, beside = ''): string | undefined {
    const { text, ours } = this.#adapted(shown, beside)
    return ours.length === 0 ? text : undefined
  }

  /** With what the text has in place of what is another on each cluster; and the stretches that are still ours. */
  #adapted(shown: string, beside: string): { text: string; ours: TextSpan[] } {
    const ours: TextSpan[] = []
    let text = ''
    let done = 0
    for (const { kind, text: word, index } of noiseIn(shown)) {
      const near = ofLinesBeside.has(kind) ? noiseIn(beside).find((one) => one.kind === kind) : undefined
      const known = this.#own.get(word) ?? (this.#text.includes(word) ? word : near?.text)
      const own = known ?? word
      const gap = /^ {2,}/.exec(shown.slice(index + word.length))?.[0] ?? ''
      text += shown.slice(done, index) + own
      if (known === undefined) ours.push({ from: text.length - own.length, to: text.length })
      done = index + word.length + gap.length
      if (gap !== '') text += ' '.repeat(Math.max(2, gap.length + word.length - own.length))
    }
    return { text: text + shown.slice(done), ours }
  }

  /** What a text prints, made into what a cluster prints there: words that say the same stay, with the spaces between them. */
  reworded(printed: string, shown: string): string | undefined {
    const { text, ours } = this.#adapted(shown, printed)
    const [own, words] = [wordsIn(printed), wordsIn(text)]
    let [changed, at, next] = ['', 0, 0]
    let gone: Word[] = []
    for (const { value, removed, added } of diffArrays(own.map(keyOf), words.map(keyOf))) {
      if (!added) {
        const some = own.slice(at, (at += value.length))
        if (!removed) changed += some.map(({ word, gap }) => word + gap).join('')
        if (!removed) next += value.length
        gone = removed ? some : []
        continue
      }
      const come = words.slice(next, (next += value.length))
      if (come.some(({ from, to }) => ours.some((one) => one.from < to && from < one.to))) return undefined
      for (const [index, { word, gap }] of come.entries()) {
        const old = come.length === gone.length ? gone[index] : undefined
        const isWide = old !== undefined && old.gap.length > 1
        const room = isWide ? Math.max(2, old.gap.length + old.word.length - word.length) : 0
        changed += (/\S$/.test(changed) ? ' ' : '') + word + (isWide ? ' '.repeat(room) : gap)
      }
      gone = []
    }
    return changed.trimEnd()
  }
}

interface Word extends TextSpan {
  word: string
  /** The space behind it. */
  gap: string
}

const wordsIn = (text: string): Word[] =>
  [...text.matchAll(/(\S+)(\s*)/g)].map(({ index, 1: word = '', 2: gap = '' }) => ({
    word,
    gap,
    from: index,
    to: index + word.length,
  }))

/** Words that say the same have the same key. */
function keyOf({ word }: Word): string {
  const shape = shapeOf(word)
  return isOfOneRun(shape) ? shape : word
}
