/**
 * Reads what `kubectl describe` prints: the lines of each top-level field, by its name.
 * A field whose value goes on in the next lines, indented as far as the first, has several.
 */
export const parseDescription = (text: string): Map<string, string[]> =>
  new Map([...fieldsOf(text)].map(([name, lines]) => [name, lines.map((line) => line.trim())]))

/**
 * The lines of a field in a description, and of the fields in it that the further names lead to; undefined where it is not
 * there. Those of a field that has fields of its own are with them.
 */
export function fieldAt(text: string, [name, ...inner]: readonly string[]): string[] | undefined {
  if (name === undefined) return text.split('\n').map((line) => line.trim())
  const lines = fieldsOf(text).get(name)
  return lines && fieldAt(withoutIndent(lines), inner)
}

/** The lines of each field, as they are indented. */
function fieldsOf(text: string): Map<string, string[]> {
  const fields = new Map<string, string[]>()
  let current: string[] = []
  for (const line of text.split('\n')) {
    const [, name, value] = line.match(/^(\S[^:]*):\s*(.*)$/) ?? []
    if (name !== undefined && value !== undefined) {
      current = value === '' ? [] : [value]
      fields.set(name, current)
    } else if (line.trim() !== '') {
      current.push(line)
    }
  }
  return fields
}

function withoutIndent(lines: readonly string[]): string {
  const indent = Math.min(...lines.map((line) => line.search(/\S/)))
  return lines.map((line) => line.slice(indent)).join('\n')
}
