import type { Difference } from './differences.ts'
import { ownNamesIn } from './shape.ts'

/**
 * The places at which two runs disagree in what is named: a name of the one stands for one name of the other, wherever it is. Where it stands
 * for several, that of the most places is right.
 * @param pairs all places of the two runs
 */
export function namedOtherwise<T extends Pick<Difference, 'values'>>(pairs: readonly T[]): ReadonlySet<T> {
  const named = pairs.flatMap((pair) => {
    const [names = [], others = []] = pair.values.map((text) => ownNamesIn(text ?? ''))
    return names.length === others.length
      ? names.map((name, index) => ({ pair, names: [name, others[index]] }))
      : []
  })
  const wrong = [0, 1].flatMap((side) =>
    [...Map.groupBy(named, ({ names }) => names[side]).values()].flatMap((same) =>
      [...Map.groupBy(same, ({ names }) => names[1 - side]).values()]
        .toSorted((a, b) => b.length - a.length)
        .slice(1),
    ),
  )
  return new Set(wrong.flat().map(({ pair }) => pair))
}
