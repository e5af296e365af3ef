import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { UsageError } from '../errors.ts'
import { findLab } from './find-lab.ts'
import { newLab } from './new-lab.ts'

/** The folder of labs of a course. It is in this project, whose engine its labs import. */
async function course() {
  const folder = await mkdtemp(join(import.meta.dirname, '.course-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return join(folder, 'specs')
}

test('a new lab has the name of its folder, and can be loaded', async () => {
  const home = await course()
  const files = await newLab('networking', home)
  expect(await readdir(join(home, '../manifests/networking'))).toEqual(['pod.yaml'])
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')))
  expect(texts.filter((text) => text.includes('template'))).toEqual([])
  const lab = await findLab('networking', home)
  expect([lab.name, lab.title]).toEqual(['networking', 'networking'])
})

test('a lab outside of the project has its manifests beside the folder of labs', async () => {
  const home = await course()
  const files = await newLab(`${home}/storage`, '/nowhere')
  expect(files.at(-1)).toBe(join(home, '../manifests/storage/pod.yaml'))
})

test('what is there already is left alone', async () => {
  const home = await course()
  await newLab('networking', home)
  await rm(join(home, 'networking'), { recursive: true })
  await expect(newLab('networking', home)).rejects.toThrow(/manifests\/networking yet, found one/)
  expect(await readdir(home)).toEqual([])
})

test.each(['', 'Networking', '-a', 'a b', '../', '.', 'a'.repeat(41), 'x/..'])(
  'a lab can not be called “%s”',
  async (named) => {
    await expect(newLab(named, join(tmpdir(), 'none'))).rejects.toThrow(UsageError)
  },
)
