import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'

/**
 * The rooms of the project, and into which others each may look besides itself. `src` is what stands in that folder
 * itself: small things that anybody may use.
 */
const mayImport: Record<string, readonly string[]> = {
  src: [],
  'src/trace': ['src'],
  'src/property': ['src/trace'],
  'src/lab': ['src/property'],
  'src/cluster': ['src'],
  'src/judge': ['src/lab', 'src/property', 'src/trace', 'src'],
  'src/student': ['src/lab', 'src/property', 'src/trace', 'src'],
  'src/run': ['src/cluster', 'src/judge', 'src/student', 'src/lab', 'src/property', 'src/trace', 'src'],
  'src/chaos': [
    'src/run',
    'src/cluster',
    'src/judge',
    'src/student',
    'src/lab',
    'src/property',
    'src/trace',
    'src',
  ],
  'src/fuzz': [
    'src/cluster',
    'src/report',
    'src/judge',
    'src/student',
    'src/lab',
    'src/property',
    'src/trace',
    'src',
  ],
  'src/report': ['src/judge', 'src/lab', 'src/property', 'src/trace', 'src'],
  'src/commands': [
    'src/chaos',
    'src/fuzz',
    'src/run',
    'src/cluster',
    'src/report',
    'src/judge',
    'src/student',
    'src/lab',
    'src/property',
    'src/trace',
    'src',
  ],
  'src/testing': ['specs', 'src/report', 'src/judge', 'src/lab', 'src/property', 'src/trace', 'src'],
  specs: ['src/lab', 'src/property'],
  scripts: ['specs', 'src/commands', 'src/cluster', 'src/report', 'src/judge', 'src'],
}

const ofTests = /\.test\.ts$|^src\/testing\//

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
