import { parseHTML } from 'linkedom'
import { linesOf } from './plain-text.ts'
import type { LinedText } from './lined-text.ts'

const unseen = new Set(['HEAD', 'SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT'])
const inline = new Set(
  'A ABBR B BDI BDO CITE CODE DEL DFN EM FONT I INS KBD LABEL MARK Q S SAMP SMALL SPAN STRONG SUB SUP TT U VAR'.split(
    ' ',
  ),
)

/** Reads HTML: what is in `pre` is code, all else is prose. The text is what a reader sees. */
export function htmlText(source: string): LinedText {
  const { document } = parseHTML(/<html[\s>]/i.test(source) ? source : `<html><body>${source}</body></html>`)
  const pieces: Piece[] = []
  read(document.documentElement, false, pieces)
  const text = pieces.map((piece) => piece.text).join('')
  const blocks = spansOf(pieces)
  let from = 0
  const lines = linesOf(text).map((passage) => {
    const at = from
    from += passage.text.length + 1
    const block = blocks.findIndex((one) => one.from <= at && at < one.to)
    return { passage, is: block === -1 ? ('prose' as const) : ('code' as const), block }
  })
  return { form: 'HTML', text, lines }
}

interface Piece {
  text: string
  isCode: boolean
}

/** What is read of a node of the document. */
interface Node {
  nodeType: number
  nodeName: string
  textContent: string | null
  childNodes: Iterable<Node>
}

function read(element: Node, isCode: boolean, pieces: Piece[]): void {
  for (const node of element.childNodes) {
    if (node.nodeType === 3) {
      const text = node.textContent ?? ''
      pieces.push({ text: isCode ? text.replaceAll('\r', '') : text.replaceAll(/[ \t\r\n]+/g, ' '), isCode })
    } else if (node.nodeType === 1 && !unseen.has(node.nodeName.toUpperCase())) {
      readElement(node, isCode, pieces)
    }
  }
}

function readElement(element: Node, isCode: boolean, pieces: Piece[]): void {
  const name = element.nodeName.toUpperCase()
  const isBlock = !inline.has(name)
  const isPre = isCode || name === 'PRE'
  if (name === 'BR') {
    pieces.push({ text: '\n', isCode })
    return
  }
  // A sign of an omission that nobody has escaped.
  if (/OMITTED$|^SNIP$/.test(name)) {
    pieces.push({ text: `<${name.toLowerCase()}>`, isCode })
    read(element, isPre, pieces)
    return
  }
  if (isBlock) endLine(pieces, isCode)
  if (name === 'LI') pieces.push({ text: '- ', isCode })
  read(element, isPre, pieces)
  if (isBlock) endLine(pieces, isCode)
}

/** A block begins and ends with a line of its own. */
function endLine(pieces: Piece[], isCode: boolean): void {
  const last = pieces.findLast(({ text }) => text !== '')
  if (last && !last.text.endsWith('\n')) pieces.push({ text: '\n', isCode })
}

/** Where each code box is. */
function spansOf(pieces: readonly Piece[]): { from: number; to: number }[] {
  let at = 0
  const spans: { from: number; to: number }[] = []
  for (const [index, { text, isCode }] of pieces.entries()) {
    const last = spans.at(-1)
    if (isCode && last && pieces[index - 1]?.isCode) last.to += text.length
    else if (isCode) spans.push({ from: at, to: at + text.length })
    at += text.length
  }
  return spans
}
