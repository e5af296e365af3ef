import { cp, link, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { run } from '../machine/run.ts'
import type { NodeImageParts } from './node-image-parts.ts'

const sources = join(import.meta.dirname, 'node-image-sources')

/**
 * Makes the folder that a node image is built in: kind's files, our own over them, and links to the programs.
 *
 * @param directory must be on the disk of the cache, and must not exist
 */
export async function makeNodeImageContext(directory: string, parts: NodeImageParts): Promise<void> {
  const rootfs = join(directory, 'rootfs')
  await mkdir(directory, { recursive: true })
  await cp(parts.kind, rootfs, { recursive: true })
  // Go's module cache is read-only, and so is a copy of it.
  await run('chmod', ['-R', 'u+w', rootfs])
  for (const name of ['rootfs', 'Containerfile', 'finish.sh'])
    await cp(join(sources, name), join(directory, name), { recursive: true })
  for (const [place, program] of Object.entries(parts.programs)) {
    await mkdir(dirname(join(directory, place)), { recursive: true })
    await link(program, join(directory, place))
  }
  await writeFile(join(directory, 'versions.env'), parts.versions)
}
