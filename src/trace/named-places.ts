/** A place in a text, and the name that is to stand there. */
export interface NamedPlace {
  from: number
  to: number
  name: string
  /** What the name stands for, where that is a token. */
  token?: string | undefined
}

/**
 * Puts names in the places of a text. Of places that overlap the longest gives the name, and it stands for all of them; so it
 * does for padding behind them.
 * @returns the text, and the tokens whose names are in it
 */
export function withNames(text: string, places: readonly NamedPlace[]): { text: string; tokens: string[] } {
  let [named, done] = ['', 0]
  const tokens: string[] = []
  for (const group of overlapping(places)) {
    const [{ name, token }] = group.toSorted((a, b) => b.to - b.from - (a.to - a.from)) as [NamedPlace]
    named += text.slice(done, group[0].from) + name
    done = Math.max(...group.map(({ to }) => to))
    done += text.slice(done, done + 3).match(/^={1,2}(?!\w)/)?.[0].length ?? 0
    if (token !== undefined) tokens.push(token)
  }
  return { text: named + text.slice(done), tokens }
}

type Group = [NamedPlace, ...NamedPlace[]]

/** The places in their order, those together that overlap. */
function overlapping(places: readonly NamedPlace[]): Group[] {
  const groups: Group[] = []
  let end = 0
  for (const place of places.toSorted((a, b) => a.from - b.from)) {
    const group = groups.at(-1)
    if (group && place.from < end) group.push(place)
    else groups.push([place])
    end = Math.max(end, place.to)
  }
  return groups
}
