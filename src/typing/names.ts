import type { RowSeen } from './typing.ts'

/** What Kubernetes puts behind a name: five letters and digits, before them a hash, or a time of a schedule. */
const atEnd = /(?:-[\da-f]{4,10})?-[a-z\d]{5}$|-\d{8,10}(?:-[a-z\d]{5})?$/
/** The letters and digits that it takes. Five others are a word of somebody's. */
const random = /-[bcdfghjklmnpqrstvwxz2456789]{5}$|-\d{8,10}$/

const address = /^(?:\d{1,3}\.){3}\d{1,3}$/
const origin = /^https?:\/\/[^/\s'"]+/
const token = /^eyJ[\w.-]+$/
const uid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

/** A word with a sign in place of what is random in it, or the cluster's own; the word itself where nothing is. */
const masked = (word: string) =>
  address.test(word)
    ? '<address>'
    : token.test(word)
      ? '<token>'
      : uid.test(word)
        ? '<uid>'
        : word.replace(/(?<=^https?:\/\/)[^/\s'"]+/, '<server>').replace(atEnd, '-<random>')

/** Columns and fields in which names of the cluster's own stand. */
const ofCluster = /^(?:NODE|Node|Server|IP|CLUSTER-IP|EXTERNAL-IP|ENDPOINTS?)$/

/**
 * Learns what came in place of names that are random, or the cluster's own: from the same row, field or word of an answer.
 * @param printed by the text
 * @param answer what came of the same line
 * @param names is added to: by the name that the text has
 */
export function learnNames(printed: string, answer: string, names: Map<string, string>): void {
  const free = rowsOf(answer)
  for (const row of rowsOf(printed)) {
    const index = free.findIndex((other) => other.key === row.key)
    const [other] = index === -1 ? [] : free.splice(index, 1)
    if (other) for (const [own, came] of pairsIn(row, other)) if (!names.has(own)) names.set(own, came)
  }
  for (const [own, came] of pairsInOrder(printed, answer, names)) names.set(own, came)
}

/** What rows do not tell, as where the ends of lines are lost: words that are alike, in their order, and the only server. */
function* pairsInOrder(
  printed: string,
  answer: string,
  names: ReadonlyMap<string, string>,
): Generator<[string, string]> {
  const [own, there] = [printed, answer].map((text) => new Set(text.split(/[\s,;"'()]+/).map(bare)))
  const taken = new Set(names.values())
  const free = [...(there ?? [])].filter((word) => !own?.has(word) && !taken.has(word) && !address.test(word))
  for (const word of own ?? []) {
    if (names.has(word) || masked(word) === word || address.test(word) || there?.has(word)) continue
    const index = free.findIndex((other) => masked(other) === masked(word))
    const [came] = index === -1 ? [] : free.splice(index, 1)
    if (came !== undefined) yield [word, came]
  }
  const [servers, others] = [printed, answer].map(
    (text) => new Set(text.match(new RegExp(origin.source.slice(1), 'g'))),
  )
  const [[server], [other]] = [[...(servers ?? [])], [...(others ?? [])]]
  if (
    servers?.size === 1 &&
    others?.size === 1 &&
    server !== undefined &&
    other !== undefined &&
    server !== other &&
    !names.has(server)
  )
    yield [server, other]
}

/**
 * A line of a text with the names that came in place of the text's own.
 * @param rows of what the cluster had until now: one that is named alike at random stands in for a name that no answer gave
 */
export function withNamesThatCame(
  line: string,
  names: Map<string, string>,
  rows: readonly RowSeen[],
): string {
  for (const [word] of line.matchAll(/[a-z\d](?:[a-z\d.-]*[a-z\d])?/g)) {
    if (
      names.has(word) ||
      masked(word) === word ||
      !atEnd.test(word) ||
      rows.some(({ name }) => name === word)
    )
      continue
    const taken = new Set(names.values())
    const alike = rows.filter(({ name }) => random.test(name) && masked(name) === masked(word))
    const gone = new Set(alike.flatMap(({ change, name }) => (change === 'deleted' ? [name] : [])))
    const came = alike.findLast(({ name }) => !gone.has(name) && !taken.has(name)) ?? alike.at(-1)
    if (came) names.set(word, came.name)
  }
  // A server that no answer gave is the cluster's own, where the port says so.
  for (const [server] of line.matchAll(/https:\/\/(?:\d+\.){3}\d+:(?:6443|8443|16443)(?!\d)/g))
    if (!names.has(server)) names.set(server, ownServer)
  const known = [...names].filter(([own, came]) => own !== came).toSorted(([a], [b]) => b.length - a.length)
  if (known.length === 0) return line
  const pattern = known.map(([own]) => own.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join('|')
  return line.replaceAll(
    new RegExp(`(?<![\\w.-])(?:${pattern})(?![\\w-]|\\.\\w)`, 'g'),
    (own) => names.get(own) ?? own,
  )
}

/** Where the API server is in the network of its node. */
export const ownServer = 'https://127.0.0.1:6443'

interface Row {
  /** What it is known by in both: a row by its name, a field by its label. */
  key: string
  words: readonly string[]
  /** Of a table: the columns above the words. */
  columns: readonly string[]
  isNode: boolean
}

function rowsOf(text: string): Row[] {
  let columns: string[] = []
  let nodes = 0
  return text.split('\n').flatMap((line) => {
    if (/^[A-Z][A-Z\d()/:-]*(?:\s+[A-Z][A-Z\d()/:-]*)*\s*$/.test(line))
      columns = line.trim().split(/\s{2,}|\s(?=[A-Z])/)
    else if (line.trim() === '') columns = []
    const inTable = columns.length > 1 && !/^\S+:\s/.test(line)
    const words = line.trim().split(inTable ? /\s{2,}/ : /[\s,;"']+/)
    const [first = ''] = words
    if (first === '') return []
    const isNode = inTable && columns.includes('ROLES') && first !== 'NAME'
    if (isNode) nodes += 1
    return [{ key: isNode ? `node ${nodes}` : masked(first), words, columns: inTable ? columns : [], isNode }]
  })
}

function* pairsIn(row: Row, other: Row): Generator<[string, string]> {
  const isField = ofCluster.test(row.key.replace(/:$/, ''))
  for (const [index, word] of row.words.entries()) {
    const column = row.columns[index]
    const there = other.words[column === undefined ? index : other.columns.indexOf(column)]
    if (there === undefined || word === there) continue
    const isNamed =
      (isField && index > 0) ||
      (row.isNode && index === 0) ||
      (column !== undefined && ofCluster.test(column))
    if (isNamed && !/[<>]/.test(word + there)) yield* pieces(word, there)
    else if (masked(word) !== word && masked(word) === masked(there)) yield [bare(word), bare(there)]
    else yield* ports(word, there)
  }
  const [origins, others] = [row, other].map(({ words }) => words.flatMap((word) => word.match(origin) ?? []))
  for (const [index, own] of (origins ?? []).entries()) {
    const came = others?.[index]
    if (came !== undefined && came !== own) yield [own, came]
  }
}

/** `minikube/192.168.64.2` are two names; `1.2.3.4:80` is an address with its port. */
function* pieces(word: string, there: string): Generator<[string, string]> {
  const [own, came] = [word, there].map((one) => one.split(/[/:]/))
  for (const [index, piece] of (own ?? []).entries()) {
    const other = came?.[index]
    if (other !== undefined && piece !== other && /[a-z.]/.test(piece)) yield [piece, other]
  }
}

/** The port of a node that stands for a port: `80:31234/TCP`. */
function* ports(word: string, there: string): Generator<[string, string]> {
  const [own, came] = [word, there].map((one) =>
    [...one.matchAll(/\b\d+:(3[0-2]\d{3})\/(?:TCP|UDP)/g)].map(([, port = '']) => port),
  )
  for (const [index, port] of (own ?? []).entries()) {
    const other = came?.[index]
    if (other !== undefined && other !== port) yield [port, other]
  }
}

/** `pod/web-x2k4p` is about `web-x2k4p`. */
const bare = (word: string) => (origin.test(word) ? word : word.replace(/^[\w.]+\/(?=[a-z])/, ''))
