import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Programs that only pretend, for the PATH.
 * @param folder is made where it is missing
 * @param scripts what each does, in sh, by its name
 */
export async function fakePrograms(folder: string, scripts: Record<string, string>): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const [name, script] of Object.entries(scripts)) {
    await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`)
    await chmod(join(folder, name), 0o755)
  }
}
