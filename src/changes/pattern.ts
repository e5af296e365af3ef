/** What varies in a text that is printed, by the word that stands for it. */
const noise: Readonly<Record<string, string>> = {
  number: String.raw`\d+(?:\.\d+)*`,
  age: String.raw`(?:\d+[dhms])+`,
  // Random names of Kubernetes have no vowels, and no digits that look like one.
  random: '[bcdfghjklmnpqrstvwxz2456789]{5}',
  time: String.raw`\S(?:.*\S)?`,
  text: '[^]*',
  // Since 1970, in names.
  seconds: String.raw`\d{10}`,
  minutes: String.raw`\d{8}`,
  // One word.
  ...Object.fromEntries(
    'name namespace kind status version image file path address uid hex token'
      .split(' ')
      .map((word) => [word, String.raw`\S+`]),
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

const compiled = new Map<string, RegExp>()

function regexOf(pattern: string): RegExp {
  const known = compiled.get(pattern)
  if (known) return known
  const source = spaced(pattern)
    .split(/(<[a-z ]+>)/)
    .map((part) => noise[/^<(.*)>$/.exec(part)?.[1] ?? ''] ?? RegExp.escape(part))
    .join('')
  const regex = new RegExp(`^(?:${source})$`)
  compiled.set(pattern, regex)
  return regex
}

/** Whether a text looks as a pattern says, white space and a full stop at the end apart: a text, with words in `<>` for what varies. */
export const fits = (pattern: string, text: string): boolean => regexOf(pattern).test(spaced(text))

const spaced = (text: string) =>
  text
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replace(/(?<=\w)\.$/, '')
