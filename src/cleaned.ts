import { stripVTControlCharacters } from 'node:util'

/** Does something and is not seen: control characters, bidirectional and invisible ones, and what is no character. */
const unseen = /(?![\t\n])[\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu

/**
 * Cleans what others wrote before it goes out: nothing is left that a terminal obeys, that turns the direction of a line
 * round, or that cannot be seen. Tabs and line ends stay.
 * @param value a text, or anything with texts in it, however deep
 * @returns the same without that; half of a surrogate pair becomes U+FFFD
 */
export function cleaned<T>(value: T): T
export function cleaned(value: unknown): unknown {
  if (typeof value === 'string') {
    return stripVTControlCharacters(value.toWellFormed()).replaceAll(unseen, '')
  }
  if (Array.isArray(value)) return value.map(cleaned)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [cleaned(key), cleaned(item)]))
}

/** Lines for a log: in that of a GitHub workflow no line is a command, neither `::error::` nor `##[error]`. */
export const withoutCommands = (text: string) =>
  text.replaceAll(/^(\s*:)(?=:)/gm, '$1 ').replaceAll('##[', '## [')

/** A text of others for a log. */
export const forLog = (text: string) => withoutCommands(cleaned(text))
