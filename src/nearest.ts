import leven from 'leven'

/** Those of some words that are most like another one, the most alike first. */
export const nearest = <W extends string>(word: string, words: readonly W[], count: number): W[] =>
  words.toSorted((a, b) => leven(word, a) - leven(word, b)).slice(0, count)
