/** Seconds of a minute, an hour, a day and a year. */
const [minute, hour, day, year] = [60, 3600, 86_400, 31_536_000]

/** How an age is told: below so many seconds, in these units, of which the last is left out where it is 0. */
const scale: readonly [below: number, ...units: readonly (readonly [letter: string, seconds: number])[]][] = [
  [2 * minute, ['s', 1]],
  [10 * minute, ['m', minute], ['s', 1]],
  [3 * hour, ['m', minute]],
  [8 * hour, ['h', hour], ['m', minute]],
  [2 * day, ['h', hour]],
  [8 * day, ['d', day], ['h', hour]],
  [2 * year, ['d', day]],
  [8 * year, ['y', year], ['d', day]],
  [Infinity, ['y', year]],
]

/**
 * An age as Kubernetes tells it: the older, the coarser. What lies in the future by no more than a second is 0.
 * Source: what kubectl prints; the thresholds are those of k8s.io/apimachinery/pkg/util/duration.
 * @param seconds that have passed
 */
export function ageInWords(seconds: number): string {
  if (seconds < -1) return '<invalid>'
  const [, ...units] = scale.find(([below]) => seconds < below) ?? [0]
  let left = Math.max(0, Math.floor(seconds))
  const parts = units.map(([letter, size], place) => {
    const count = Math.floor(left / size)
    left -= count * size
    return count === 0 && place > 0 ? '' : `${count}${letter}`
  })
  return parts.join('')
}
