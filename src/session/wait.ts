const counts = 'one two three four five six seven eight nine ten eleven twelve'.split(' ')
const others =
  'a=1 an=1 another=1 a_couple_of=2 a_few=3 several=5 half=0.5 half_a=0.5 fifteen=15 twenty=20 thirty=30 forty=40 sixty=60 ninety=90'
const numbers: Readonly<Record<string, number>> = {
  ...Object.fromEntries(counts.map((word, at) => [word, at + 1])),
  ...Object.fromEntries(
    others.split(' ').map((pair) => {
      const [word = '', count] = pair.split('=')
      return [word.replaceAll('_', ' '), Number(count)]
    }),
  ),
}
const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 }

const many = `(?:about |around |at least |approximately |up to |roughly |another |~ ?)?(\\d+(?:\\.\\d+)?|${Object.keys(
  numbers,
)
  .toSorted((a, b) => b.length - a.length)
  .join('|')})(?:(?:-| to | or )\\w+)?[ -](?:more )?(sec(?:ond)?|min(?:ute)?|hour)s?\\b`

const waits = new RegExp(
  `\\bwait(?:ing)?(?: for)? ${many}|(?:^|[.:;,!?]\\s*|[-*•]\\s*\\.?\\s*)(?:then,? )?(?:after|in|within) ${many}|\\b${many} later\\b|\\bgive it ${many}`,
  'gi',
)

/** How long a text tells its reader to wait (seconds); undefined where it does not. */
export function waitIn(prose: string): number | undefined {
  const found = [...prose.replaceAll(/\s+/g, ' ').matchAll(waits)].map(([, ...groups]) => {
    const [count = '', unit = ''] = groups.filter((group) => typeof group === 'string')
    return (numbers[count.toLowerCase()] ?? Number(count)) * (units[unit[0]?.toLowerCase() ?? ''] ?? 0)
  })
  const longest = Math.max(0, ...found.filter(Number.isFinite))
  return longest === 0 ? undefined : Math.min(longest, 3600)
}
