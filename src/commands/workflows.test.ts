import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { pins, pulledVersions } from '../cluster/versions.ts'
import { UsageError } from '../errors.ts'
import { actionlint, workflowOutputs } from './workflows.ts'

const folder = join(import.meta.dirname, '../../.github/workflows')

test('workflows get the version of kind, all pinned minor versions of Kubernetes, and what checks them', () => {
  const [kind, versions, checker, ...more] = workflowOutputs('')
  expect(kind).toBe(`kind=${pins.kind}`)
  expect(versions).toMatch(/^versions=\["v1\.\d+"(,"v1\.\d+")*\]$/)
  expect(JSON.parse(versions?.replace('versions=', '') ?? '')).toHaveLength(pulledVersions.length)
  expect(checker).toBe(`actionlint=${actionlint}`)
  expect(more).toEqual([])
})

test('versions that are asked for are taken as they are, if they exist', () => {
  expect(workflowOutputs(' v1.37  1.33\n')).toContain('versions=["v1.37","1.33"]')
  expect(() => workflowOutputs('v1.37 v1.99')).toThrow(UsageError)
})

test('no workflow writes a version of kind, Kubernetes or actionlint itself', async () => {
  const names = await readdir(folder)
  expect(names).not.toEqual([])
  for (const name of names) {
    // Comments have the versions of actions, whose SHA is what counts.
    const workflow = JSON.stringify(parse(await readFile(join(folder, name), 'utf8')))
    expect(workflow.match(/\bv\d+\.\d+[\w.]*/g) ?? [], name).toEqual([])
  }
})
