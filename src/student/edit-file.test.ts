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
  await editFile('job.yaml', desk, changes)
  const text = 'spec:\n  args: [ "5" ]\n  completions: 4\n  command:\n    - sleep\n'
  expect(await readFile(path, 'utf8')).toBe(text)
  expect(desk.events).toMatchObject([{ type: 'file', scenario: 'test', name: 'job.yaml', text }])
})

const several =
  '# two\nkind: Deployment\nmetadata:\n  name: web\n---\nkind: Service\nmetadata:\n  name: web\nspec:\n  port: 80 # as usual\n'

test('of several documents the one is edited that is named, and the others stay as they are', async () => {
  await using desk = await testDesk({
    change: patch({ 'spec.type': 'NodePort' }, { document: 'Service/web' }),
  })
  await writeFile(join(desk.shell.folder, 'all.yaml'), several)
  await editFile('all.yaml', desk, { 'metadata.labels."app.kubernetes.io/name"': 'web' }, 'deployment/web')
  const text = several
    .replace('name: web\n---', 'name: web\n  labels:\n    app.kubernetes.io/name: web\n---')
    .replace(/$/, '  type: NodePort\n')
  expect(await readFile(join(desk.shell.folder, 'all.yaml'), 'utf8')).toBe(text)
})

test.each([
  ['deployment/other', 'expected one document of deployment/other, found none. Name one: deployment/web.'],
  [undefined, 'expected one document, found several. Name one: deployment/web.'],
])('a document that is not there, or is not named, is told: %s', async (document, found) => {
  await using desk = await testDesk()
  await writeFile(join(desk.shell.folder, 'all.yaml'), several)
  const editing = editFile('all.yaml', desk, { a: 1 }, document)
  await expect(editing).rejects.toThrow(UsageError)
  await expect(editing).rejects.toThrow(`all.yaml: ${found}`)
})

test('JSON stays JSON', async () => {
  await using desk = await testDesk()
  const path = join(desk.shell.folder, 'pod.json')
  await writeFile(path, '{"kind": "Pod", "spec": {"old": 1}}')
  await editFile('pod.json', desk, { 'spec.old': null, 'spec.nodeName': 'one' })
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ kind: 'Pod', spec: { nodeName: 'one' } })
})

test('in a file that is no YAML a text takes the place of another, with the change of the world on top each time', async () => {
  const change = patch({ 'lives=3': 'lives=9' }, { file: 'game.properties' })
  await using desk = await testDesk({ change })
  await writeFile(join(desk.shell.folder, 'game.properties'), 'enemies=aliens\nlives=3\nsecret=no\n')
  await editFile('game.properties', desk, { aliens: 'zombies' })
  await editFile('game.properties', desk, { 'secret=no\n': null })
  expect(desk.events.map((event) => event.type === 'file' && event.text)).toEqual([
    'enemies=zombies\nlives=9\nsecret=no\n',
    'enemies=zombies\nlives=9\n',
  ])
})

test.each([
  ['none', 'ghosts'],
  ['several', 'e'],
])('a text that stands there %s times is told', async (found, text) => {
  await using desk = await testDesk()
  await writeFile(join(desk.shell.folder, 'game.properties'), 'enemies=aliens\n')
  await expect(editFile('game.properties', desk, { [text]: 'x' })).rejects.toThrow(
    `game.properties: expected one place with "${text}", found ${found}. Correct the edit.`,
  )
})

test('a change of the world in one file leaves the others alone', async () => {
  await using desk = await testDesk({ change: patch({ a: 2 }, { file: 'one.yaml' }) })
  for (const name of ['one.yaml', 'other.yaml']) {
    await writeFile(join(desk.shell.folder, name), 'a: 1\n')
    await editFile(name, desk, {})
  }
  expect(desk.events).toMatchObject([{ text: 'a: 2\n' }, { text: 'a: 1\n' }])
})

test('a file that is not edited stays as its author has written it', async () => {
  await using desk = await testDesk()
  await writeFile(join(desk.shell.folder, 'job.yaml'), 'a:   [1]   # so\n')
  await editFile('job.yaml', desk, {})
  expect(desk.events).toMatchObject([{ text: 'a:   [1]   # so\n' }])
})

test('a file that is no YAML, or that is not there, is named', async () => {
  await using desk = await testDesk()
  await writeFile(join(desk.shell.folder, 'job.yaml'), 'spec: [')
  await expect(editFile('job.yaml', desk, {})).rejects.toThrow(
    /job\.yaml:1: expected a file of YAML with fields, found this: /,
  )
  await expect(editFile('none.yaml', desk, {})).rejects.toThrow(UsageError)
})

test('a place that the file cannot have is named', async () => {
  await using desk = await testDesk()
  await writeFile(join(desk.shell.folder, 'job.yaml'), 'spec: none\n')
  const editing = editFile('job.yaml', desk, { 'spec.completions': 5 })
  await expect(editing).rejects.toThrow(UsageError)
  await expect(editing).rejects.toThrow(
    /job\.yaml: expected a place for spec\.completions, found this: .+ Correct the file\.$/,
  )
})
