import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { dirname, extname, join } from 'node:path'
import type { WorldChange } from '../../src/lab/counterexample.ts'
import { textOf } from '../../src/property/line.ts'
import { edited } from '../../src/student/edit-file.ts'
import { benchClaims, isBenchClaim, type BenchClaim, type BenchClaimName } from './bench-claim.ts'

const bench = join(import.meta.dirname, 'authors')

/** What an author has written for a tool. */
export interface AuthorFile {
  /** From the tool's folder. */
  path: string
  text: string
}

/** Reads what an author has written for a tool. @param folder its folder in `trials/bench/authors/` */
export async function authorFiles(folder: string): Promise<AuthorFile[]> {
  const found = await readdir(join(bench, folder), { recursive: true, withFileTypes: true })
  const paths = found.filter((one) => one.isFile()).map(({ parentPath, name }) => join(parentPath, name))
  return Promise.all(
    paths.toSorted().map(async (path) => ({
      path: path.slice(join(bench, folder).length + 1),
      text: await readFile(path, 'utf8'),
    })),
  )
}

/** How many lines there are that are not empty and no comment. */
export function linesWritten(files: readonly AuthorFile[]): number {
  return files.flatMap(({ path, text }) => {
    const comment = extname(path) === '.ts' ? /^\s*(\/\/|\/?\*)/ : /^\s*#/
    return text.split('\n').filter((line) => line.trim() !== '' && !comment.test(line))
  }).length
}

/** Whether a file is of one of these claims, or of none. */
function isNeeded({ path }: AuthorFile, claims: readonly BenchClaimName[]): boolean {
  const [first = ''] = path.split(/[/.]/)
  return !isBenchClaim(first) || claims.includes(first)
}

/** Whether a change of the world can be made for a tool: in its files stands each line that the change replaces. */
export const canBeMade = ({ types = [] }: WorldChange, files: readonly AuthorFile[]) =>
  types.every(({ line }) => files.some(({ text }) => asCommand(textOf(line)).test(text)))

/** A text in which other lines stand in the place of those that a change replaces. */
const withLines = (text: string, { types = [] }: WorldChange) =>
  types.reduce((so, { line, instead }) => so.replaceAll(asCommand(textOf(line)), () => instead), text)

/** A line where it is a whole command, and not the beginning of a longer one. */
const asCommand = (line: string) => new RegExp(`(?<=^|[\\s{])${RegExp.escape(line)}(?=\\s*(?:[})]|$))`, 'gm')

/** Lays out what a tool is run with: the author's files of some claims and their manifests, in a world with a change. */
export async function layOut(
  files: readonly AuthorFile[],
  claims: readonly BenchClaimName[],
  folder: string,
  manifests: string,
  change: WorldChange = {},
): Promise<void> {
  for (const file of files.filter((one) => isNeeded(one, claims))) {
    const path = join(folder, file.path)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, withLines(file.text, change))
  }
  for (const claim of claims) {
    const { manifest }: BenchClaim = benchClaims[claim]
    if (!manifest) continue
    await mkdir(join(folder, claim), { recursive: true })
    const edits = [{ changes: manifest.edits }, ...(change.patch ? [change.patch] : [])]
    const text = await edited(join(manifests, manifest.file), edits)
    await writeFile(join(folder, claim, manifest.file), text)
  }
}
