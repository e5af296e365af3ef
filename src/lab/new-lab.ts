import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { UsageError } from '../errors.ts'
import { placedIn } from './lab.ts'
import { oneLine, pathFromHere } from '../one-line.ts'

const template = join(import.meta.dirname, 'template')
const name = /^[a-z\d](?:[a-z\d-]{0,38}[a-z\d])?$/

/**
 * Writes a lab to begin with: of one Pod, with a few claims that hold.
 * @param named its name, or the path of its folder, which has a `/` in it
 * @param home path of the folder with the labs of this project
 * @returns the paths of the files
 * @throws UsageError when it can not be called so, or something is there already; nothing is written then
 */
export async function newLab(named: string, home: string): Promise<string[]> {
  const folder = named.includes('/') ? resolve(named) : join(home, named)
  const lab = basename(folder)
  if (!name.test(lab))
    throw new UsageError(
      `Expected a name of small letters, digits and dashes, 40 at most, or the path of a folder that is called so; found ${oneLine(named)}.`,
    )
  const { manifests } = placedIn(folder)
  for (const place of [folder, manifests])
    if (existsSync(place))
      throw new UsageError(
        `Expected that there is no ${pathFromHere(place)} yet, found one. Name another lab, or remove it.`,
      )
  const copy = async (from: string, to: string) => {
    await mkdir(to, { recursive: true })
    const files = await readdir(join(template, from))
    return await Promise.all(
      files.toSorted().map(async (file) => {
        const text = await readFile(join(template, from, file), 'utf8')
        const path = join(to, file)
        await writeFile(
          path,
          text.replaceAll(`'template'`, `'${lab}'`).replaceAll('specs/template/', `specs/${lab}/`),
        )
        return path
      }),
    )
  }
  return [...(await copy('specs', folder)), ...(await copy('manifests', manifests))]
}
