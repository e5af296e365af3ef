import { stripVTControlCharacters } from 'node:util'
import { parse } from 'yaml'
import { endInWords, isInterrupted } from '../trace/command-end.ts'
import type { Command, World } from '../trace/world.ts'
import { asDefault } from '../trace/as-default.ts'
import { fieldAt } from './description.ts'
import { commandsIn, lineInWords, type Line } from './line.ts'
import { hasNames, isHiddenBy, otherwise } from './hidden.ts'
import { bothOf, Observation, type Look } from './observation.ts'
import type { CommandPart, Place } from './source.ts'
import { nameOfRow, parseTable, type Table } from './table.ts'
import { secondsOfAge } from './time.ts'
import { keysOf, valueAt } from './value-at.ts'

/** What there is to see of a command, as it stands in the lab, where everything is in the namespace default. */
function inDefault(command: Command, { namespace }: World): Command {
  const before = renamedBefore.get(command)
  if (before?.stdout === command.stdout && before.stderr === command.stderr) return before.renamed
  const { stdout: printed, stderr: complained } = command
  const text = (one: string) => asDefault(one, namespace)
  const renamed = {
    ...command,
    inputs: command.inputs.map((input) => ({ ...input, screen: text(input.screen) })),
    stdout: text(printed),
    stderr: text(complained),
  }
  // Many look at what a command printed, and it has ended then.
  if (command.exitedAt !== undefined)
    renamedBefore.set(command, { stdout: printed, stderr: complained, renamed })
  return renamed
}

/** A command as it would be with other secrets. */
function otherwiseOf(command: Command): Command {
  const known = otherwiseBefore.get(command)
  if (known) return known
  const { inputs, stdout: printed, stderr: complained } = command
  const changed = { ...command, ...otherwise({ inputs, stdout: printed, stderr: complained }) }
  otherwiseBefore.set(command, changed)
  return changed
}

const otherwiseBefore = new WeakMap<Command, Command>()

/** What is found in a command, and whether there are names of secrets in it, or it hangs on what they stand for. */
function viewed<T>(
  command: Command,
  view: (command: Command) => T | undefined,
): Pick<Look<T>, 'found' | 'isNamed' | 'isHidden'> | undefined {
  const found = view(command)
  if (found === undefined) return undefined
  if (!hasNames([command.stdout, command.stderr])) return { found }
  const isHidden = isHiddenBy(view, command, found, otherwiseOf(command))
  return { found, ...(hasNames(found) && { isNamed: true }), ...(isHidden && { isHidden }) }
}

const renamedBefore = new WeakMap<Command, { stdout: string; stderr: string; renamed: Command }>()

/** The newest run of a line that has ended. */
const newest = (line: Line, world: World) =>
  commandsIn(world, line).findLast(({ exitedAt }) => exitedAt !== undefined)

/** Where to look, and the exit code without which what is found there does not count: 0 where none is named. */
interface Aim {
  part: CommandPart
  place?: Place | ((command: Command) => Place)
  exits?: number
}

const placeIn = (place: NonNullable<Aim['place']>, command: Command) =>
  typeof place === 'function' ? place(command) : place

/** Looks at a part of what came back from the newest run of a line that has ended. */
const answer = <T>(
  line: Line,
  name: string,
  { part, place, exits = 0 }: Aim,
  view: (command: Command) => T | undefined,
) =>
  new Observation<T>(`${name} of ${lineInWords(line)}`, { lines: [line] }, (world) => {
    const command = newest(line, world)
    const found = command && viewed(inDefault(command, world), view)
    if (found === undefined || !command) return undefined
    const isWell = part === 'exit code' || command.code === exits || (exits === 0 && isInterrupted(command))
    return {
      ...found,
      sources: [
        { type: 'command', command: command.number, part, ...(place && { place: placeIn(place, command) }) },
      ],
      ...(!isWell && { flaw: endInWords(command) }),
    }
  })

/** Its standard output, without the newline at its end. */
export const stdout = (line: Line) =>
  answer(line, 'the output', { part: 'stdout' }, (command) => command.stdout.trimEnd())

/** Its error output, without the newline at its end. */
export const stderr = (line: Line) =>
  answer(line, 'the error output', { part: 'stderr' }, (command) => command.stderr.trimEnd())

/** The error output of a line that is refused, which is to end with exit code 1. */
export const refusal = (line: Line) =>
  answer(line, 'the refusal', { part: 'stderr', exits: 1 }, (command) => command.stderr.trimEnd())

export const exitCode = (line: Line) =>
  answer(line, 'the exit code', { part: 'exit code' }, ({ code }) => code)

const inTable = <T>(line: Line, name: string, place: Aim['place'], view: (table: Table) => T) =>
  answer(line, name, { part: 'stdout', ...(place && { place }) }, (command) => view(tableOf(command)))

/** The table that it prints; Ctrl-C, which the terminal shows behind it, is none of its rows. */
const tableOf = ({ stdout: printed, inputs }: Command) =>
  parseTable(inputs.length > 0 ? printed.replace(/\^C\s*$/, '') : printed) ?? { columns: [], rows: [] }

/** The headers of the table it prints; none where it prints no table. */
export const columns = (line: Line) =>
  inTable(line, 'the columns of the table', undefined, (table) => table.columns)

/** A column of that table, row by row. */
export const column = (line: Line, header: string) =>
  inTable(line, `the column ${header}`, { column: header }, ({ rows }) =>
    rows.map((row) => row[header] ?? ''),
  )

/** By which cells a row is known: all of these stand in it, or match. */
type Row = Readonly<Record<string, string | RegExp>>

const isRow = (row: Row) => (cells: Table['rows'][number]) =>
  Object.entries(row).every(([header, wanted]) =>
    typeof wanted === 'string' ? cells[header] === wanted : wanted.test(cells[header] ?? ''),
  )

const rowInWords = (row: Row) =>
  Object.entries(row)
    .map(([header, wanted]) => `${header} ${String(wanted)}`)
    .join(' and ')

/** The cell of a column in the first row, or in the first that has these cells: null where there is none such. */
export const cell = (line: Line, header: string, row?: Row) =>
  row === undefined
    ? inTable(
        line,
        `the cell ${header}`,
        { column: header },
        ({ rows }) => rows[0] && (rows[0][header] ?? null),
      )
    : inTable(
        line,
        `the cell ${header} in the row with ${rowInWords(row)}`,
        (command) => {
          const table = tableOf(command)
          const found = table.rows.find(isRow(row))
          return { column: header, ...(found && { row: nameOfRow(table, found) }) }
        },
        ({ rows }) => rows.find(isRow(row))?.[header] ?? null,
      )

/**
 * By how many seconds an age in the first row is not the one that something dated by the cluster had while the line was
 * answered: 0 where it is. Not a number where the cell has no age.
 */
export const ageOff = (line: Line, header: string, since: Observation<string>, row = 0) => {
  const printed = column(line, header)
  const name = `the seconds by which ${header} in row ${row + 1} of ${lineInWords(line)} is not the time since ${since.name}`
  return new Observation<number>(name, bothOf(printed, since), (world) => {
    const [cells, from] = [printed.look(world), since.look(world)]
    const command = newest(line, world)
    if (!cells || !from || command?.exitedAt === undefined) return undefined
    const { health } = world
    const [least, most] = [command.typedAt, command.exitedAt].map(
      (moment) => (health.byCluster(moment) - Date.parse(from.found)) / 1000,
    ) as [number, number]
    const age = secondsOfAge(cells.found[row] ?? '') ?? Number.NaN
    const off = age < least ? Math.min(0, age + 1 - least) : Math.max(0, age - most)
    return {
      ...cells,
      found: off,
      sources: [...cells.sources, ...from.sources],
      spans: [{ from: Date.parse(from.found), to: health.byCluster(command.exitedAt) }],
    }
  })
}

/**
 * The lines of a field of the description it prints, or of one inside it, as Image in nginx in Containers in Pod Template; none
 * where the field is not there.
 */
export const described = (line: Line, name: string, ...inside: string[]) =>
  answer(
    line,
    `the field ${[name, ...inside].join(' › ')}`,
    { part: 'stdout', place: { field: name, ...(inside.length > 0 && { inside }) } },
    (command) => fieldAt(command.stdout, [name, ...inside]) ?? [],
  )

/**
 * A field of the YAML or JSON it prints, by its path: `status.conditions.0.type`, and a key with a dot in it in quotes, as
 * `metadata.labels."app.kubernetes.io/name"`; null where it is not there.
 */
export const field = (line: Line, path: string) =>
  answer(
    line,
    path,
    { part: 'stdout', place: { path } },
    (command) => valueAt(document(command), keysOf(path)) ?? null,
  )

/** All of the YAML or JSON it prints; null where it is neither. */
export const body = (line: Line) =>
  answer(line, 'all', { part: 'stdout' }, (command) => document(command) ?? null)

/** The values of a field in each item of a list that it prints, `path` leading to the list. */
export const fieldOfEach = (line: Line, path: string, name: string) =>
  answer(
    line,
    `each ${path}.${name}`,
    { part: 'stdout', place: { path: `${path}.*.${name}` } },
    (command) => {
      const list = valueAt(document(command), keysOf(path))
      return Array.isArray(list) ? list.map((item) => valueAt(item, keysOf(name))) : []
    },
  )

/** Looks at a program in the foreground of a terminal, while it runs as well. When it ends it is to end well. */
const inTerminal = <T>(
  line: Line,
  name: string,
  part: CommandPart,
  view: (command: Command) => T | undefined,
) =>
  new Observation<T>(name, { lines: [line] }, (world) => {
    const [command] = commandsIn(world, line)
    const found = command && viewed(inDefault(command, world), view)
    if (found === undefined || !command) return undefined
    const endsWell = command.exitedAt === undefined || command.code === 0 || isInterrupted(command)
    return {
      ...found,
      sources: [{ type: 'command', command: command.number, part }],
      ...(!endsWell && { flaw: endInWords(command) }),
    }
  })

/** What the screen of a program in a terminal shows so far. */
export const screen = (line: Line) =>
  inTerminal(line, `the screen of ${lineInWords(line)}`, 'stdout', (command) =>
    stripVTControlCharacters(command.stdout),
  )

/** What its screen showed in answer to some keys. */
export const screenAfter = (line: Line, keys: string) =>
  inTerminal(
    line,
    `the screen of ${lineInWords(line)} after ${keys}`,
    'stdout',
    ({ inputs, stdout: shown }) => {
      const index = inputs.findIndex(({ text }) => text === keys)
      const input = inputs[index]
      return (
        input && stripVTControlCharacters((inputs[index + 1]?.screen ?? shown).slice(input.screen.length))
      )
    },
  )

/** How a program in a terminal ends: not yet, by itself, or after keys were pressed. */
export const ending = (line: Line) =>
  inTerminal(line, `the end of ${lineInWords(line)}`, 'end', ({ inputs, exitedAt }) => {
    if (exitedAt === undefined) return 'not yet'
    const last = inputs.findLast(({ at }) => at <= exitedAt)
    return last ? `after ${last.text}` : 'by itself'
  })

/** Whether the student has typed a line by now. */
export const typed = (line: Line) =>
  new Observation(`${lineInWords(line)} is typed`, {}, (world) => {
    const commands = commandsIn(world, line)
    return {
      found: commands.length > 0,
      sources: commands.map(({ number }) => ({ type: 'command', command: number, part: 'typed' })),
    }
  })

/** Whether a line has been answered. */
export const isAnswered = (line: Line) =>
  new Observation(`${lineInWords(line)} is answered`, { lines: [line] }, (world) => {
    const ended = commandsIn(world, line).filter(({ exitedAt }) => exitedAt !== undefined)
    return {
      found: ended.length > 0,
      sources: ended.map(({ number }) => ({ type: 'command', command: number, part: 'end' })),
    }
  })

/** The seconds since a line was typed. */
export const secondsAfter = (line: Line) =>
  new Observation<number>(`the seconds since ${lineInWords(line)} was typed`, {}, (world) => {
    const [command] = commandsIn(world, line)
    if (!command) return undefined
    const [from, to] = [command.typedAt, world.now].map((moment) => world.health.byCluster(moment)) as [
      number,
      number,
    ]
    return {
      found: (to - from) / 1000,
      sources: [{ type: 'command', command: command.number, part: 'typed' }],
      spans: [{ from, to }],
    }
  })

/** What a command printed, read as YAML or JSON; once, however many look at it. */
function document(command: Command): unknown {
  const { stdout: text } = command
  const before = readBefore.get(command)
  if (before?.text === text) return before.document
  const read = parsed(text)
  readBefore.set(command, { text, document: read })
  return read
}

const readBefore = new WeakMap<Command, { text: string; document: unknown }>()

/** JSON is YAML as well, but its own parser is many times as fast. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    try {
      return parse(text)
    } catch {
      return undefined
    }
  }
}
