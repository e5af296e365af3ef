import { access, constants, mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Makes a folder to write into, with those above it, where they are missing. Node's own `recursive` never ends where a folder
 * is there in which none can be made, as in /proc.
 * @throws what the operating system says
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await make(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || dirname(path) === path) throw error
    await makeFolder(dirname(path))
    await make(path)
  }
  // With the dot a file is none, nor is a link to nothing.
  await access(`${path}/.`, constants.W_OK)
}

const make = (path: string) =>
  mkdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
