/** Whatever a terminal takes for more than text; a new line and a tab are text. */
const control = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u

/** With what a sentence begins that tells a reader what to do. */
const remedy =
  /(?:^|[.:;!?)] +)(?:Ask|Call|Check|Choose|Copy|Correct|Delete|Free|Give|Install|Leave|Make|Name|Pack|Record|Remove|Run|Save|Say|See|Set|Take|Try|Unpack|Unset|Use|With|Write)\b/m

/** Characters of an error that anybody reads. */
const longest = 2000

/**
 * What is wrong with the text of an error.
 * @param places each of which must be named in it
 * @returns undefined when a user has all that is needed
 */
export function lacking(text: string, ...places: readonly (string | RegExp)[]): string | undefined {
  for (const place of places)
    if (typeof place === 'string' ? !text.includes(place) : !place.test(text))
      return `it does not say where: ${place}`
  if (!/\bexpected\b/i.test(text) || !/\bfound\b/i.test(text))
    return 'it does not say what was expected and what was found'
  if (!saysWhatToDo(text)) return 'it does not say what to do'
  return text.length > longest ? `it has more than ${longest} characters` : undefined
}

export const saysWhatToDo = (text: string) => remedy.test(text)

/** What a text has in it that must not reach a terminal. */
export function uncleanIn(text: string): string | undefined {
  if (/^ +at .+(?::\d+:\d+\)?|<anonymous>\)?)$/m.test(text)) return 'a stack'
  const found = control.exec(text.replaceAll(/[\n\t]/g, ''))?.[0]
  return found && `a control character: U+${found.charCodeAt(0).toString(16).padStart(4, '0')}`
}
