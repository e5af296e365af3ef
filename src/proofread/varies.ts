import { inPlace } from '../compare/shape.ts'
import { cutShort } from './omission.ts'

/**
 * What is another on each cluster and at each moment, and looks so wherever it stands: what a text prints may be written in
 * another way than what a cluster does, as years ago or by a program of another age.
 */
const kinds: readonly (readonly [word: string, pattern: string])[] = [
  // Secrets are replaced in a recording, in a text by their author.
  ['<token>', String.raw`(?:eyJ[\w.~+/=-]*|<[\w -]+>|[xX*]{4,}|\.{3,})`],
  ['<uid>', String.raw`[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}`],
  ['<digest>', String.raw`sha256:[\da-f]{7,64}`],
  [
    '<time>',
    String.raw`(?:\w{3}, \d\d? \w{3} \d{4} [\d:]+ [+-]\d{4}|\d{4}-\d\d-\d\d[T ][\d:.]+(?:Z| ?[+-]\d\d:?\d\d)?(?: [A-Z]+)?|\w{3} \w{3} +\d\d? [\d:]+(?: [AP]M)? [A-Z]+ \d{4})`,
  ],
  ['<address>', String.raw`(?:\d{1,3}(?:\.\d{1,3}){3}|\[?[\da-f]*:[\da-f:]*:[\da-f]*\]?)`],
  ['<age>', String.raw`(?:\d+[ydhms])+`],
  ['-<random>', String.raw`-[a-z\d]{3,10}`],
  ['<hex>', String.raw`[\da-f]{6,}`],
  ['<bytes>', String.raw`\d+ bytes`],
  ['<number>', String.raw`\d+(?:\.\d+)*`],
]

const own: readonly (readonly [RegExp, string])[] = [
  [/\b\w{3} \w{3} +\d\d? \d\d:\d\d:\d\d(?: [AP]M)? [A-Z]+ \d{4}\b/g, '<time>'],
  [/\beyJ[\w-]+\.[\w.-]*/g, '<token>'],
  [/sha256:[\da-f]{7,64}/g, '<digest>'],
  [/\b\d+ bytes\b/g, '<bytes>'],
]

/** A text with a word in place of all that is another on each cluster; numbers stay. */
const masked = (text: string) =>
  inPlace(own.reduce((all, [pattern, word]) => all.replaceAll(pattern, word), text))
    .replaceAll(/\s+/g, ' ')
    .trim()
    // Whether a sentence is printed with its full stop changes from version to version, and says nothing to a reader.
    .replace(/(?<=\w)\.$/, '')

const compiled = new Map<string, RegExp>()

function patternOf(mask: string): RegExp {
  const known = compiled.get(mask)
  if (known) return known
  // A name that a cluster was given may be whatever word its owner likes.
  const source = /^\S*<cluster>\S*$/.test(mask)
    ? String.raw`[\w.@:/-]+`
    : mask
        .split(new RegExp(`(${kinds.map(([word]) => RegExp.escape(word)).join('|')})`))
        .map((part) => kinds.find(([word]) => word === part)?.[1] ?? RegExp.escape(part))
        .join('')
  const pattern = new RegExp(`^${source}$`)
  compiled.set(mask, pattern)
  return pattern
}

/** Whether a text is of the kind that a shape stands for, however another cluster writes it. */
export const looksLike = (text: string, shape: string): boolean => patternOf(shape).test(withoutStop(text))

/** How long the numbers are in names that are given by time: one of seconds has more digits than one of minutes. */
const digits = (text: string) =>
  [...text.matchAll(/(?<=[a-z]-)\d{6,}(?![\da-f-])/g)].map(([number]) => number.length).join()

/**
 * Whether two values differ in nothing but what is another on each cluster and at each moment: ages, times, addresses, uids,
 * tokens, random parts of names, sizes. Of a value that is cut short, the beginning is compared.
 * @param printed by a text
 * @param shown by a cluster
 */
export function isSameApart(printed: string, shown: string): boolean {
  const left = cutShort(printed)
  if (left !== undefined) return isBegun(masked(left), masked(shown))
  if (digits(printed) !== digits(shown)) return false
  const [one, other] = [masked(printed), masked(shown)]
  return (
    one === other || patternOf(other).test(withoutStop(printed)) || patternOf(one).test(withoutStop(shown))
  )
}

const withoutStop = (text: string) =>
  text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/(?<=\w)\.$/, '')

/** A token is another from its beginning on. */
const isBegun = (begin: string, all: string) =>
  all.startsWith(begin) || (/^eyJ\w*$/.test(begin) && all.startsWith('<token>'))

/** Where a cluster, its nodes and those who use it are named as their owner likes. */
const names =
  /^(?:(?:clusters|contexts|users)\.\[[^\]]*\]\.(?:name|context\.(?:cluster|user))|current-context|(?:.*\.)?nodeName|(?:.*\.)?host|NODE\.\[.*\]|Node\..*)$/

/** Whether a value is one that each cluster has of its own, whatever it is, by the place where it stands. */
export const isOwn = (path: readonly string[], printed: string, shown: string): boolean =>
  names.test(path.join('.')) ||
  (path.at(-1) === 'resourceVersion' && /^\d+$/.test(printed)) ||
  (path.at(-1) === 'server' && [printed, shown].every((url) => /^https:\/\/[^/]+$/.test(url))) ||
  // The number of a job of the shell, and of its process.
  [printed, shown].every((line) => /^\[\d+\][+-]? +\d+$/.test(line))
