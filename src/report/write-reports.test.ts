import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { tiny } from '../../testing/tiny-reports.ts'
import { report as schema } from './report.ts'
import { writeReports } from './write-reports.ts'

test('all reports of a run are written, into a folder that need not be there', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'reports-'))
  onTestFinished(() => rm(parent, { recursive: true }))
  const folder = join(parent, 'v1.37.2')
  const { report, events } = tiny
  await writeReports(report, events, folder)
  expect((await readdir(folder)).toSorted()).toEqual([
    'errata.md',
    'junit.xml',
    'lab.html',
    'lab.md',
    'report.html',
    'report.json',
  ])
  const read = (name: string) => readFile(join(folder, name), 'utf8')
  expect(schema.parse(JSON.parse(await read('report.json')))).toEqual(report)
  expect(await read('report.html')).toMatch(/^<!doctype html>[^]*<\/html>\s*$/)
})
