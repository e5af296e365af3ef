import { diffArrays } from 'diff'
import { isOfOneRun, shapeOf } from '../compare/shape.ts'
import type { JudgedLine } from '../proofread/judged-text.ts'
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
  age: String.raw`(?<![\w.-])(?:\d+[ydhms])+(?![\w-])`,
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
export const noiseIn = (text: string): Token[] =>
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
    let changed = ''
    let done = 0
    for (const { kind, text: word, index } of noiseIn(shown)) {
      const near = ofLinesBeside.has(kind) ? noiseIn(beside).find((one) => one.kind === kind) : undefined
      const own = this.#own.get(word) ?? (this.#text.includes(word) ? word : near?.text)
      if (own === undefined) return undefined
      const gap = /^ {2,}/.exec(shown.slice(index + word.length))?.[0] ?? ''
      changed += shown.slice(done, index) + own
      done = index + word.length
      if (gap !== '') {
        changed += ' '.repeat(Math.max(2, gap.length + word.length - own.length))
        done += gap.length
      }
    }
    return changed + shown.slice(done)
  }

  /** What a text prints, made into what a cluster prints there: words that say the same stay, with the spaces between them. */
  reworded(printed: string, shown: string): string | undefined {
    const [own, words] = [printed, shown].map((text) => [...text.matchAll(/(\S+)(\s*)/g)])
    let changed = ''
    let at = 0
    let gone: RegExpExecArray[] = []
    const keyed = [own, words].map((all = []) => all.map(([, word = '']) => keyOf(word)))
    let next = 0
    for (const { value, removed, added } of diffArrays(keyed[0] ?? [], keyed[1] ?? [])) {
      if (removed) {
        gone = (own ?? []).slice(at, (at += value.length))
        continue
      }
      if (!added) {
        // The spaces behind what is gone go with it.
        changed += (own ?? [])
          .slice(at, (at += value.length))
          .map(([all]) => all)
          .join('')
        next += value.length
        gone = []
        continue
      }
      const come = (words ?? []).slice(next, (next += value.length))
      for (const [index, [, word = '', space = '']] of come.entries()) {
        const by = this.of(word, printed)
        if (by === undefined) return undefined
        const [, old = '', gap = ''] = come.length === gone.length ? (gone[index] ?? []) : []
        if (/\S$/.test(changed)) changed += ' '
        changed += by + (gap.length > 1 ? ' '.repeat(Math.max(2, gap.length + old.length - by.length)) : space)
      }
      gone = []
    }
    return changed.trimEnd()
  }
}

/** Words that say the same have the same key. */
function keyOf(word: string): string {
  const shape = shapeOf(word)
  return isOfOneRun(shape) ? shape : word
}
