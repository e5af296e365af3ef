import { parseTable } from '../property/table.ts'

/** Of an event that a description tells of. */
export const eventPlace = (message: string, column: string) => `Events [${message}] ${column}`

/**
 * Takes what `kubectl describe` prints apart: what stands in each field, by the names that lead there, and each event by its
 * message. A value that goes on below itself has several lines.
 */
export function fieldsOf(text: string): Map<string, string> {
  const [description = '', events] = text.split(/^Events:\n/m)
  const fields = new Map<string, string>()
  const lines = description.split('\n')
  let heading = ''
  let open: { indent: number; place: string; column: number }[] = []
  const goOn = (place: string, line: string) =>
    fields.set(place, [fields.get(place), line.trim()].filter(Boolean).join('\n'))
  for (const [number, line] of lines.entries()) {
    if (line.trim() === '' || /^=+$/.test(line)) continue
    const indent = line.search(/\S/)
    const last = open.at(-1)
    if (last && indent === last.column && indent > last.indent) {
      goOn(last.place, line)
      continue
    }
    open = open.filter((one) => one.indent < indent)
    const parent = open.at(-1)
    const [, name, space = '', value = ''] = line.match(/^ *(\S[^:]*):(?:( +)(.*)|$)/) ?? []
    if (/^=+$/.test(lines[number + 1] ?? '')) heading = line.trim()
    else if (name === undefined || isText(parent?.place)) goOn(parent?.place ?? '', line)
    else {
      const place = [parent?.place ?? heading, name].filter(Boolean).join('.')
      if (value !== '') fields.set(place, value.trim())
      open.push({ indent, place, column: value === '' ? -1 : indent + name.length + 1 + space.length })
    }
  }
  const shown = events?.replace(/^ *-[- ]*$/m, '').replaceAll(/^ {2}|\n(?=\n)/gm, '')
  for (const { Message = '', ...cells } of (shown === undefined ? undefined : parseTable(shown))?.rows ?? [])
    for (const [column, cell] of Object.entries({ ...cells, Message }))
      fields.set(eventPlace(Message, column), cell)
  return fields
}

/** Whether what stands below a field is text, which may have colons. */
const isText = (place: string | undefined) => /\.(?:Command|Args)$/.test(place ?? '')
