import { copyFile, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Progress } from '../machine/progress.ts'
import { sessionOf } from '../session/session-of.ts'
import { readForm } from '../text/read-form.ts'
import { typingsOn } from './typed-text.ts'

const texts = join(import.meta.dirname, '../../testing/texts')
const recorded = (time: number) => join(texts, `typings/19.md/v1.37.2.${time}.ndjson.gz`)

let folder: string
let text: string
beforeAll(async () => {
  text = await readFile(join(texts, '19.md'), 'utf8')
})
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kubelab-test-'))
  for (const time of [1, 2]) await copyFile(recorded(time), join(folder, `v1.37.2.${time}.ndjson`))
})
afterAll(() => rm(folder, { recursive: true }))

const progress: Progress = { say: () => {}, step: (_, work) => work(() => {}) }

/** Typings of a text, where no cluster can be made. */
async function typings(
  written: string,
  { from = folder, again = false, kubectl }: { from?: string; again?: boolean; kubectl?: string } = {},
) {
  const session = sessionOf(readForm('19.md', written))
  const manner = { fileElsewhere: async () => undefined, isAsPrinted: () => true }
  const noCluster = () => Promise.reject(new Error('a cluster is made'))
  const typed = { session, folder: from, manner, kubectl, again }
  return await typingsOn('v1.37.2', typed, noCluster, progress, AbortSignal.timeout(5000))
}

test('what was typed stands in for a text that types the same', async () => {
  const both = await typings(text.replace('0/1           3s', '1/1           5s'))
  expect(both.map(({ server, lines }) => [server, lines.get(2)?.answers[0]?.code])).toEqual([
    ['v1.37.2', 0],
    ['v1.37.2', 0],
  ])
})

test('another line, another file, another kubectl, or the wish to type anew take a cluster', async () => {
  await expect(typings(text.replace('get job', 'get jobs'))).rejects.toThrow('a cluster is made')
  await expect(typings(text.replace('["3"]', '["4"]'))).rejects.toThrow('a cluster is made')
  await expect(typings(text, { kubectl: 'v1.23.3' })).rejects.toThrow('a cluster is made')
  await expect(typings(text, { again: true })).rejects.toThrow('a cluster is made')
})

test('a typing that was interrupted, or is no trace, is none', async () => {
  const whole = gunzipSync(await readFile(recorded(1))).toString()
  for (const broken of [whole.replace('"complete"', '"interrupted"'), 'no trace', whole.slice(0, -200)]) {
    const from = await mkdtemp(join(folder, 'broken-'))
    await copyFile(recorded(2), join(from, 'v1.37.2.2.ndjson'))
    await writeFile(join(from, 'v1.37.2.1.ndjson'), broken)
    // Nobody writes into it any more.
    await utimes(join(from, 'v1.37.2.1.ndjson'), 0, 0)
    await expect(typings(text, { from })).rejects.toThrow('a cluster is made')
  }
})
