/**
 * Reads what `kubectl describe` prints: the lines of each top-level field, by its name.
 * A field whose value goes on in the next lines, indented as far as the first, has several.
 */
export function parseDescription(text: string): Map<string, string[]> {
  const fields = new Map<string, string[]>()
  let current: string[] = []
  for (const line of text.split('\n')) {
    const [, name, value] = line.match(/^(\S[^:]*):\s*(.*)$/) ?? []
    if (name !== undefined && value !== undefined) {
      current = value === '' ? [] : [value]
      fields.set(name, current)
    } else if (line.trim() !== '') {
      current.push(line.trim())
    }
  }
  return fields
}
