import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'

/** A lab, and all that it stands on. */
const lab = ['src/lab', 'src/property', 'src/trace', 'src']
/** What a run is made of. */
const run = ['src/cluster', 'src/judge', 'src/student', ...lab]

/**
 * The rooms of the project, and into which others each may look besides itself. `src` is what stands in that folder
 * itself: small things that anybody may use.
 */
const mayImport: Record<string, readonly string[]> = {
  src: [],
  'src/trace': ['src'],
  'src/property': ['src/trace'],
  'src/lab': ['src', 'src/property'],
  'src/cluster': ['src'],
  'src/judge': lab,
  'src/student': lab,
  'src/run': run,
  'src/compare': ['src/judge', ...lab],
  'src/proofread': ['src/compare', 'src/judge', ...lab],
  'src/report': ['src/proofread', 'src/compare', 'src/judge', ...lab],
  'src/commands': ['src/compare', 'src/proofread', 'src/run', 'src/report', ...run],
  specs: ['src/lab', 'src/property'],
  scripts: ['specs', 'trials', 'src/commands', 'src/cluster', 'src/report', 'src/judge', 'src'],
}

const ofTests = /\.test\.ts$/

/**
 * Reads who imports whom, tests apart: they may import anything.
 * @param root path of the project
 * @returns a line for each import that the rooms do not allow; none where all is in order
 */
export async function wrongImports(root: string): Promise<string[]> {
  const folders = ['src', 'specs', 'scripts']
  const files = await Promise.all(
    folders.map(async (folder) =>
      (await readdir(join(root, folder), { recursive: true })).map((name) => join(folder, name)),
    ),
  )
  const sources = files.flat().filter((file) => file.endsWith('.ts') && !ofTests.test(file))
  const wrong = await Promise.all(
    sources.map(async (file) => {
      const text = await readFile(join(root, file), 'utf8')
      const targets = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].flatMap(
        ([, target]) => target ?? [],
      )
      return targets
        .map((target) => relative('.', join(dirname(file), target)))
        .filter((target) => roomOf(target) !== roomOf(file) && !allowed(file).includes(roomOf(target)))
        .map((target) => `${file} imports ${target}`)
    }),
  )
  return wrong.flat().toSorted()
}

const allowed = (file: string) => mayImport[roomOf(file)] ?? []

/** `src/report/html/page.ts` is in the room `src/report`. */
function roomOf(file: string): string {
  const folders = dirname(file).split(sep)
  return folders.slice(0, folders[0] === 'src' ? 2 : 1).join('/')
}
