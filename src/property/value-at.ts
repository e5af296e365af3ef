/**
 * What stands at a place in a value: undefined where there is no such place.
 * @param keys that lead there, the outermost first
 */
export const valueAt = (value: unknown, keys: readonly string[]) => keys.reduce<unknown>(within, value)

const within = (value: unknown, key: string) =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined

/** The keys of a path: `spec.args.0`; one with a dot in it stands in quotes: `metadata.labels."app.kubernetes.io/name"`. */
export const keysOf = (path: string): string[] =>
  [...path.matchAll(/(?:^|\.)(?:"([^"]*)"|([^."]*))/g)].map(([, quoted, plain = '']) => quoted ?? plain)

/** All that stands at a place in a value, where the key `*` leads to each of a list. */
export function valuesAt(value: unknown, [key, ...keys]: readonly string[]): unknown[] {
  if (key === undefined) return value === undefined ? [] : [value]
  const inner = key === '*' ? (Array.isArray(value) ? value : []) : [within(value, key)]
  return inner.flatMap((one) => valuesAt(one, keys))
}
