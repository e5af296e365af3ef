import { mkdtemp, rm, writeFile } from 'node:fs/promises'
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

test('manifests that are YAML are fine', async () => {
  await writeFile(join(folder, 'job.yaml'), 'kind: Job\n')
  await expect(checkManifests(folder, scenarios)).resolves.toBeUndefined()
})

test('a manifest that is missing or no YAML is wrong usage, and named', async () => {
  await expect(checkManifests(folder, scenarios)).rejects.toThrow(
    `${folder}/job.yaml: expected a file of YAML`,
  )
  await writeFile(join(folder, 'job.yaml'), 'kind: [')
  await expect(checkManifests(folder, scenarios)).rejects.toThrow(UsageError)
})
