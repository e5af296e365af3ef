import { readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { UsageError } from '../errors.ts'
import type { Changes, FileEdit, Returned } from '../lab/scenario.ts'
import { textOf, type Run } from '../property/line.ts'
import type { Desk } from './desk.ts'
import { runLine } from './run-line.ts'

/**
 * Types a line that opens an editor, as `kubectl edit` does, and records what is edited in it. A change of the world that names
 * the line as its file comes on top.
 * @throws UsageError when what is edited has no such place; else as runLine
 */
export async function editInEditor(line: string | Run, changes: Changes, desk: Desk): Promise<Returned> {
  const { orders } = desk.shell
  const { patch } = desk.change
  const edits: FileEdit[] = [
    { changes },
    ...(patch?.file === textOf(line) ? [{ changes: patch.changes }] : []),
  ]
  await writeFile(orders, JSON.stringify(edits))
  try {
    const returned = await runLine(line, 'lab', desk, { edits: inWords(changes) })
    const failed = await readFile(`${orders}.failed`, 'utf8').catch(() => undefined)
    if (failed !== undefined) throw new UsageError(failed)
    return returned
  } finally {
    await rm(orders, { force: true })
    // What kubectl could not save it leaves where nobody looks for it.
    const opened = await readFile(`${orders}.opened`, 'utf8').catch(() => undefined)
    if (opened?.startsWith(`${tmpdir()}/`)) await rm(opened, { force: true })
    for (const left of ['failed', 'opened']) await rm(`${orders}.${left}`, { force: true })
  }
}

const inWords = (changes: Changes) =>
  Object.entries(changes)
    .map(([path, value]) => `${path}: ${value === null ? 'taken away' : JSON.stringify(value)}`)
    .join('\n')
