import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'

/** Into which other rooms the files of a room may look besides their own. */
export type Rooms = Readonly<Record<string, readonly string[]>>

/** What a lab stands on. */
const lab = ['src/lab', 'src/property', 'src/trace', 'src']
/** What a run is made of. */
const run = ['src/cluster', 'src/node-image', 'src/machine', 'src/judge', 'src/student']
/** What becomes of runs. */
const reports = ['src/report', 'src/proofread', 'src/compare', 'src/judge']

/** The rooms of this project. `src` is what stands in that folder itself: small things that anybody may use. */
export const rooms: Rooms = {
  src: [],
  'src/trace': ['src'],
  'src/property': ['src/trace'],
  'src/changes': ['src/trace'],
  'src/lab': ['src', 'src/changes', 'src/property', 'src/trace'],
  'src/machine': ['src'],
  'src/node-image': ['src/machine', 'src'],
  'src/cluster': ['src/node-image', 'src/machine', 'src/trace', 'src'],
  'src/session': ['src/text'],
  'src/typing': [
    'src/session',
    'src/node-image',
    'src/cluster',
    'src/machine',
    'src/student',
    'src/trace',
    'src',
  ],
  'src/printed': ['src/changes', 'src/property', 'src/trace'],
  'src/judge': ['src/lab', 'src/property', 'src/trace'],
  'src/student': lab,
  'src/run': [...run, ...lab],
  'src/compare': ['src/judge', 'src/lab', 'src/changes', 'src/property', 'src/trace'],
  'src/text': ['src'],
  'src/proofread': [
    'src/typing',
    'src/session',
    'src/text',
    'src/compare',
    'src/lab',
    'src/changes',
    'src/property',
  ],
  'src/patch': ['src/proofread', 'src/text', 'src/compare', 'src/changes'],
  'src/report': [
    'src/patch',
    'src/session',
    'src/printed',
    'src/proofread',
    'src/text',
    'src/compare',
    'src/judge',
    'src/changes',
    ...lab,
  ],
  'src/commands': [
    'src/typing',
    'src/session',
    'src/text',
    'src/patch',
    'src/run',
    'src/cluster',
    'src/machine',
    'src/student',
    ...reports,
    'src/lab',
    'src/changes',
    'src/printed',
    'src/trace',
    'src',
  ],
  specs: ['src/lab', 'src/property'],
  testing: [
    'src/patch',
    'src/proofread',
    'src/typing',
    'src/session',
    'src/text',
    'src/commands',
    'src/cluster',
    'src/machine',
    'src/student',
    'src/report',
    'src/compare',
    'src/judge',
    'src/changes',
    ...lab,
  ],
  trials: [
    'testing',
    'scripts',
    'src/patch',
    'src/typing',
    'src/session',
    'src/text',
    'src/printed',
    'src/commands',
    ...run,
    'src/run',
    ...reports,
    ...lab,
  ],
  scripts: ['trials', 'src/commands', 'src/cluster', 'src/machine', 'src/report', 'src/lab', 'src'],
}

interface Import {
  from: string
  to: string
}

/**
 * Reads who looks at whom, and compares that with what the rooms allow. Tests may look at all that is no
 * trial, and those of a lab at trials as well.
 * @param root path of the project
 * @returns a line for each import that is not allowed, and one for each rule that nothing uses
 */
export async function wrongImports(root: string, allowed: Rooms = rooms): Promise<string[]> {
  const imports = await importsIn(root, allowed)
  const used = new Set(imports.filter(({ from }) => !isTest(from)).map(ruleOf))
  const unused = Object.entries(allowed).flatMap(([room, others]) =>
    others
      .filter((other) => !used.has(`${room} → ${other}`))
      .map((other) => `nothing uses ${room} → ${other}`),
  )
  const isAllowed = ({ from, to }: Import) =>
    roomOf(from) === roomOf(to) ||
    (isTest(from)
      ? roomOf(to) !== 'trials' || roomOf(from) === 'specs'
      : allowed[roomOf(from)]?.includes(roomOf(to)))
  const wrong = imports.filter((one) => !isAllowed(one)).map(({ from, to }) => `${from} imports ${to}`)
  return [...wrong, ...unused].toSorted()
}

const isTest = (file: string) => file.endsWith('.test.ts')

const ruleOf = ({ from, to }: Import) => `${roomOf(from)} → ${roomOf(to)}`

/** All imports, and paths that a file makes from its own place, that lead into a room. */
async function importsIn(root: string, allowed: Rooms): Promise<Import[]> {
  const houses = [...new Set(Object.keys(allowed).map((room) => room.split('/')[0] ?? room))]
  const files = await Promise.all(
    houses.map(async (house) =>
      (await readdir(join(root, house), { recursive: true })).map((name) => join(house, name)),
    ),
  )
  const imports = await Promise.all(
    files
      .flat()
      .filter((file) => file.endsWith('.ts'))
      .map(async (from) => {
        const text = await readFile(join(root, from), 'utf8')
        const named = /(?:\b(?:from|import)\s*\(?|\bimport\.meta\.dirname,)\s*'(\.[^']+)'/g
        return [...text.matchAll(named)].map(([, target = '']) => ({ from, to: join(dirname(from), target) }))
      }),
  )
  return imports.flat().filter(({ to }) => houses.some((house) => to.startsWith(house + sep)))
}

/** `src/report/html/page.ts` is in the room `src/report`. */
function roomOf(file: string): string {
  const folders = dirname(file).split(sep)
  return folders.slice(0, folders[0] === 'src' ? 2 : 1).join('/')
}
