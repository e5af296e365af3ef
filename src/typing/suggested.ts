const units = { s: 1, m: 60, h: 3600, d: 86_400, y: 31_536_000 }

/**
 * The longest time that a text prints as kubectl does, in seconds: how old something was when its author looked.
 * @param most what is longer does not count
 */
export function suggestedBy(printed: string, most: number): number | undefined {
  const all = [...printed.matchAll(/(?<![\w.-])(?:\d+[smhdy]){1,3}(?![\w.-])/g)].map(([time]) =>
    [...time.matchAll(/(\d+)([smhdy])/g)].reduce(
      (sum, [, count, unit]) => sum + Number(count) * units[unit as keyof typeof units],
      0,
    ),
  )
  const times = all.filter((time) => time <= most)
  return times.length === 0 ? undefined : Math.max(...times)
}
