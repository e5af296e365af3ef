import { appendFile, constants, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolder } from './make-folder.ts'

// Who opens a pipe to write into it waits for who reads it.
const noWaiting = constants.O_WRONLY | constants.O_CREAT | constants.O_NONBLOCK

/**
 * Writes files into a folder, which is made where it is missing.
 * @param contents by the name of the file
 * @returns their paths
 * @throws what the operating system says
 */
export async function writeFiles(
  folder: string,
  contents: Readonly<Record<string, string | Uint8Array>>,
): Promise<string[]> {
  await makeFolder(folder)
  return await Promise.all(
    Object.entries(contents).map(async ([name, content]) => {
      const path = join(folder, name)
      await writeFile(path, content, { flag: noWaiting | constants.O_TRUNC })
      return path
    }),
  )
}

/** Adds a text to a file. @throws what the operating system says */
export const addToFile = (path: string, text: string) =>
  appendFile(path, text, { flag: noWaiting | constants.O_APPEND })
