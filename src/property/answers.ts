import { stripVTControlCharacters } from 'node:util'
import { parse } from 'yaml'
import type { Command, World } from '../trace/world.ts'
import { parseDescription } from './description.ts'
import { Observation } from './observation.ts'
import { parseTable } from './table.ts'

/** A line that was typed, to the letter, or any that matches. */
type Line = string | RegExp

const quoted = (line: Line) => (typeof line === 'string' ? `“${line}”` : String(line))
const isLine = (line: Line) => (command: Command) =>
  typeof line === 'string' ? command.line === line : line.test(command.line)

const newest = (line: Line) => (world: World) =>
  world.commands.findLast((command) => isLine(line)(command) && command.exitedAt !== undefined)

/** A text as it stands in the lab, where everything is in the namespace default. */
const asInDefault = (text: string, { namespace }: World) => text.replaceAll(namespace ?? 'default', 'default')

/** What came back from the newest run of a line. */
const answer = (line: Line) => new Observation(quoted(line), newest(line))

/** Its standard output, without the newline at its end. */
export const stdout = (line: Line) =>
  answer(line).map('prints', (command, world) => asInDefault(command.stdout, world).trimEnd())

/** Its error output, without the newline at its end. */
export const stderr = (line: Line) =>
  answer(line).map('complains', (command, world) => asInDefault(command.stderr, world).trimEnd())

export const exitCode = (line: Line) => answer(line).map('exit code', ({ code }) => code)

/** The headers of the table it prints; none where it prints no table. */
export const columns = (line: Line) =>
  answer(line).map('columns', (command) => parseTable(command.stdout)?.columns ?? [])

/** The rows of the table it prints; none where it prints no table. */
const rows = (line: Line) => answer(line).map('rows', (command) => parseTable(command.stdout)?.rows ?? [])

/** A column of that table. */
export const column = (line: Line, header: string) =>
  rows(line).map(`column ${header}`, (all) => all.map((row) => row[header] ?? ''))

/** The cell of a column in the first row. */
export const cell = (line: Line, header: string) => rows(line).map(`cell ${header}`, ([row]) => row?.[header])

/** The lines of a field of the description it prints; none where the field is not there. */
export const described = (line: Line, field: string) =>
  answer(line).map(
    `field ${field}`,
    (command, world) => parseDescription(asInDefault(command.stdout, world)).get(field) ?? [],
  )

/** A field of the YAML or JSON it prints, by its path (`status.conditions.0.type`); null where it is not there. */
export const field = (line: Line, path: string) =>
  answer(line).map(path, (command) => {
    const found = path.split('.').reduce<unknown>(within, document(command.stdout))
    return found === undefined ? null : found
  })

/** All of the YAML or JSON it prints; null where it is neither. */
export const body = (line: Line) => answer(line).map('body', (command) => document(command.stdout) ?? null)

/** The values of a field in each item of a list that it prints, `path` leading to the list. */
export const fieldOfEach = (line: Line, path: string, name: string) =>
  field(line, path).map(`each ${name}`, (list) =>
    Array.isArray(list) ? list.map((item) => name.split('.').reduce<unknown>(within, item)) : [],
  )

/** What the screen of a program in a terminal shows so far. */
export const screen = (line: Line) =>
  program(line).map('screen', (command) => stripVTControlCharacters(command.stdout))

/** What its screen showed in answer to some keys. */
export const screenAfter = (line: Line, keys: string) =>
  program(line).map(`screen after ${keys}`, ({ inputs, stdout: shown }) => {
    const index = inputs.findIndex(({ text }) => text === keys)
    const input = inputs[index]
    return input && stripVTControlCharacters((inputs[index + 1]?.screen ?? shown).slice(input.screen.length))
  })

/** The program in the foreground of a terminal. */
export const program = (line: Line) =>
  new Observation(quoted(line), (world) => world.commands.find(isLine(line)))

/** Whether the student has typed a line by now. */
export const typed = (line: Line) =>
  new Observation(`${quoted(line)} is typed`, (world) => world.commands.some(isLine(line)))

function document(text: string): unknown {
  try {
    return parse(text)
  } catch {
    return undefined
  }
}

const within = (value: unknown, key: string) =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined
