import { copyFile, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { kubelab } from '../../scripts/commands.ts'
import { answeredBy } from '../../testing/answered.ts'

const texts = join(import.meta.dirname, '../../testing/texts')

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kubelab-test-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** A folder for reports that has the recorded typings of a text. */
async function reportsWith(text: string): Promise<string> {
  const reports = await mkdtemp(join(folder, 'reports-'))
  const typings = join(reports, 'texts', `testing_texts_${text}`)
  await mkdir(typings, { recursive: true })
  for (const file of await readdir(join(texts, 'typings', text)))
    await copyFile(join(texts, 'typings', text, file), join(typings, file.replace('.gz', '')))
  return reports
}

const proofread = (...args: string[]) => answeredBy(kubelab, 'proofread', ...args)

test('a text that was typed before is judged, reported and patched without a cluster', async () => {
  const reports = await reportsWith('19.md')
  const { all, exitCode } = await proofread(
    join(texts, '19.md'),
    '--kubernetes',
    'v1.37.2',
    '--reports',
    reports,
  )
  expect(all).toContain('Typed before on v1.37.2')
  expect(all).toContain('since Kubernetes 1.30: get-jobs-status')
  expect(exitCode).toBe(1)
  expect((await readdir(reports)).toSorted()).toEqual([
    'proofread.html',
    'proofread.json',
    'proofread.md',
    'proofread.patch',
    'texts',
  ])
  expect(await readFile(join(reports, 'proofread.patch'), 'utf8')).toContain('--- a/testing/texts/19.md\n')
})

test('a plan says what would be typed, and makes no cluster', async () => {
  const { all, exitCode } = await proofread(join(texts, '19.md'), join(texts, '02.md'), '--plan')
  expect(all).toContain('testing/texts/19.md: 1 box, 2 typed lines, 3 printed lines.')
  expect(all).toContain('$ kubectl get job')
  expect(exitCode).toBe(0)
})

test.each([
  [[], 'expected a text to proofread, found none'],
  [[join(texts, '24-utf16.md')], 'UTF-16'],
  [[join(texts, '19.md'), '--format', 'words,sarif'], '--format: expected words, sarif, github'],
  [[join(texts, '19.md'), '--kubernetes', 'v1.37,v9'], 'Expected a version of Kubernetes, found v9'],
])('%j is refused', async (args, reason) => {
  const { stderr, exitCode } = await proofread(...args)
  expect(stderr).toContain(reason)
  expect(exitCode).toBe(64)
})
