import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { reachedPackages } from './reached-packages.ts'

const root = join(import.meta.dirname, '..')
const { dependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>
}
const reached = (name: string) => reachedPackages(join(root, `scripts/${name}.ts`))

test.each(['verify', 'replay', 'matrix', 'compare', 'proofread', 'catalogue', 'clean', 'setup', 'record'])(
  '%s needs no package that is for development only',
  async (name) => {
    const others = [...(await reached(name))].filter(([found]) => !(found in dependencies))
    expect(others).toEqual([])
  },
)

test('a package that is for development only is found where a program needs one', async () => {
  expect((await reached('test')).get('vitest')).toBe(join(root, 'scripts/test.ts'))
})
