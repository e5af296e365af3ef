import { access, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { patch } from '../lab/counterexample.ts'
import { editInEditor } from './edit-in-editor.ts'
import { runLine } from './run-line.ts'
import { testDesk } from '../../testing/test-desk.ts'

/** Opens an editor as kubectl does, and shows what was saved. */
const edit = '$EDITOR edit-1.yaml && cat edit-1.yaml'
const before = '# Please edit.\nspec:\n  replicas: 2\n'

test('what a line has edited in an editor is edited once, and is in the trace', async () => {
  await using desk = await testDesk()
  await writeFile(join(desk.shell.folder, 'edit-1.yaml'), before)
  const line = `${edit}; sed -i s/3/4/ edit-1.yaml; ${edit}`
  expect(await editInEditor(line, { 'spec.replicas': 3 }, desk)).toEqual({
    code: 0,
    stdout: before.replace('2', '3') + before.replace('2', '4'),
    stderr: '',
  })
  expect(desk.events.slice(0, 2)).toMatchObject([
    { type: 'typed', because: 'lab' },
    { type: 'input', command: 1, text: 'spec.replicas: 3' },
  ])
  await writeFile(join(desk.shell.folder, 'edit-1.yaml'), before)
  expect((await runLine(edit, 'lab', desk)).stdout).toBe(before)
})

test('a change of the world that names the line comes on top', async () => {
  await using desk = await testDesk({ change: patch({ 'spec.replicas': 9 }, { file: edit }) })
  await writeFile(join(desk.shell.folder, 'edit-1.yaml'), before)
  const { stdout } = await editInEditor(edit, { 'spec.replicas': 3, 'spec.paused': true }, desk)
  expect(stdout).toBe('# Please edit.\nspec:\n  replicas: 9\n  paused: true\n')
})

test('what a program leaves behind that could not save is removed', async () => {
  await using desk = await testDesk()
  await writeFile(join(desk.shell.folder, 'edit-1.yaml'), before)
  const path = join(desk.shell.folder, 'left.yaml')
  await editInEditor(`cp edit-1.yaml ${path}; $EDITOR ${path}`, { 'spec.replicas': 3 }, desk)
  await expect(access(path)).rejects.toThrow('ENOENT')
})

test('an edit that has no place is told, and is not made by a later line', async () => {
  await using desk = await testDesk()
  await writeFile(join(desk.shell.folder, 'edit-1.yaml'), before)
  const editing = editInEditor(edit, { 'spec.replicas.0.name': 3 }, desk)
  await expect(editing).rejects.toThrow(
    /edit-1\.yaml: expected a place for spec\.replicas\.0\.name, found this: /,
  )
  expect(await runLine(edit, 'lab', desk)).toMatchObject({ code: 0, stdout: before })
  // Where the line opens no editor, what was to be edited is forgotten.
  await editInEditor('true', { 'spec.replicas': 3 }, desk)
  expect((await runLine(edit, 'lab', desk)).stdout).toBe(before)
})
