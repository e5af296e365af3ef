import { parse, postprocess, preprocess } from 'micromark'
import { UsageError } from '../errors.ts'
import { htmlBlocks } from './html-blocks.ts'
import { languageOf, titleOf } from './info-string.ts'
import { Passage } from './passage.ts'
import type { Block } from './text.ts'

/** What stands within a line says nothing of what is code and what is said. */
const inline =
  'attention autolink htmlText labelStartImage labelStartLink labelEnd codeText characterEscape characterReference hardBreakEscape definition'.split(
    ' ',
  )

const fence = /^[ \t]*(?:`{3,}|~{3,})/m
const frontMatter = /^\uFEFF?(---|\+\+\+)[ \t]*\r?\n(?:[^\n]*\n)*?\1[ \t]*(?:\r?\n|$)/
/** `{{< highlight bash >}}`, `{% highlight bash %}`, `{{< tab "bash" >}}` and where they end. */
const shortcode =
  /^[ \t]*\{(?:\{[<%]|%)-? *(\/|end)? *(?:highlight|code-?block|code|terminal|command|tab)\b([^\n}]*?)[>%]\}{1,2}[ \t]*$/gm

/** Deeper than any text is; the time for it grows with its square. */
const deepest = 100
const tooDeep = new RegExp(
  `^(?:[ \\t]*(?:[-*+>]|\\d{1,9}[.)])){${deepest},}|^[ \\t]{${2 * deepest},}[-*+][ \\t]`,
  'm',
)

/** In which tags are part of the text, and nothing is code because it is indented. */
const mdx = ['htmlFlow', 'codeIndented']

/**
 * Reads Markdown: what is fenced or indented is code, also in lists and quotations; all else is prose. What is in a
 * comment is no part of it.
 * @param without constructs of Markdown that are none here
 * @throws UsageError when it is nested too deep
 */
export function markdownBlocks(whole: Passage, without: readonly string[] = []): Block[] {
  if (tooDeep.test(whole.text))
    throw new UsageError(
      `Expected lists and quotations of less than ${deepest} levels, found a line with more. Make it flatter.`,
    )
  const before = whole.text.match(frontMatter)?.[0].length ?? (whole.text.startsWith('\uFEFF') ? 1 : 0)
  return new MarkdownReading(whole.slice(before), without).blocks
}

/** Reads Markdown with tags of its own. */
export const mdxBlocks = (whole: Passage): Block[] => markdownBlocks(whole, mdx)

interface Token {
  type: string
  start: { line: number; offset: number }
  end: { line: number; offset: number }
}

class MarkdownReading {
  readonly blocks: Block[] = []
  readonly #whole: Passage
  /** The same, as it is parsed. */
  readonly #parsed: string
  readonly #without: readonly string[]
  /** The lines of the block that is read, by their numbers. */
  #lines = new Map<number, Passage>()
  #info = ''
  #inCode = false
  #fences: number[] = []

  constructor(whole: Passage, without: readonly string[]) {
    this.#whole = whole
    this.#without = without
    const options = { extensions: [{ disable: { null: [...inline, ...without] } }] }
    this.#parsed = withFences(whole.text)
    const events = postprocess(
      parse(options)
        .document()
        .write(preprocess()(this.#parsed, undefined, true)),
    )
    for (const [event, token] of events) {
      if (event === 'enter') this.#enter(token)
      else this.#exit(token)
    }
  }

  #of = ({ start, end }: Token): Passage => this.#whole.slice(start.offset, end.offset)

  #enter(token: Token): void {
    switch (token.type) {
      case 'codeFenced':
      case 'codeIndented':
        this.#begin()
        this.#inCode = true
        return
      case 'paragraph':
      case 'atxHeading':
      case 'setextHeading':
        this.#begin()
        return
      case 'codeFencedFence':
        this.#fences.push(token.start.line)
        return
      case 'codeFencedFenceInfo':
      case 'codeFencedFenceMeta':
        this.#info += ` ${this.#parsed.slice(token.start.offset, token.end.offset)}`
        return
      case 'data':
        if (!this.#inCode) this.#line(token)
        return
      case 'codeFlowValue':
        this.#line(token)
        return
      default:
    }
  }

  #exit(token: Token): void {
    switch (token.type) {
      case 'codeFenced':
        this.#fenced(token)
        return
      case 'codeIndented':
        this.#indented(token)
        return
      case 'htmlFlow':
        this.#html(this.#of(token))
        return
      case 'paragraph':
        this.#paragraph()
        return
      case 'atxHeading':
      case 'setextHeading':
        this.blocks.push({ type: 'prose', passage: this.#all(), isHeading: true })
        return
      default:
    }
  }

  #begin(): void {
    this.#lines = new Map()
    this.#info = ''
    this.#inCode = false
    this.#fences = []
  }

  #line(token: Token): void {
    const { line } = token.start
    const before = this.#lines.get(line)
    const own = this.#of(token)
    this.#lines.set(line, before ? Passage.join([before, own]) : own)
  }

  #all = (): Passage => Passage.join([...this.#lines.values()], '\n')

  /** Lines from one to another; nothing is read of those that are empty. */
  #between(first: number, last: number): Passage {
    const lines = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
    return Passage.join(
      lines.map((line) => this.#lines.get(line) ?? this.#whole.slice(0, 0)),
      '\n',
    )
  }

  #fenced({ start, end }: Token): void {
    const isClosed = this.#fences.length > 1
    const passage = this.#between(start.line + 1, isClosed ? end.line - 1 : end.line)
    this.#code(passage)
  }

  #code(passage: Passage): void {
    this.#inCode = false
    const [language, title] = [languageOf(this.#info), titleOf(this.#info)]
    this.blocks.push({
      type: 'code',
      passage,
      ...(language !== undefined && { language }),
      ...(title !== undefined && { title }),
    })
  }

  /** What is indented below `!!! note` or `=== "Tab"`, or has a fence, is Markdown once more. */
  #indented({ start, end }: Token): void {
    const passage = this.#between(start.line, end.line)
    const last = this.blocks.at(-1)
    const isAnnounced = last?.type === 'prose' && /^(?:!!!|\?\?\?\+?|===) /.test(last.passage.text)
    if (isAnnounced || fence.test(passage.text)) this.blocks.push(...markdownBlocks(passage, this.#without))
    else this.#code(passage)
    this.#inCode = false
  }

  #html(passage: Passage): void {
    if (/^\s*<!--/.test(passage.text) && !fence.test(passage.text.replace(/<!--[^]*?(?:-->|$)/, ''))) return
    const isMarkdown =
      fence.test(passage.text) && !/^\s*<(?:pre|script|style|textarea|!--)\b/i.test(passage.text)
    this.blocks.push(
      ...(isMarkdown ? markdownBlocks(passage, [...this.#without, 'htmlFlow']) : htmlBlocks(passage)),
    )
  }

  /** A paragraph that is a piece of code and nothing else is code. */
  #paragraph(): void {
    const passage = this.#all()
    const [, marks, code = ''] = passage.text.match(/^\s*(`+)([^`]+)\1\s*$/) ?? []
    if (marks === undefined) this.blocks.push({ type: 'prose', passage })
    else this.#code(passage.slice(passage.text.indexOf(code), passage.text.lastIndexOf(marks)))
  }
}

/** With fences in place of the signs of Hugo and Jekyll that stand for them; each character keeps its place. */
function withFences(text: string): string {
  if (!text.includes('{%') && !text.includes('{{')) return text
  let isOpen = false
  return text.replaceAll(shortcode, (found, end: string | undefined, info: string) => {
    const isRaw = !/\btab\b/.test(found) || info.includes('lang=')
    if (end === undefined ? isOpen || !isRaw : !isOpen) return found
    isOpen = end === undefined
    const title = titleOf(info)
    const words = [languageOf(shortcodeInfo(info)) ?? '', title === undefined ? '' : `title="${title}"`]
    return (isOpen ? `~~~~~~ ${words.join(' ')}` : '~~~~~~').slice(0, found.length).padEnd(found.length)
  })
}

/** `name="x" codelang="bash"`, `"bash"`, `lang=bash`, `bash linenos` */
const shortcodeInfo = (info: string) =>
  info.match(/(?:code)?lang(?:uage)?=["']?([\w-]+)/)?.[1] ?? info.replaceAll(/\w+=["'][^"']*["']|["']/g, ' ')
