import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { stringify } from 'yaml'
import { allChanges, changeNamed, readChanges } from './changes.ts'

const change = changeNamed('get-jobs-status')

async function folderOf(files: Record<string, unknown>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'changes-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  for (const [name, records] of Object.entries(files)) await writeFile(join(folder, name), stringify(records))
  return folder
}

test('all records are read, whatever their file is', async () => {
  const other = { ...change, id: 'another' }
  const folder = await folderOf({ 'b.yaml': [change], 'a.yaml': [other], 'notes.md': '' })
  expect(readChanges(folder)).toEqual([other, change])
  expect(allChanges().length).toBeGreaterThan(100)
})

test.each([
  ['an id that another has', [change, change], /get-jobs-status twice/],
  ['a word for what varies that nobody knows', [{ ...change, to: '<state>' }], /found <state>/],
  ['the same before and after', [{ ...change, from: '<status>' }], /to differ/],
  ['a source that leads nowhere', [{ ...change, source: 'somebody said so' }], /source/],
  ['two places', [{ ...change, place: { column: 'STATUS', field: 'Status' } }], /place/],
  ['no version', [{ ...change, since: '2018' }], /since/],
])('a record that has %s is refused, with its file', async (_, records, why) => {
  const folder = await folderOf({ 'get.yaml': records })
  expect(() => readChanges(folder)).toThrow(why)
})

test('the change of an id is as it is among all', () => {
  expect(allChanges().map(({ id }) => changeNamed(id))).toEqual(allChanges())
})

test('an id that nobody has is an error', () => {
  expect(() => changeNamed('no-such')).toThrow('found no-such')
})
