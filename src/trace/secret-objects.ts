import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  visit,
  type Document,
  type Node,
  type YAMLMap,
} from 'yaml'
import { isPlaceholder, nameOfCredential } from './credentials.ts'

/** A Secret, as the API gives it or as a manifest has it. Whoever wrote it may have written anything. */
export interface SecretObject {
  kind?: unknown
  type?: unknown
  /** In base64. */
  data?: unknown
  stringData?: unknown
}

/** Something secret that an object in a text has: what it is, and where it stands. */
export interface SecretPlace {
  from: number
  to: number
  /** Nothing, where the object is too long to be parsed: all of it is secret then. */
  value?: Buffer | string
}

/** What is secret in a Secret of these types; in others all is. */
const secretKey: Record<string, string> = {
  'kubernetes.io/service-account-token': 'token',
  'bootstrap.kubernetes.io/token': 'token-secret',
}
const base64 = /^[A-Za-z0-9+/]+={0,2}$/
const certificate = /^\s*-----BEGIN CERTIFICATE-----(?![\s\S]*PRIVATE KEY)/

/** A value that makes an object worth parsing: its kind, or the field of a Docker configuration. */
const worthParsing = /(?<![\w-])(?:Secret(?:List)?|Config|ExecCredential|auths)(?![\w-])/g
/** What takes a parser time: an object with more of it is not parsed (a hundred milliseconds). */
const mostStructure = 1000
const deepest = 64
const mostObjects = 1000
/** A quote, or the head of a block. */
const beforeValue = /^(?:["']|[|>][-+\d]*[ \t]*(?:#.*)?\r?\n\s*)/
/** It may stand for what is in an object far away. */
const alias = /(?:[:\-[{,]\s+\*\w|<<\s*:)/
const documentEnd = /^(?:---|\.\.\.)(?=\s|$)/m

/** Certificates without a key: everybody may read them. */
export const isCertificate = (text: string) => certificate.test(text)

/** What is secret in a Secret. */
export const secretsOf = ({ type, data, stringData }: SecretObject): (Buffer | string)[] => [
  ...textsIn(data).flatMap(([key, text]) => secretIn(type, key, decodedOf(text))),
  ...textsIn(stringData).flatMap(([key, text]) => secretIn(type, key, text)),
]

/**
 * Hides what is still left of the data of a Secret, however short it is.
 * @param data as it was, and `redacted` as it is now, with its entries in the same order
 */
export function hidden({ type }: SecretObject, data: unknown, redacted: unknown): unknown {
  const before = textsIn(data)
  return Object.fromEntries(
    textsIn(redacted).map(([key, text], index) => {
      const [name = '', value = ''] = before[index] ?? []
      const isLeft = text === value && isSecret(type, name) && !isPublic(text)
      return [key, isLeft ? '<secret>' : text]
    }),
  )
}

/**
 * All that is secret in the objects that a text shows in YAML or JSON, wherever these stand in it: Secrets, kubeconfigs,
 * credentials of plugins and of registries. It goes on from one object to the next, so that who asks may pause.
 */
export function* secretsIn(text: string): Generator<SecretPlace | undefined> {
  let begin = 0
  for (const document of text.split(documentEnd)) {
    if (isWorthParsing(document)) {
      if (isShort(document)) yield* secretsInObject(text, { from: begin, to: begin + document.length }, true)
      else if (alias.test(document)) yield { from: begin, to: begin + document.length }
      else yield* secretsWithin(text, begin, begin + document.length)
    }
    begin += document.length + 3
  }
}

/** Of objects that stand in something else: each is found by a value that makes it worth parsing. */
function* secretsWithin(text: string, begin: number, end: number): Generator<SecretPlace | undefined, void> {
  const part = text.slice(begin, end)
  const found = Array.from(part.matchAll(worthParsing), ({ index }) => index)
  const flows = flowsAround(part, found)
  const lines = linesOf(part)
  let [done, line, count] = [0, 0, 0]
  for (const index of found) {
    if (index < done) continue
    count += 1
    if (count > mostObjects) {
      yield { from: begin + index, to: end }
      return
    }
    while ((lines[line + 1]?.from ?? part.length) <= index && line + 1 < lines.length) line += 1
    for (const extent of [flows.get(index), blockAround(part, lines, line)]) {
      if (!extent) continue
      const places = [...secretsAt(text, { ...extent, from: begin + extent.from, to: begin + extent.to })]
      yield* places
      done = extent.to
      if (places.some((place) => place)) break
    }
  }
}

const secretsAt = (text: string, extent: Extent) =>
  isShort(text.slice(extent.from, extent.to)) ? secretsInObject(text, extent) : [extent]

interface Extent {
  from: number
  to: number
  /** How many columns of its first line belong to something before. */
  indent?: number
}

function* secretsInObject(
  text: string,
  { from, to, indent = 0 }: Extent,
  isAll = false,
): Generator<SecretPlace | undefined> {
  const source = ' '.repeat(indent) + text.slice(from, to)
  const document = parseDocument(source, { uniqueKeys: false, logLevel: 'silent', strict: false })
  const places: SecretPlace[] = []
  const shift = from - indent
  const place = (node: Node | undefined, value: Buffer | string) => {
    const [start = 0, stop = 0] = node?.range ?? []
    const written = source.slice(start, stop).trimEnd()
    const before = written.match(beforeValue)?.[0].length ?? 0
    const behind = /^["']/.test(written) ? 1 : 0
    places.push({ from: shift + start + before, to: shift + start + written.length - behind, value })
  }
  const texts: Node[] = []
  visit(document, {
    Map: (_, map) => secretsInMap(map, document, place),
    Scalar: (_, node) => {
      if (typeof node.value === 'string' && /[:{]/.test(node.value) && isWorthParsing(node.value))
        texts.push(node)
    },
  })
  yield* places
  yield undefined
  if (isAll && document.errors.length > 0) yield* secretsWithin(text, from, to)
  for (const { range } of texts) {
    const [start = 0, stop = 0] = range ?? []
    if (isAll || stop - start < to - from) yield* secretsWithin(text, shift + start, shift + stop)
  }
}

const isWorthParsing = (text: string) => text.search(worthParsing) !== -1

type Found = (node: Node | undefined, value: Buffer | string) => void

function secretsInMap(map: YAMLMap, document: Document, found: Found): void {
  const fields = fieldsOf(map, document)
  const kind = textOf(fields.get('kind'))
  if (kind === 'Secret') secretsInSecret(fields, document, found)
  const items = fields.get('items')
  if (kind === 'SecretList' && isSeq(items)) {
    for (const item of items.items)
      secretsInSecret(fieldsOf(resolved(item, document), document), document, found)
  }
  if (kind === 'Config' || kind === 'ExecCredential' || fields.has('auths')) {
    visit(map, {
      Pair: (_, { key, value }) => {
        const text = textOf(value)
        if (nameOfCredential.test(textOf(key) ?? '') && text && !isPlaceholder(text))
          found(value as Node, decodedOf(text))
      },
    })
  }
}

function secretsInSecret(fields: Fields, document: Document, found: Found): void {
  const type = textOf(fields.get('type'))
  for (const field of ['data', 'stringData']) {
    for (const [key, node] of fieldsOf(fields.get(field), document)) {
      const text = textOf(node)
      if (text === undefined) continue
      const value = field === 'data' ? decodedOf(text.replaceAll(/\s/g, '')) : text
      for (const secret of secretIn(type, key, value)) found(node, secret)
    }
  }
}

type Fields = ReadonlyMap<string, Node>

/** The fields of a map, those that it takes from others as well. */
function fieldsOf(node: unknown, document: Document, depth = 0): Fields {
  const map = resolved(node, document)
  const own = isMap(map) ? map.items : []
  const pairs = own.map(({ key, value }) => [textOf(key as Node), resolved(value, document)] as const)
  const merged =
    depth > 8
      ? []
      : pairs.flatMap(([key, value]) =>
          key === '<<'
            ? (isSeq(value) ? value.items : [value]).flatMap((one) => [...fieldsOf(one, document, depth + 1)])
            : [],
        )
  return new Map([
    ...merged,
    ...pairs.flatMap(([key, value]) => (key === undefined || !value ? [] : [[key, value] as const])),
  ])
}

const resolved = (node: unknown, document: Document): Node | undefined =>
  isAlias(node) ? node.resolve(document) : (node as Node | undefined)

/** What a scalar says. */
const textOf = (node: unknown): string | undefined =>
  isScalar(node) && node.value !== null ? `${node.value as string | number | boolean}` : undefined

const isShort = (text: string) => {
  let [count, depth] = [0, 0]
  for (const [sign] of text.matchAll(/[\n:,[\]{}]/g)) {
    if (sign === ']' || sign === '}') depth -= 1
    else count += 1
    if (sign === '[' || sign === '{') depth += 1
    if (count > mostStructure || depth > deepest) return false
  }
  return true
}

/** The braces around each of some places in a text, where there are any. */
function flowsAround(text: string, places: readonly number[]): Map<number, Extent> {
  const open: { from: number; inside: number[] }[] = []
  const found = new Map<number, Extent>()
  let next = 0
  for (const { index, 0: sign } of text.matchAll(/[{}]/g)) {
    for (; (places[next] ?? index) < index; next += 1) open.at(-1)?.inside.push(places[next] ?? 0)
    if (sign === '{') open.push({ from: index, inside: [] })
    else {
      const { from, inside } = open.pop() ?? { from: 0, inside: [] }
      for (const place of inside) found.set(place, { from, to: index + 1 })
    }
  }
  return found
}

/** A line that may be YAML. */
interface Line {
  from: number
  /** Of its first sign; endless where there is none. */
  indent: number
  /** Of its key, behind the signs of a list; what is quoted begins anew. */
  column: number | undefined
  /** Where its key stands in the text. */
  key: number
  /** It begins a map: in a list, or in quotes. */
  isFirst: boolean
}

const keyOfLine = /^(?<before>\s*(?<item>(?:- +)*))(?:\?|["']?[\w.</-]+["']?\s*:(?=\s|$))/
const quotedKey = /["'`](?=["']?\w+["']?\s*:(?:\s|$))/

function linesOf(text: string): Line[] {
  return Array.from(text.matchAll(/^.*$/gm), ({ index: from, 0: line }) => {
    const indent = /\S/.test(line) ? line.search(/\S/) : Number.POSITIVE_INFINITY
    const { before, item } = line.match(keyOfLine)?.groups ?? {}
    if (before !== undefined) {
      return { from, indent, column: before.length, key: from + before.length, isFirst: item !== '' }
    }
    const quoted = line.search(quotedKey)
    if (quoted !== -1) return { from, indent, column: 0, key: from + quoted + 1, isFirst: true }
    return { from, indent, column: undefined, key: from + Math.min(indent, line.length), isFirst: false }
  })
}

/** The lines around one of them that belong to the same map. */
function blockAround(text: string, lines: readonly Line[], own: number): Extent {
  const { indent, column = indent } = lines[own] ?? { indent: 0 }
  const isDeeper = (line: Line) =>
    line.indent > column || (line.indent === column && line.column === column + 2)
  let first = own
  for (; first > 0 && !lines[first]?.isFirst; first -= 1) {
    const line = lines[first - 1]
    if (!line || (!isDeeper(line) && line.column !== column)) break
  }
  let next = own + 1
  for (; next < lines.length; next += 1) {
    const line = lines[next]
    if (!line || (!isDeeper(line) && (line.column !== column || line.isFirst))) break
  }
  return {
    from: lines[first]?.key ?? 0,
    to: lines[next] ? (lines[next]?.from ?? 0) - 1 : text.length,
    indent: lines[first]?.column ?? column,
  }
}

const secretIn = (type: unknown, key: string, value: Buffer | string) =>
  isSecret(type, key) && !isCertificate(value.toString()) ? [value] : []

/** A certificate, or the name of a secret. */
const isPublic = (text: string) =>
  [text, Buffer.from(text, 'base64').toString()].some(isCertificate) || /^<[\w ]+>$/.test(text)

const isSecret = (type: unknown, key: string) => (secretKey[String(type)] ?? key) === key

/** What is encoded, or the text itself where it is no base64. */
const decodedOf = (text: string) => (base64.test(text) ? Buffer.from(text, 'base64') : text)

const textsIn = (data: unknown) =>
  Object.entries(data ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
