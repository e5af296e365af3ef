import { parseFragment, Tokenizer, TokenizerMode, type Token } from 'parse5'
import { Passage } from './passage.ts'
import type { Block } from './text.ts'

/** What is in these is not read: Node's own words of a page, and numbers beside the lines. */
const unseen = new Set([
  'head',
  'script',
  'style',
  'template',
  'noscript',
  'title',
  'textarea',
  'button',
  'svg',
  'select',
])
const raw = new Set(['script', 'style', 'title', 'textarea', 'noscript'])
const numbers =
  /(?:^|\s)(?:linenos?|lineno|lnt?|gutter|(?:rouge-)?gutter|line-?numbers?(?:-rows)?|hljs-ln-numbers)(?:\s|$)/
/** A class of these says that numbers stand beside their lines. */
const boxes = new Set(['pre', 'code', 'body'])
const empty = new Set('area base br col embed hr img input link meta source track wbr'.split(' '))
const inline = new Set(
  'a abbr b bdi bdo cite code del dfn em font i ins kbd label mark q s samp small span strong sub sup time tt u var wbr img'.split(
    ' ',
  ),
)
const headings = new Set('h1 h2 h3 h4 h5 h6'.split(' '))
const blocks = new Set(
  'address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure footer form header hr html iframe input legend li link main meta nav object ol option p picture pre section source summary table tbody td tfoot th thead tr ul video'.split(
    ' ',
  ),
)
const isElement = (name: string) =>
  inline.has(name) || blocks.has(name) || headings.has(name) || unseen.has(name) || empty.has(name)

const entity = /&(?:#x[\da-f]+|#\d+|[a-z][\da-z]*);?/gi

const known = new Map<string, string>()

/** What an entity stands for. */
function decoded(found: string): string {
  const before = known.get(found)
  if (before !== undefined) return before
  const [node] = parseFragment(found).childNodes
  const text = node && 'value' in node ? node.value : found
  if (known.size < 3000) known.set(found, text)
  return text
}

/**
 * Reads HTML: what is in `pre` is code, and so is a paragraph that is a piece of code and nothing else. The text is what
 * a reader sees. It is read from tag to tag, so that nothing in it can be nested too deep.
 */
export function htmlBlocks(whole: Passage): Block[] {
  const reading = new HtmlReading(whole)
  const tokenizer: Tokenizer = new Tokenizer(
    { sourceCodeLocationInfo: true },
    {
      onStartTag: (tag) => {
        if (raw.has(tag.tagName)) {
          tokenizer.state = tag.tagName === 'script' ? TokenizerMode.SCRIPT_DATA : TokenizerMode.RAWTEXT
          tokenizer.lastStartTagName = tag.tagName
        }
        reading.saysUntil(tag)
        reading.begins(tag)
      },
      onEndTag: (tag) => {
        reading.saysUntil(tag)
        reading.ends(tag)
      },
      onComment: (comment) => reading.saysUntil(comment),
      onDoctype: (doctype) => reading.saysUntil(doctype),
      onEof: () => reading.saysUntil(),
      onCharacter: () => {},
      onWhitespaceCharacter: () => {},
      onNullCharacter: () => {},
    },
  )
  tokenizer.write(whole.text, true)
  reading.close()
  return reading.blocks
}

class HtmlReading {
  readonly blocks: Block[] = []
  readonly #whole: Passage
  /** Where the tag before ended. */
  #done = 0
  #pieces: Passage[] = []
  /** How many are open of the elements that matter. */
  #pre = 0
  #code = 0
  /** An element that is not read, and how many of its name are open. */
  #skipped = { name: '', open: 0 }
  #isHeading = false
  #language: string | undefined
  /** Whether something of the paragraph is no code. */
  #isSaid = false

  constructor(whole: Passage) {
    this.#whole = whole
  }

  begins(tag: Token.TagToken): void {
    const name = tag.tagName
    if (this.#skipped.open > 0) {
      if (name === this.#skipped.name) this.#skipped.open += 1
      return
    }
    const attributes = tag.attrs.map(({ name: key, value }) =>
      key === 'class' || key.includes('lang') ? value : '',
    )
    const isNumber = !boxes.has(name) && attributes.some((value) => numbers.test(value))
    if ((unseen.has(name) || isNumber) && !empty.has(name)) {
      this.#skipped = { name, open: tag.selfClosing ? 0 : 1 }
      return
    }
    // A sign of an omission, or `<none>`, that nobody has escaped.
    if (!isElement(name) && tag.attrs.length === 0) {
      this.#push(this.#at(tag))
      return
    }
    if (name === 'pre') {
      if (this.#pre === 0) this.close()
      this.#pre += 1
    } else if (name === 'code') {
      this.#code += 1
    } else if (name === 'br') {
      this.#push(Passage.of('\n'))
    } else if (!inline.has(name) && isElement(name) && this.#pre === 0) {
      this.close()
      this.#isHeading = headings.has(name)
    } else if (name === 'div' || name === 'p' || name === 'li' || name === 'tr') {
      this.#endLine()
    }
    this.#language = languageIn(attributes.join(' ')) ?? this.#language
  }

  ends(tag: Token.TagToken): void {
    const name = tag.tagName
    if (this.#skipped.open > 0) {
      if (name === this.#skipped.name) this.#skipped.open -= 1
    } else if (name === 'pre') {
      this.#pre = Math.max(0, this.#pre - 1)
      if (this.#pre === 0) this.close(true)
    } else if (name === 'code') {
      this.#code = Math.max(0, this.#code - 1)
    } else if (this.#pre === 0 && !inline.has(name) && isElement(name)) {
      this.close()
    } else if (name === 'div' || name === 'p' || name === 'li' || name === 'tr') {
      this.#endLine()
    }
  }

  /** What is said between two tags. @param token the next tag; none at the end */
  saysUntil(token?: Token.TagToken | Token.CommentToken | Token.DoctypeToken): void {
    const { startOffset, endOffset } = token?.location ?? {
      startOffset: this.#whole.text.length,
      endOffset: 0,
    }
    const said = this.#whole.slice(this.#done, startOffset)
    this.#done = endOffset
    if (this.#skipped.open > 0 || said.text === '') return
    const passage = said.replaced(entity, decoded)
    this.#push(this.#pre > 0 || this.#code > 0 ? passage : passage.replaced(/[ \t\r\n]+/g, ' '))
  }

  /** Ends the block that is read. */
  close(isPre = this.#pre > 0): void {
    const passage = Passage.join(this.#pieces).replaced(/\r\n?/g, '\n')
    const isCode = isPre || !this.#isSaid
    if (!passage.isEmpty && isCode)
      this.blocks.push({
        type: 'code',
        passage: passage.replaced(/\u00A0/g, ' '),
        isHtml: true,
        ...(this.#language !== undefined && { language: this.#language }),
      })
    else if (!passage.isEmpty)
      this.blocks.push({
        type: 'prose',
        passage: passage.trim(),
        ...(this.#isHeading && { isHeading: true }),
      })
    if (isCode && !passage.isEmpty) this.#language = undefined
    this.#pieces = []
    this.#isSaid = false
    this.#isHeading = false
  }

  #push(passage: Passage): void {
    this.#pieces.push(passage)
    if (this.#pre === 0 && this.#code === 0 && !passage.isEmpty) this.#isSaid = true
  }

  /** Each line of a listing may be an element of its own. */
  #endLine(): void {
    const last = this.#pieces.at(-1)
    if (last && !last.text.endsWith('\n')) this.#pieces.push(Passage.of('\n'))
  }

  #at({ location }: Token.TagToken): Passage {
    return location ? this.#whole.slice(location.startOffset, location.endOffset) : Passage.of('')
  }
}

const languageIn = (classes: string) =>
  classes.match(
    /(?:language-|lang-|highlight-source-|highlight-|brush:\s*|sourceCode\s+)([a-z][\w+-]*)/,
  )?.[1] ?? classes.match(/^(?:\s*)(bash|sh|shell|console|yaml|json|text|output)\b/)?.[1]
