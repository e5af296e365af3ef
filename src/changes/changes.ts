import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import * as z from 'zod'
import { change, type Change } from './change.ts'

const folder = join(import.meta.dirname, '../../changes')

/** The files of a folder, with their text. */
const filesIn = (from: string) =>
  readdirSync(from)
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .map((file) => ({ file, text: readFileSync(join(from, file), 'utf8') }))

/** @throws TypeError with the file, where a record is not as the schema says */
function changesIn({ file, text }: { file: string; text: string }): Change[] {
  const { data, error } = z.array(change).safeParse(parse(text))
  if (error) throw new TypeError(`${file}: ${z.prettifyError(error)}`)
  return data
}

/**
 * Reads the known changes of a folder: each of its files of YAML is a list of them.
 * @throws TypeError with the file, where one is not as the schema says, or has the id of another
 */
export function readChanges(from: string): Change[] {
  const all = filesIn(from).flatMap(changesIn)
  const ids = new Set<string>()
  for (const { id } of all) {
    if (ids.has(id)) throw new TypeError(`Expected an id of its own for each change, found ${id} twice.`)
    ids.add(id)
  }
  return all
}

let read: readonly Change[] | undefined

/** All known changes. */
export const allChanges = (): readonly Change[] => (read ??= readChanges(folder))

let records: readonly { file: string; text: string }[] | undefined
const named = new Map<string, Change>()

/**
 * The change of an id. No other is read for it: all of them take a third of a second, which few commands need.
 * @throws TypeError where there is none
 */
export function changeNamed(id: string): Change {
  const known = named.get(id)
  if (known) return known
  records ??= filesIn(folder).flatMap(({ file, text }) =>
    text.split(/^(?=- )/m).map((record) => ({ file, text: record })),
  )
  const record = records.find(({ text }) => text.startsWith(`- id: ${id}\n`))
  const [found] = record ? changesIn(record) : []
  if (!found) throw new TypeError(`Expected the id of a change in changes/, found ${id}.`)
  named.set(id, found)
  return found
}
