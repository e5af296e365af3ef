import { writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { isMap, type Document } from 'yaml'
import { UsageError } from '../errors.ts'
import { readGiven, type Unreadable } from '../given-file.ts'
import type { Changes, FileEdit } from '../lab/scenario.ts'
import { keysOf } from '../property/value-at.ts'
import { readYamlDocuments } from '../read-yaml.ts'
import type { TraceWriter } from '../trace/writer.ts'
import type { Desk } from './desk.ts'
import type { Shell } from './shell.ts'

/** A ConfigMap takes no more than 1 MiB: a larger file is no student's (bytes). */
const most = 8 << 20

/**
 * Edits a file in the student's folder and records how it stands then. The change of the world comes on top.
 * @param document of several in the file, the one of this object: `service/web`
 * @throws UsageError as {@link edited}
 */
export async function editFile(
  name: string,
  desk: Pick<Desk, 'scenario' | 'change'> & {
    shell: Pick<Shell, 'folder'>
    writer: Pick<TraceWriter, 'write'>
  },
  changes: Changes,
  document?: string,
): Promise<void> {
  const { patch } = desk.change
  const isMeant = patch && (patch.file === undefined ? isYaml(name) : patch.file === name)
  const path = join(desk.shell.folder, name)
  const text = await edited(path, [{ changes, document }, ...(isMeant ? [patch] : [])])
  await writeFile(path, text)
  desk.writer.write({ type: 'file', scenario: desk.scenario, name, text })
}

/** Whether a file is one of YAML, or of JSON, by its name. */
export const isYaml = (name: string) => /\.(?:ya?ml|json)$/.test(name)

/**
 * What a file is after some edits; the file itself stays as it is. Of YAML the value at each path (`spec.args.0`) is set,
 * and null takes it away. In any other file a text takes the place of each text, and null takes it away.
 * @throws UsageError when there is no such file, it is no YAML though its name says so, it has no such place or document,
 *   or has a text not once
 */
export async function edited(path: string, edits: readonly Omit<FileEdit, 'file'>[]): Promise<string> {
  const all = edits.filter(({ changes }) => Object.keys(changes).length > 0)
  const documents = isYaml(path) ? await readYamlDocuments(path) : []
  const text = await readGiven(path, most).catch(({ message }: Unreadable) => {
    throw new UsageError(`${path}: expected a file, found ${message}. Name another.`)
  })
  if (all.length === 0) return text.toString()
  if (!isYaml(path)) return all.reduce((so, { changes }) => withTexts(path, so, changes), text.toString())
  for (const { changes, document } of all) setValues(path, documentNamed(path, documents, document), changes)
  if (extname(path) === '.json') return `${JSON.stringify(documents[0], undefined, 2)}\n`
  return documents.join('')
}

function withTexts(path: string, text: string, changes: Changes): string {
  return Object.entries(changes).reduce((so, [from, to]) => {
    const [before = '', after, another] = so.split(from)
    const instead = typeof to === 'string' ? to : ''
    if (after !== undefined && another === undefined) return `${before}${instead}${after}`
    // A change of the world comes on top of each edit.
    if (after === undefined && instead !== '' && so.includes(instead)) return so
    const found = after === undefined ? 'none' : 'several'
    throw new UsageError(
      `${path}: expected one place with ${JSON.stringify(from)}, found ${found}. Correct the edit.`,
    )
  }, text)
}

function setValues(path: string, document: Document, changes: Changes): void {
  for (const [key, value] of Object.entries(changes)) {
    const keys = keysOf(key).map((part) => (/^\d+$/.test(part) ? Number(part) : part))
    try {
      if (value === null) document.deleteIn(keys)
      else document.setIn(keys, value)
    } catch (cause) {
      throw new UsageError(
        `${path}: expected a place for ${key}, found this: ${(cause as Error).message}. Correct the file.`,
        { cause },
      )
    }
  }
}

function documentNamed(path: string, documents: readonly Document[], named?: string): Document {
  const [found, another] = documents
    .filter(({ contents }) => isMap(contents))
    .filter((one) => {
      const { kind, metadata } = one.toJS() as { kind?: string; metadata?: { name?: string } }
      return named === undefined || named.toLowerCase() === `${kind}/${metadata?.name}`.toLowerCase()
    })
  if (found && !another) return found
  const wanted = named === undefined ? 'one document' : `one document of ${named}`
  throw new UsageError(
    `${path}: expected ${wanted}, found ${found ? 'several' : 'none'}. Name one: deployment/web.`,
  )
}
