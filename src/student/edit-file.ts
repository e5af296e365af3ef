import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { UsageError } from '../errors.ts'
import type { TraceWriter } from '../trace/writer.ts'
import type { Desk } from './desk.ts'
import { readYaml } from '../read-yaml.ts'
import type { Shell } from './shell.ts'

/**
 * Edits a file of YAML in the student's folder and records how it stands then. The change of the world comes on top.
 * @param changes the value at each path (`spec.args.0`) is set, null takes it away
 * @throws UsageError when there is no such file, it is no YAML, or has no such place
 */
export async function editFile(
  name: string,
  changes: Record<string, unknown>,
  desk: Pick<Desk, 'scenario' | 'change'> & {
    shell: Pick<Shell, 'folder'>
    writer: Pick<TraceWriter, 'write'>
  },
): Promise<void> {
  const path = join(desk.shell.folder, name)
  const text = await edited(path, { ...changes, ...desk.change.patch })
  await writeFile(path, text)
  desk.writer.write({ type: 'file', scenario: desk.scenario, name, text })
}

/**
 * What a file of YAML is with these changes, as `editFile` takes them; the file itself stays as it is.
 * @throws UsageError as `editFile`
 */
export async function edited(path: string, changes: Readonly<Record<string, unknown>>): Promise<string> {
  const document = await readYaml(path)
  for (const [key, value] of Object.entries(changes)) {
    const keys = key.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part))
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
  return document.toString()
}
