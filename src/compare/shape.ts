/** What two runs have different by nature, by the way it looks, and the word that stands for it. */
const tokens: readonly (readonly [RegExp, string])[] = [
  [/\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/g, '<uid>'],
  [/<token [\da-f]{8}>/g, '<token>'],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, '<time>'],
  [/\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{4} \w+/g, '<time>'],
  [/\b\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}/g, '<time>'],
  // Of a run's own cluster.
  [/\bkubelab-\d+-[\da-f]{6}\b/g, '<cluster>'],
  [/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, '<address>'],
  // Random names of Kubernetes have no vowels, and no digits that look like one.
  [/-[bcdfghjklmnpqrstvwxz2456789]{5}(?![\w-])/g, '-<random>'],
  [/\b(?=[\da-f]*\d)[\da-f]{6,}\b/g, '<hex>'],
]

/** The names in a text that a run has of its own, and that mean one thing wherever they stand: what is no time, and not picked for a while. */
export const ownNamesIn = (text: string): string[] => [...text.matchAll(ownName)].map(([name]) => name)

const ownName =
  /\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b|<token [\da-f]{8}>|\bkubelab-\d+-[\da-f]{6}\b|\b\d{1,3}(?:\.\d{1,3}){3}\b|\b[\da-f]{16,}\b/g

const age = [/(?<![\w.-])(?:\d+[dhms])+(?![\w-])/g, '<age>'] as const
const number = [/\d+(?:\.\d+)*/g, '<number>'] as const

const replaced = (text: string, all: readonly (readonly [RegExp, string])[]) =>
  all
    .reduce((shape, [token, name]) => shape.replaceAll(token, name), text)
    .replaceAll(/[ \t]+/g, ' ')
    .trim()

/** The shape of a text: what may be different in every run replaced by what it is, and single spaces. */
export const shapeOf = (text: string): string => replaced(text, [...tokens, age, number])

/** A name as it is in every run: what is random in it replaced, while its numbers stay. */
export const nameOf = (text: string): string => replaced(text, tokens)

/** The same, with ages, and with what follows in a column where it was, as far as there is room. */
export const inPlace = (text: string): string =>
  [...tokens, age].reduce(
    (steady, [{ source }, name]) =>
      steady.replaceAll(new RegExp(`${source}(  +)?`, 'g'), (whole, gap?: string) =>
        gap === undefined ? name : name.padEnd(Math.max(whole.length, name.length + 1)),
      ),
    text,
  )

/** Whether a shape has something in it that no two runs have the same, which is more than a number. */
export const isOfOneRun = (shape: string): boolean =>
  [...tokens, age].some(([, name]) => shape.includes(name))
