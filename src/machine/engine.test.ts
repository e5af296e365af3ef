import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fakePrograms } from '../../testing/fake-programs.ts'
import { NotedProgress } from '../../testing/noted-progress.ts'
import { findEngine } from './engine.ts'
import { probeHost, type HostFacts } from './quirks.ts'

vi.mock(import('./quirks.ts'), async (original) => ({
  ...(await original()),
  probeHost: vi.fn<typeof probeHost>(),
}))

let folder = ''
let progress = new NotedProgress()

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'engine-'))
  progress = new NotedProgress()
  vi.stubEnv('XDG_CACHE_HOME', folder)
  vi.stubEnv('PATH', `${folder}:${process.env['PATH']}`)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true })
})

const ordinary: HostFacts = {
  engine: 'docker',
  sysResource: true,
  allCapabilities: true,
  cgroup: 'v2',
  openFiles: Infinity,
  processes: Infinity,
  kernelModules: true,
}

/** Finds an engine where Docker and podman answer. */
async function found(facts: Partial<HostFacts>, dockerRun: string) {
  vi.mocked(probeHost).mockImplementation(async (engine) =>
    Promise.resolve({ ...ordinary, ...facts, engine }),
  )
  const docker = `case "$1" in info) echo 2 ;; import) echo empty ;; run) ${dockerRun} ;; esac`
  await fakePrograms(folder, { docker, podman: 'echo v2' })
  return (await findEngine(progress))?.engine.name
}

const refuses = 'echo unable to apply caps: operation not permitted >&2; exit 125'
const missesProgram = 'exit 127'

test('podman is tried where Docker answers but can not run a node', async () => {
  expect(await found({ allCapabilities: false }, refuses)).toBe('podman')
  expect(progress.said).toEqual([expect.stringContaining('Docker can not run a node here')])
})

test('Docker is taken where its engine has capabilities that this process lacks', async () => {
  expect(await found({ allCapabilities: false }, missesProgram)).toBe('docker')
  expect(progress.said).toEqual([])
})

test('on an ordinary host Docker is not tried out first', async () => {
  expect(await found({}, refuses)).toBe('docker')
})
