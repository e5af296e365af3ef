import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { patch } from '../lab/counterexample.ts'
import { UsageError } from '../errors.ts'
import { editFile } from './edit-file.ts'
import { testDesk } from '../../testing/test-desk.ts'

test('an edit sets and takes away, and a change of the world is on top of it', async () => {
  await using desk = await testDesk({ change: patch({ 'spec.completions': 4 }) })
  const path = join(desk.shell.folder, 'job.yaml')
  await writeFile(path, 'spec:\n  old: 1\n  args: ["3"]\n')
  const changes = { 'spec.completions': 5, 'spec.args.0': '5', 'spec.command.0': 'sleep', 'spec.old': null }
  await editFile('job.yaml', changes, desk)
  const text = 'spec:\n  args: [ "5" ]\n  completions: 4\n  command:\n    - sleep\n'
  expect(await readFile(path, 'utf8')).toBe(text)
  expect(desk.events).toMatchObject([{ type: 'file', scenario: 'test', name: 'job.yaml', text }])
})

test('a file that is no YAML, or that is not there, is named', async () => {
  await using desk = await testDesk()
  await writeFile(join(desk.shell.folder, 'job.yaml'), 'spec: [')
  await expect(editFile('job.yaml', {}, desk)).rejects.toThrow(
    /job\.yaml:1: expected a file of YAML with fields, found this: /,
  )
  await expect(editFile('none.yaml', {}, desk)).rejects.toThrow(UsageError)
})

test('a place that the file cannot have is named', async () => {
  await using desk = await testDesk()
  await writeFile(join(desk.shell.folder, 'job.yaml'), 'spec: none\n')
  const editing = editFile('job.yaml', { 'spec.completions': 5 }, desk)
  await expect(editing).rejects.toThrow(UsageError)
  await expect(editing).rejects.toThrow(
    /job\.yaml: expected a place for spec\.completions, found this: .+ Correct the file\.$/,
  )
})
