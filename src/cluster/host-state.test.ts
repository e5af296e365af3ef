import { mkdtemp, rm } from 'node:fs/promises'
import { watch } from 'node:fs'
import { release, tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fakePrograms } from '../../testing/fake-programs.ts'
import { hostState } from './host-state.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'host-state-'))
  vi.stubEnv('PATH', `${folder}${delimiter}${process.env['PATH']}`)
  for (const name of ['http_proxy', 'HTTPS_PROXY', 'ALL_PROXY']) vi.stubEnv(name, undefined)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true })
})

/** The engine says this of itself. */
const saying = (name: 'docker' | 'podman', info: unknown) =>
  fakePrograms(folder, { [name]: `cat <<'the end'\n${JSON.stringify(info)}\nthe end` })

test('what Docker says of itself is read', async () => {
  await saying('docker', {
    ServerVersion: '27.3.1',
    KernelVersion: release(),
    DockerRootDir: folder,
    CgroupVersion: '2',
    SecurityOptions: ['name=seccomp,profile=builtin', 'name=rootless'],
    MemoryLimit: true,
    PidsLimit: false,
    CPUShares: false,
  })
  const state = await hostState({ name: 'docker', env: {} })
  expect(state).toMatchObject({
    version: '27.3.1',
    isRootless: true,
    cgroup: 'v2',
    missingControllers: ['cpu', 'pids'],
    storage: folder,
    proxies: [],
    resources: { cgroupNamespaces: true, storage: { folder }, temporary: { folder: tmpdir() } },
  })
  expect(state.resources?.memory).toBeGreaterThan(0)
  expect(state.resources?.storage?.bytes).toBeGreaterThan(0)
})

test('what podman says of itself is read', async () => {
  await saying('podman', {
    host: {
      kernel: release(),
      cgroupVersion: 'v1',
      cgroupControllers: ['memory', 'pids'],
      security: { rootless: true },
    },
    store: { graphRoot: '/nowhere' },
    version: { Version: '4.3.1' },
  })
  expect(await hostState({ name: 'podman', env: {} })).toMatchObject({
    version: '4.3.1',
    isRootless: true,
    cgroup: 'v1',
    missingControllers: ['cpu'],
    resources: { storage: undefined },
  })
})

test('of the machine of an engine that is elsewhere nothing is known, nor of one that says something else', async () => {
  await saying('docker', { ServerVersion: '27.3.1', KernelVersion: '6.10.14-linuxkit' })
  expect(await hostState({ name: 'docker', env: {} })).not.toHaveProperty('resources')
  await saying('docker', 2)
  expect(await hostState({ name: 'docker', env: {} })).toEqual({
    engine: 'docker',
    missingControllers: [],
    proxies: [],
  })
})

test('variables that name a proxy are named, and not what they say', async () => {
  await saying('docker', {})
  vi.stubEnv('HTTPS_PROXY', 'http://user:secret@proxy')
  vi.stubEnv('all_proxy', 'socks5://proxy')
  expect((await hostState({ name: 'docker', env: {} })).proxies.toSorted()).toEqual([
    'HTTPS_PROXY',
    'all_proxy',
  ])
})

// Other programs of this machine begin and end watches meanwhile: a cluster that is removed ends hundreds.
test.skipIf(process.getuid?.() !== 0)('what is in use of inotify is counted', { retry: 5 }, async () => {
  await saying('docker', { KernelVersion: release() })
  const before = (await hostState({ name: 'docker', env: {} })).resources
  const watchers = [watch(folder), watch(tmpdir())]
  try {
    const after = (await hostState({ name: 'docker', env: {} })).resources
    expect(after?.inotifyInstances.used).toBeGreaterThan(0)
    expect(after?.inotifyWatches.used).toBeGreaterThanOrEqual((before?.inotifyWatches.used ?? 0) + 2)
    expect(after?.inotifyInstances.limit).toBeGreaterThan(0)
  } finally {
    for (const watcher of watchers) watcher.close()
  }
})
