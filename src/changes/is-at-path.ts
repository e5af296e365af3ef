const compiled = new Map<string, RegExp>()

/** Whether a place (`items[a].spec`) is the one that a path names, in which `[*]` is any item. */
export function isAtPath(path: string, place: string): boolean {
  const known =
    compiled.get(path) ??
    new RegExp(`^${RegExp.escape(path).replaceAll(RegExp.escape('[*]'), String.raw`\[[^\]]*\]`)}$`)
  compiled.set(path, known)
  return known.test(place)
}
