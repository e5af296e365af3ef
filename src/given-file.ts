import { constants, type Stats } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { getSystemErrorMessage } from 'node:util'

/** What is there in place of a file that can be read, as `a directory`; a sentence with `found` can end with it. */
export class Unreadable extends Error {
  override name = 'Unreadable'
}

/**
 * Opens a file that a user has named, to read it. Nobody is waited for: neither who writes into a pipe, nor a device.
 * @throws Unreadable
 */
export async function openGiven(path: string): Promise<FileHandle> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch(refuse)
  try {
    const stats = await file.stat()
    if (!stats.isFile()) throw new Unreadable(whatIs(stats))
    // What is no file of a disk may be refused only now.
    await file.read(Buffer.alloc(1), 0, 1, 0).catch(refuse)
    return file
  } catch (error) {
    await file.close()
    throw error
  }
}

/**
 * Reads a file that a user has named.
 * @param most of its bytes; a larger file is not read
 * @throws Unreadable
 */
export async function readGiven(path: string, most: number): Promise<Buffer> {
  const tooLarge = new Unreadable(`more than ${most >> 20} MiB`)
  await using file = await openGiven(path)
  if ((await file.stat()).size > most) throw tooLarge
  // What is no file of a disk says of no size, or of a wrong one.
  const pieces = await Array.fromAsync(file.createReadStream({ end: most })).catch(refuse)
  const bytes = Buffer.concat(pieces as Buffer[])
  if (bytes.length > most) throw tooLarge
  return bytes
}

function whatIs(stats: Stats): string {
  if (stats.isDirectory()) return 'a directory'
  return stats.isFIFO() ? 'a pipe' : 'a device'
}

function refuse(cause: NodeJS.ErrnoException): never {
  const { code, errno, message } = cause
  const why = errno === undefined ? message : `${getSystemErrorMessage(errno)}, ${code}`
  throw new Unreadable(code === 'ENOENT' ? 'none of that name' : `one that can't be read (${why})`, { cause })
}
