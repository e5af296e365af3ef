/** The way to the first object of a document that has a key. */
export function pathTo(key: string, document: unknown): (string | number)[] | undefined {
  if (typeof document !== 'object' || document === null) return undefined
  if (!Array.isArray(document) && key in document) return []
  for (const [name, value] of Array.isArray(document) ? document.entries() : Object.entries(document)) {
    const path = pathTo(key, value)
    if (path) return [name, ...path]
  }
  return undefined
}
