/** What varies in a text that is printed, by the word that stands for it. */
const noise: Readonly<Record<string, string>> = {
  number: String.raw`\d+(?:\.\d+)*`,
  age: String.raw`(?:\d+[dhms])+`,
  // Random names of Kubernetes have no vowels, and no digits that look like one.
  random: '[bcdfghjklmnpqrstvwxz2456789]{5}',
  time: String.raw`\S(?:.*\S)?`,
  text: '[^]*',
  // One word.
  ...Object.fromEntries(
    [
      'name',
      'namespace',
      'kind',
      'status',
      'version',
      'image',
      'file',
      'path',
      'address',
      'uid',
      'hex',
      'token',
    ].map((word) => [word, String.raw`\S+`]),
  ),
}

/** What kubectl itself prints in these brackets. */
const literal = new Set(['none', 'unset', 'unknown', 'nil', 'invalid', 'error', 'pending', 'no value'])

const bracketed = /<([a-z ]+)>/g

/** The words in a pattern that stand for nothing. */
export const unknownNoise = (pattern: string): string[] =>
  [...pattern.matchAll(bracketed)]
    .map(([, word = '']) => word)
    .filter((word) => !Object.hasOwn(noise, word) && !literal.has(word))

/**
 * Whether a text looks as a pattern says, white space apart.
 * @param pattern a text, with words in `<>` for what varies
 * @param anywhere whether it is enough that a part of the text does
 */
export function looksLike(pattern: string, text: string, anywhere = false): boolean {
  const source = spaced(pattern)
    .split(/(<[a-z ]+>)/)
    .map((part) => noise[part.slice(1, -1)] ?? RegExp.escape(part))
    .join('')
  return new RegExp(anywhere ? source : `^(?:${source})$`).test(spaced(text))
}

const spaced = (text: string) => text.trim().replaceAll(/\s+/g, ' ')
