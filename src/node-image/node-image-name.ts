import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pins } from '../machine/versions.ts'
import { debianPackages } from './debian-tree.ts'

const sources = join(import.meta.dirname, 'node-image-sources')

/** What the names of all images begin with that are made here. */
export const ourImages = 'localhost/kubelab-conformance/'

/** The name of the node image that is built of a version. It changes with all that goes into the image. */
export async function builtImageName(version: string): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([version, pins, debianPackages, process.arch]))
  const files = await readdir(sources, { recursive: true, withFileTypes: true })
  const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name))
  for (const path of paths.toSorted()) hash.update(await readFile(path))
  return `${ourImages}node:${version}-${hash.digest('hex').slice(0, 12)}`
}
