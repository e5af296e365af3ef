import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import * as z from 'zod'
import { pins, pulledVersions } from '../cluster/versions.ts'
import { UsageError } from '../errors.ts'
import { actionlint, workflowOutputs } from './workflows.ts'

const root = join(import.meta.dirname, '../..')
const folder = join(root, '.github/workflows')

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

const step = z.strictObject({
  name: z.string().optional(),
  id: z.string().optional(),
  if: z.string().optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
  env: z.record(z.string(), z.string()).optional(),
  with: z.record(z.string(), z.union([z.string(), z.boolean()])).optional(),
})

test('the workflow in the README, which others copy, does what our own do, in the same versions', async () => {
  const readme = await readFile(join(root, 'README.md'), 'utf8')
  const [, block = ''] = readme.match(/^```yaml\n(.*?)^```$/ms) ?? []
  const own = (
    await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')))
  ).join('')
  const actions = block.match(/uses: .*/g) ?? []
  expect(actions).toHaveLength(4)
  for (const action of actions) expect(own).toContain(action)

  const { permissions, jobs } = parse(block)
  expect(permissions).toEqual({})
  expect(Object.keys(jobs)).toEqual(['lab'])
  expect(jobs.lab.permissions).toEqual({ contents: 'read' })
  const steps = z.array(step).parse(jobs.lab.steps)
  expect(steps[0]?.with).toEqual({
    repository: 'OWNER/kubelab-conformance',
    'persist-credentials': false,
  })
  const [versions, verify, ...more] = steps.flatMap(({ run }) => run ?? [])
  expect(own).toContain(`run: ${versions}\n`)
  expect(verify).toBe('npm run verify')
  expect(more).toEqual([])
  const outputs = workflowOutputs('').map((line) => line.replace(/=.*/, ''))
  for (const [, id, output] of block.matchAll(/steps\.(\w+)\.outputs\.(\w+)/g)) {
    expect(steps.map((one) => one.id)).toContain(id)
    expect(outputs).toContain(output)
  }
})
