import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { patch } from '../lab/counterexample.ts'
import { scenario, type Scenario } from '../lab/scenario.ts'
import { stdout } from '../property/answers.ts'
import { lineWith } from '../property/line.ts'
import { is } from '../property/matcher.ts'
import { aLongTime, aMoment, listening, testDesk } from '../../testing/test-desk.ts'
import { Gone } from './gone.ts'
import { workThrough } from './work-through.ts'

let manifests: string
beforeEach(async () => {
  manifests = await mkdtemp(join(tmpdir(), 'kubelab-test-'))
  vi.stubEnv('XDG_CACHE_HOME', manifests)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(manifests, { recursive: true })
})

const doing = (work: Scenario['work'], options: Partial<Scenario> = {}) =>
  scenario('test', { files: [], ...options }, work)

test('a scenario begins with its files as the world has them, and ends', async () => {
  await using desk = await testDesk({ change: patch({ 'spec.completions': 4 }) })
  await writeFile(join(manifests, 'job.yaml'), 'kind: Job\n')
  const work = doing((student) => student.types('cat job.yaml').then(() => {}), { files: ['job.yaml'] })
  await workThrough(work, manifests, desk)
  const text = 'kind: Job\nspec:\n  completions: 4\n'
  expect(desk.events).toMatchObject([
    { type: 'scenario', scenario: 'test', state: 'begins', namespace: 'lab-test' },
    { type: 'file', name: 'job.yaml', text },
    { type: 'typed' },
    { type: 'output', text },
    { type: 'exited' },
    { type: 'scenario', scenario: 'test', state: 'ends' },
  ])
  expect(desk.events.at(-1)).not.toHaveProperty('reason')
})

test('files of any kind are where they are in the manifests', async () => {
  await using desk = await testDesk()
  await mkdir(join(manifests, 'site'))
  await writeFile(join(manifests, 'site/index.html'), '<h1>: [\n')
  const work = doing((student) => student.types('cat site/*').then(() => {}), {
    files: ['site/index.html'],
  })
  await workThrough(work, manifests, desk)
  expect([...desk.waiter.world.command(1).files.keys()]).toEqual(['site/index.html'])
  expect(desk.events.slice(1, 4)).toMatchObject([
    { type: 'file', name: 'site/index.html', text: '<h1>: [\n' },
    { type: 'typed' },
    { type: 'output', text: '<h1>: [\n' },
  ])
})

test('a change of one of several files must name it', async () => {
  await using desk = await testDesk({ change: patch({ a: 1 }) })
  const work = doing(async () => {}, { files: ['one.yaml', 'notes.txt', 'other.yaml'] })
  await workThrough(work, manifests, desk)
  const reason = 'Expected that a patch names one of one.yaml, notes.txt, other.yaml, found none. Name it.'
  expect(desk.events.at(-1)).toMatchObject({ type: 'scenario', state: 'breaks', reason })
})

test('a line with a name that is not to be seen gives the scenario up', async () => {
  await using desk = await testDesk()
  const line = lineWith('kubectl describe pod <pod>', { pod: stdout('echo a') })
  await workThrough(
    doing((student) => student.types(line).then(() => {})),
    manifests,
    desk,
  )
  const reason = 'gave up: the output of “echo a” did not come when it was to be typed'
  expect(desk.events.at(-1)).toMatchObject({ type: 'scenario', state: 'ends', reason })
})

test('a scenario that is given up ends, and says what did not come', async () => {
  await using desk = await testDesk()
  const work = doing((student) => student.needs(stdout('echo a'), is('a'), aMoment))
  await workThrough(work, manifests, desk)
  const reason = 'gave up: the output of “echo a” a did not come within “a moment”'
  expect(desk.events.at(-1)).toMatchObject({ type: 'scenario', state: 'ends', reason })
})

test('what goes wrong breaks the scenario, and says why', async () => {
  await using desk = await testDesk()
  const work = doing(() => Promise.reject(new Error('no idea')))
  await workThrough(work, manifests, desk)
  expect(desk.events.at(-1)).toMatchObject({ type: 'scenario', state: 'breaks', reason: 'no idea' })
})

test('what was waited for in vain stands where it breaks the scenario', async () => {
  await using desk = await testDesk()
  const work = doing(() => Promise.reject(new Gone('watch', 'too late')))
  await workThrough(work, manifests, desk)
  expect(desk.events.at(-1)).toMatchObject({ state: 'breaks', reason: 'too late', lost: 'watch' })
})

test('a scenario that the end of the run ends has no end in the trace', async () => {
  await using desk = await testDesk()
  const working = workThrough(
    doing((student) => student.waits(aLongTime)),
    manifests,
    desk,
  )
  desk.end(new Error('over'))
  await working
  expect(desk.events.map(({ type }) => type)).toEqual(['scenario', 'awaiting'])
})

test('a port that another program has breaks a scenario where it needs it, after what needs none', async () => {
  await using listener = await listening()
  await using desk = await testDesk({ sharedPort: listener.port })
  const work = doing(async (student) => {
    await student.types('true')
    await student.usesPort(() => student.waits(aMoment))
  })
  await workThrough(work, manifests, desk)
  const reason = expect.stringMatching(/another program listens there: find it with/)
  expect(desk.events).toMatchObject([
    { state: 'begins' },
    { type: 'typed' },
    { type: 'exited' },
    { state: 'breaks', reason },
  ])
})

test('a port is for everybody in a network of the own', async () => {
  await using desk = await testDesk()
  await workThrough(
    doing((student) => student.usesPort(() => student.waits(aMoment))),
    manifests,
    desk,
  )
  expect(desk.events).toMatchObject([{ state: 'begins' }, { type: 'awaiting' }, { state: 'ends' }])
})
