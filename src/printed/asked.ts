import { kindsNamed } from '../changes/kind-named.ts'
import { pipelinesIn } from '../changes/shell-words.ts'

/** What a line asks kubectl or the API for. */
export interface Asked {
  /** `get`, `describe`, `create`, `delete`, …; `curl`. */
  verb: string
  /** What comes after it and is no option. */
  words: readonly string[]
  options: ReadonlyMap<string, string>
}

const short: Readonly<Record<string, string>> = {
  n: 'namespace',
  l: 'selector',
  o: 'output',
  A: 'all-namespaces',
  f: 'filename',
  w: 'watch',
  L: 'label-columns',
}
const flags = new Set([
  'all-namespaces',
  'watch',
  'show-labels',
  'no-headers',
  'all',
  'force',
  'i',
  't',
  'k',
  'insecure',
  'silent',
  's',
])

/** Reads a line; undefined where it is neither kubectl's nor curl's, or another program reads what comes back. */
export function askedBy(line: string): Asked | undefined {
  const [[command, ...filters] = [], ...more] = pipelinesIn(line)
  const [program = '', ...rest] = command?.words ?? []
  if (!/^(?:kubectl|k|curl)$/.test(program) || command?.isKept || filters.length + more.length > 0)
    return undefined
  const [words, options]: [string[], Map<string, string>] = [[], new Map()]
  for (let place = 0; place < rest.length; place += 1) {
    const word = rest[place] ?? ''
    const [, name, value] = word.match(/^--?([A-Za-z][\w-]*)=?(.*)$/) ?? []
    if (name === undefined || value === undefined) {
      words.push(word)
      continue
    }
    const isLong = word.startsWith('--')
    const [letter, joined] =
      isLong || short[name[0] ?? ''] === undefined ? [name, value] : [name[0] ?? '', name.slice(1) + value]
    const option = isLong ? letter : (short[letter] ?? letter)
    if (flags.has(option) || word.includes('=') || joined !== '') options.set(option, joined || 'true')
    else options.set(option, rest[(place += 1)] ?? '')
  }
  return program === 'curl'
    ? { verb: 'curl', words, options }
    : { verb: words[0] ?? '', words: words.slice(1), options }
}

/** The kind that a word stands for: `jobs.batch`, `po`; the word itself where it is another, or stands for several. */
export function kindOfWord(word: string): string {
  const [kind = word, ...others] = kindsNamed(word)
  return others.length === 0 ? kind : word
}

/** Of an address: the namespace, the resource and the name; none where it asks for less than all there are. */
const resourceInPath =
  /\/apis?\/(?:[a-z][\w.]*\/)?v\w+\/(?:namespaces\/([^/?\s]+)\/)?([a-z]+)(?:\/([^/?\s]+))?\/?$/

/** Which objects a line asks for. */
export interface Scope {
  kind: string
  /** Undefined for all. */
  namespace: string | undefined
  /** Undefined for all. */
  names: readonly string[] | undefined
  labels: readonly string[]
}

/** What a line asks for, in the namespace in which it is typed. */
export function scopeOf({ verb, words, options }: Asked, namespace: string): Scope {
  if (verb === 'curl') {
    const [, within, resource = '', name] = words.join(' ').match(resourceInPath) ?? []
    return {
      kind: kindOfWord(resource),
      namespace: within,
      names: name === undefined ? undefined : [name],
      labels: [],
    }
  }
  const [resource = '', name] = words[0]?.split('/') ?? []
  const names = name === undefined ? words.slice(1) : [name]
  return {
    kind: kindOfWord(resource),
    namespace: options.has('all-namespaces') ? undefined : (options.get('namespace') ?? namespace),
    names: names.length === 0 ? undefined : names,
    labels: options.get('selector')?.split(',') ?? [],
  }
}
