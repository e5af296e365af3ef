import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { wrongImports } from './imports.ts'

const root = join(import.meta.dirname, '..')

test('all arrows point down', async () => {
  expect(await wrongImports(root)).toEqual([])
})

test.each([
  ['src/property/jobs.ts', '../../specs/lab.ts', 'specs/lab.ts'],
  ['src/student/watch.ts', '../judge/judge.ts', 'src/judge/judge.ts'],
  ['src/judge/judge.ts', '../student/watch.ts', 'src/student/watch.ts'],
  ['specs/6.3-jobs.spec.ts', '../src/trace/world.ts', 'src/trace/world.ts'],
  ['src/trace/world.ts', '../lab/lab.ts', 'src/lab/lab.ts'],
])('a wrong import in %s is found', async (file, target, found) => {
  const copy = await mkdtemp(join(tmpdir(), 'imports-'))
  onTestFinished(() => rm(copy, { recursive: true }))
  for (const folder of ['src', 'specs', 'bench', 'scripts'])
    await cp(join(root, folder), join(copy, folder), { recursive: true })
  await appendFile(join(copy, file), `\nimport '${target}'\n`)
  expect(await wrongImports(copy)).toEqual([`${file} imports ${found}`])
})
