import { secondsOfAge } from '../../src/property/time.ts'
import { stripVTControlCharacters } from 'node:util'

/** A printed text with one place changed. */
export interface ChangedText {
  /** What was done to it. */
  change: 'another value' | 'line missing' | 'line doubled'
  /** The line, or what stood at the place. */
  place: string
  text: string
}

const states = ['Running', 'Complete', 'Completed', 'Failed', 'Pending', 'Active', 'Terminating', 'Error']

/** Another value of the same kind: a count, an age, a time, a state, a name. */
export function otherValue(value: string): string {
  const seconds = secondsOfAge(value)
  if (seconds !== undefined)
    return seconds < 120 ? `${seconds + 5}s` : value.replace(/\d+/, (count) => `${Number(count) + 1}`)
  if (states.includes(value)) return states[(states.indexOf(value) + 1) % states.length] ?? value
  if (/^(?:true|false)$/i.test(value))
    return { true: 'false', false: 'true', True: 'False', False: 'True' }[value] ?? value
  if (/^<.*>$/.test(value)) return 'other'
  if (/^\d{4}-\d\d-\d\dT/.test(value))
    return value.replace(
      /:(\d)(\d)(\.\d+)?Z$/,
      (_, ten: string, one: string, rest = '') => `:${ten}${(Number(one) + 7) % 10}${rest}Z`,
    )
  const number = value.match(/\d+(?=\D*$)/)
  if (number)
    return (
      value.slice(0, number.index) +
      String(Number(number[0]) + 1)
        .padStart(number[0].length, '0')
        .slice(-Math.max(number[0].length, String(Number(number[0]) + 1).length)) +
      value.slice((number.index ?? 0) + number[0].length)
    )
  const letter = value.match(/[a-z](?=[^a-z]*$)/i)
  if (!letter) return `${value}x`
  return value.slice(0, letter.index) + (letter[0] === 'e' ? 'a' : 'e') + value.slice((letter.index ?? 0) + 1)
}

const isJson = (text: string) => /^\s*\{/.test(text)
const isTable = /^[A-Z][A-Z/-]*(?: [A-Z]+)*(?: {3,}[A-Z])/
/** Lines of what curl says of its progress, which a student's terminal does not show. */
const isMeter = /^ *% Total .*|^ *Dload .*|--:--:--/

/** Every text that is a printed one with one place changed: each cell, field, value and line of it. */
export function changedTexts(text: string): ChangedText[] {
  if (isJson(text)) return changedValues(text)
  const lines = text.split('\n')
  const isRow = isTable.test(lines[0] ?? '')
  return lines.flatMap((line, number): ChangedText[] => {
    if (stripVTControlCharacters(line).trim() === '' || isMeter.test(line)) return []
    const put = (...now: string[]) => lines.toSpliced(number, 1, ...now).join('\n')
    const columns = isRow ? [...(lines[0] ?? '').matchAll(/\S+(?: \S+)*/g)].map(({ index }) => index) : []
    const places = isRow
      ? [...line.matchAll(/\S+(?: \S+)*/g)].filter(({ index }) => columns.includes(index))
      : valuesIn(line)
    return [
      ...places.flatMap((place): ChangedText[] => {
        const { 0: value, index = 0 } = place
        const other = otherValue(value)
        const width = line.slice(index + value.length).match(/^ {2,}/)?.[0].length ?? 0
        const gap = isRow && width > 0 ? Math.max(1, width + value.length - other.length) : width
        const rest = line.slice(index + value.length + width)
        return [
          {
            change: 'another value',
            place: value,
            text: put(line.slice(0, index) + other + ' '.repeat(gap) + rest),
          },
        ]
      }),
      { change: 'line missing', place: line.trim(), text: put() },
      ...(isRow && number > 0
        ? [{ change: 'line doubled' as const, place: line.trim(), text: put(line, line) }]
        : []),
    ]
  })
}

/** What stands behind the name of a field, or all of a line. */
function valuesIn(line: string): RegExpMatchArray[] {
  const [, head = ''] = line.match(/^(\s*(?:- )?[\w ./-]+:\s+)(?=\S)/) ?? []
  const [value] = line.slice(head.length).matchAll(/\S(?:.*\S)?/g)
  if (!value) return []
  value.index += head.length
  return [value]
}

function changedValues(text: string): ChangedText[] {
  const lines = text.split('\n')
  const pretty = lines.length > 2
  if (!pretty)
    return [...text.matchAll(/"(?:[^"\\]|\\.)*"(?!:)|\b\d+\b/g)].map((match) => changedAt(text, match))
  return lines.flatMap((line, number): ChangedText[] => {
    const [, head = '', value = ''] =
      line.match(/^(\s*(?:"(?:[^"\\]|\\.)*": )?)("(?:[^"\\]|\\.)*"|[\d.]+|true|false|null)(?=,?$)/) ?? []
    if (value === '') return []
    const put = (now: string[]) => lines.toSpliced(number, 1, ...now)
    const bare = value.replaceAll(/^"|"$/g, '')
    const other =
      head +
      (bare === value ? otherValue(value) : `"${otherValue(bare)}"`) +
      line.slice(head.length + value.length)
    const gone = put([])
    // What was the last of its list has no comma.
    if (!line.endsWith(',') && gone[number - 1]?.endsWith(',') === true)
      gone[number - 1] = (gone[number - 1] ?? '').slice(0, -1)
    return [
      { change: 'another value', place: line.trim(), text: put([other]).join('\n') },
      { change: 'line missing', place: line.trim(), text: gone.join('\n') },
    ]
  })
}

function changedAt(text: string, match: RegExpExecArray): ChangedText {
  const [value] = match
  const bare = value.replaceAll(/^"|"$/g, '')
  const other = bare === value ? otherValue(value) : `"${otherValue(bare)}"`
  return {
    change: 'another value',
    place: value,
    text: text.slice(0, match.index) + other + text.slice(match.index + value.length),
  }
}
