import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import * as z from 'zod'
import { change, type Change } from './change.ts'

const folder = join(import.meta.dirname, '../../changes')

/**
 * Reads the known changes of a folder: each of its files of YAML is a list of them.
 * @throws TypeError with the file, where one is not as the schema says, or has the id of another
 */
export function readChanges(from: string): Change[] {
  const files = readdirSync(from).filter((name) => name.endsWith('.yaml'))
  const all = files.toSorted().flatMap((file) => {
    const { data, error } = z.array(change).safeParse(parse(readFileSync(join(from, file), 'utf8')))
    if (error) throw new TypeError(`${file}: ${z.prettifyError(error)}`)
    return data
  })
  const twice = all.find(({ id }, index) => all.findIndex((other) => other.id === id) !== index)
  if (twice) throw new TypeError(`Expected an id of its own for each change, found ${twice.id} twice.`)
  return all
}

let read: ReadonlyMap<string, Change> | undefined

// Reading them takes a third of a second, which not every command needs.
const byId = () => (read ??= new Map(readChanges(folder).map((one) => [one.id, one])))

/** All known changes. */
export const allChanges = (): readonly Change[] => [...byId().values()]

/**
 * The change of an id.
 * @throws TypeError where there is none
 */
export function changeNamed(id: string): Change {
  const found = byId().get(id)
  if (!found) throw new TypeError(`Expected the id of a change in changes/, found ${id}.`)
  return found
}
