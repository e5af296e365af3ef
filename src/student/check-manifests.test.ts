import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { UsageError } from '../errors.ts'
import { scenario } from '../lab/scenario.ts'
import { checkManifests } from './check-manifests.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kubelab-test-'))
})
afterEach(() => rm(folder, { recursive: true }))

const scenarios = [scenario('test', { files: ['job.yaml'] }, async () => {})]

test.each(['kind: Job\n', 'kind: Job\n---\nkind: Job\n', '# first\n---\nkind: Job\n---\n'])(
  'manifests that are YAML are fine: %j',
  async (text) => {
    await writeFile(join(folder, 'job.yaml'), text)
    await expect(checkManifests(folder, scenarios)).resolves.toBeUndefined()
  },
)

test.each([
  ['missing', undefined, '/job.yaml: expected a file of YAML with fields, found none of that name.'],
  [
    'no YAML',
    'kind: Job\nspec: [',
    '/job.yaml:2: expected a file of YAML with fields, found this: bad indent.',
  ],
  [
    'a list among its documents',
    'kind: Job\n---\n- a\n',
    '/job.yaml: expected a file of YAML with fields, found none.',
  ],
  ['a list', '- kind: Job\n', '/job.yaml: expected a file of YAML with fields, found none.'],
  ['empty', '', '/job.yaml: expected a file of YAML with fields, found none.'],
  [
    'with an alias of nothing',
    'spec: *template\n',
    '/job.yaml: expected a file of YAML with fields, found this: bad alias.',
  ],
  [
    'deep',
    `spec: ${'['.repeat(5000)}`,
    '/job.yaml:1: expected a file of YAML with fields, found one that is nested deeper than 100',
  ],
])('a manifest that is %s is wrong usage: path, line, and what to do', async (_, text, found) => {
  if (text !== undefined) await writeFile(join(folder, 'job.yaml'), text)
  const checking = checkManifests(folder, scenarios)
  await expect(checking).rejects.toThrow(UsageError)
  await expect(checking).rejects.toThrow(`${folder}${found}`)
  await expect(checking).rejects.toThrow(/\. (?:Correct the file|Name another)\.$/)
})

test('a file of another kind is fine where it is there', async () => {
  const one = [scenario('test', { files: ['site/index.html'] }, async () => {})]
  await expect(checkManifests(folder, one)).rejects.toThrow(
    `${folder}/site/index.html: expected a file, found none of that name. Name another.`,
  )
  await mkdir(join(folder, 'site'))
  await writeFile(join(folder, 'site/index.html'), '<h1>: [')
  await expect(checkManifests(folder, one)).resolves.toBeUndefined()
})
