import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { expect, onTestFinished, test } from 'vitest'
import { rooms, wrongImports, type Rooms } from './imports.ts'

const root = join(import.meta.dirname, '..')

/** Makes a project of some files. @returns its path */
async function projectOf(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'imports-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  for (const [file, text] of Object.entries(files)) {
    await mkdir(join(folder, dirname(file)), { recursive: true })
    await writeFile(join(folder, file), text)
  }
  return folder
}

test('all arrows point down, and each of them is used', async () => {
  expect(await wrongImports(root)).toEqual([])
})

const trial = 'trials/chaos/chaos.ts'
const right = {
  'src/errors.ts': '',
  'src/trace/world.ts': "import '../errors.ts'",
  'src/lab/lab.ts': "import type { World } from '../trace/world.ts'",
  'src/lab/lab.test.ts': "import '../../testing/fake.ts'\nimport '../../specs/api-objects/lab.ts'",
  'specs/api-objects/lab.ts': "export { lab } from '../../src/lab/lab.ts'",
  'testing/fake.ts': '',
  [trial]: "import { lab } from '../../src/lab/lab.ts'",
  'trials/chaos/chaos.test.ts': "import '../../specs/api-objects/lab.ts'",
}
const few: Rooms = {
  src: [],
  'src/trace': ['src'],
  'src/lab': ['src/trace'],
  specs: ['src/lab'],
  testing: [],
  trials: ['src/lab'],
}

test('a project in which each room looks where it may', async () => {
  expect(await wrongImports(await projectOf(right), few)).toEqual([])
})

test.each([
  ['src/trace/more.ts', "import '../lab/lab.ts'", 'src/lab/lab.ts'],
  ['src/trace/more.ts', "const late = await import('../lab/lab.ts')", 'src/lab/lab.ts'],
  ['src/trace/more.ts', "import {\n  lab,\n} from '../lab/lab.ts'", 'src/lab/lab.ts'],
  ['src/trace/deep/more.ts', "export * from '../../lab/lab.ts'", 'src/lab/lab.ts'],
  ['src/lab/more.ts', "import '../../specs/api-objects/lab.ts'", 'specs/api-objects/lab.ts'],
  ['src/lab/more.ts', `import '../../${trial}'`, trial],
  ['src/lab/more.ts', `join(import.meta.dirname, '../../${trial}')`, trial],
  ['src/lab/more.ts', "import '../../testing/fake.ts'", 'testing/fake.ts'],
  ['src/lab/more.test.ts', `import '../../${trial}'`, trial],
  ['src/new/more.ts', "import '../errors.ts'", 'src/errors.ts'],
  ['specs/more.ts', "import '../src/trace/world.ts'", 'src/trace/world.ts'],
  ['specs/more.ts', `import '../${trial}'`, trial],
  ['testing/more.ts', `import '../${trial}'`, trial],
])('%s that says %s is found', async (file, text, found) => {
  const project = await projectOf({ ...right, [file]: text })
  expect(await wrongImports(project, few)).toEqual([`${file} imports ${found}`])
})

test('a rule that nothing uses is found, and a test does not use one', async () => {
  const tested = { ...right, 'trials/more.test.ts': "import '../src/trace/world.ts'" }
  const rules = { ...few, trials: ['src/lab', 'src/trace'] }
  expect(await wrongImports(await projectOf(tested), rules)).toEqual(['nothing uses trials → src/trace'])
})

test.each([
  ['src', 'trials'],
  ['src', 'specs'],
  ['specs', 'trials'],
])('no rule of this project lets %s look into %s', (house, other) => {
  const ofHouse = Object.entries(rooms).filter(([room]) => room.split('/')[0] === house)
  expect(ofHouse.flatMap(([, others]) => others)).not.toContain(other)
})

test.each([
  ['two files', { 'a.ts': "import './b.ts'", 'b.ts': "import './a.ts'" }],
  [
    'three files, by types alone',
    {
      'a.ts': "import type { B } from './b.ts'\nexport type A = B",
      'b.ts': "import type { C } from './c.ts'\nexport type B = C",
      'c.ts': "import type { A } from './a.ts'\nexport type C = A[]",
    },
  ],
])('a circle of %s is found by the linter', async (_, files) => {
  const lint = (folder: string) =>
    execa('oxlint', ['--config', join(root, '.oxlintrc.json'), folder], {
      preferLocal: true,
      localDir: root,
      reject: false,
      all: true,
    })
  const { exitCode, all } = await lint(await projectOf(files))
  expect([exitCode, all]).toEqual([1, expect.stringContaining('Dependency cycle detected')])
  const line = await projectOf({ ...files, 'a.ts': 'export type A = string' })
  expect((await lint(line)).all).not.toContain('Dependency cycle detected')
})
