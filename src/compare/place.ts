/** The place that a path leads to, in words: `stdout status.conditions[Failed].reason`, `stdout AGE[web]`. */
export const placeOf = ([part = '', ...path]: readonly string[]): string =>
  [part, path.join('.').replaceAll('.[', '[')].join(' ').trim()
