import { sequence } from './sequences.ts'

const sequences = new RegExp(sequence, 'gu')
/** Most texts are so: there is nothing in them to take away. */
const plain = /^[\t\n -~]*$/

/** Searches what is about to leave for secrets that this process knows: see {@link searchLast}. */
let searched = (text: string) => text

/** Has every text that goes out searched for what must not leave, last of all. */
export function searchLast(search: (text: string) => string): void {
  searched = search
}

declare const isCleaned: unique symbol

/** What has been cleaned: renderers take nothing else, so that it is done once, where it comes in. */
export type Cleaned<T> = T & { readonly [isCleaned]: true }

/**
 * Cleans what others wrote before it goes out: nothing is left that a terminal obeys, that turns the direction of a line
 * round, or that cannot be seen, nor a secret that this process knows. Tabs and line ends stay.
 * @param value a text, or anything with texts in it, however deep
 * @returns the same without that; half of a surrogate pair becomes U+FFFD
 */
export const cleaned = <T>(value: T): Cleaned<T> => withoutHidden(value) as Cleaned<T>

function withoutHidden(value: unknown): unknown {
  if (typeof value === 'string')
    return searched(plain.test(value) ? value : value.toWellFormed().replaceAll(sequences, ''))
  if (Array.isArray(value)) return value.map(withoutHidden)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [withoutHidden(key), withoutHidden(item)]),
  )
}

/** Lines for a log: in that of a GitHub workflow no line is a command, neither `::error::` nor `##[error]`. */
export const withoutCommands = (text: string) =>
  text.replaceAll(/^(\s*:)(?=:)/gm, '$1 ').replaceAll('##[', '## [')

/** A text of others for a log. */
export const forLog = (text: string) => withoutCommands(cleaned(text))
