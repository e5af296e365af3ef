/** How many letters two words are apart: letters that are put in, left out or other. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, place) => place)
  for (const [down, letter] of Array.from(one).entries()) {
    const next = [down + 1]
    for (const [across, opposite] of Array.from(other).entries()) {
      const [above = 0, diagonal = 0, left = 0] = [row[across + 1], row[across], next[across]]
      next.push(Math.min(above + 1, left + 1, diagonal + (letter === opposite ? 0 : 1)))
    }
    row = next
  }
  return row.at(-1) ?? 0
}

/** Those of some words that are most like another one, the most alike first. */
export const nearest = <W extends string>(word: string, words: readonly W[], count: number): W[] =>
  words.toSorted((a, b) => distance(word, a) - distance(word, b)).slice(0, count)
