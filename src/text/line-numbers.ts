/**
 * Tells in which line of a file a character stands.
 * @returns of the place of a character the number of its line, from 1
 */
export function lineNumbersOf(text: string): (at: number) => number {
  const ends = [...text.matchAll(/\n/g)].map(({ index }) => index)
  return (at) => {
    let [from, to] = [0, ends.length]
    while (from < to) {
      const middle = (from + to) >> 1
      if ((ends[middle] ?? at) < at) from = middle + 1
      else to = middle
    }
    return from + 1
  }
}
