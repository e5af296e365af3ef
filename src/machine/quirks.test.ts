import { expect, test } from 'vitest'
import {
  boundingSet,
  describeQuirks,
  hardLimit,
  hostQuirks,
  podmanSettings,
  type HostFacts,
} from './quirks.ts'

const ordinary: HostFacts = {
  engine: 'podman',
  sysResource: true,
  allCapabilities: true,
  cgroup: 'v2',
  openFiles: 1024,
  processes: 1024,
  kernelModules: true,
}

const cures = (facts: Partial<HostFacts>, kubernetes = 'v1.37.2') =>
  hostQuirks({ ...ordinary, ...facts }, kubernetes).map(({ cure }) => cure)

test('an ordinary host needs nothing', () => {
  expect(cures({})).toEqual([])
  expect(cures({ engine: 'docker' })).toEqual([])
  expect(podmanSettings([])).toBeUndefined()
})

test('cgroup v1 is accepted from Kubernetes 1.35 on, before that nobody objects', () => {
  expect(cures({ engine: 'docker', cgroup: 'v1' }, 'v1.35.4')).toEqual(['accept-cgroup-v1'])
  expect(cures({ engine: 'docker', cgroup: 'v1' }, 'v1.34.4')).toEqual([])
})

test('podman uses runc on cgroup v1', () => {
  const quirks = hostQuirks({ ...ordinary, cgroup: 'v1' }, 'v1.34.4')
  expect(quirks.map(({ cure }) => cure)).toEqual(['runc'])
  expect(podmanSettings(quirks)).toContain('runtime = "runc"\ncgroup_manager = "cgroupfs"')
})

test('without CAP_SYS_RESOURCE OOM scores are left and podman keeps to the limits of the host', () => {
  const quirks = hostQuirks(
    { ...ordinary, sysResource: false, openFiles: 20_000, processes: Infinity },
    'v1.37.2',
  )
  expect(quirks.map(({ cure }) => cure)).toEqual(['restrict-oom-scores', 'limits'])
  expect(podmanSettings(quirks)).toContain(
    'default_ulimits = ["nofile=20000:20000", "nproc=1048576:1048576"]',
  )
})

test('limits as high as podman asks for are no quirk, nor are those of Docker, which has a daemon of its own', () => {
  const high = { sysResource: false, openFiles: Infinity, processes: 1_048_576 }
  expect(cures(high)).toEqual(['restrict-oom-scores'])
  expect(cures({ sysResource: false, engine: 'docker' })).toEqual(['restrict-oom-scores'])
})

test('a missing /lib/modules is made for podman only', () => {
  expect(cures({ kernelModules: false })).toEqual(['modules-folder'])
  expect(cures({ kernelModules: false, engine: 'docker' })).toEqual([])
})

test('one line tells all quirks', () => {
  const line = describeQuirks(hostQuirks({ ...ordinary, cgroup: 'v1', sysResource: false }, 'v1.37.2'))
  expect(line).toContain('no CAP_SYS_RESOURCE (')
  expect(line).toContain('cgroup v1 (')
  expect(line).not.toContain('\n')
})

test('the bounding set tells which capabilities can be had', () => {
  expect(boundingSet('CapEff:\t0000000000000000\nCapBnd:\t000001ffffffffff\n')).toBe(0x1ffffffffffn)
  expect(boundingSet('CapEff:\t000001ffffffffff\nCapBnd:\t000001fffeffffff\n')).toBe(0x1fffeffffffn)
})

test('hard limits are the second number of their line', () => {
  const limits = [
    'Limit                     Soft Limit           Hard Limit           Units',
    'Max processes             1000                 unlimited            processes',
    'Max open files            1024                 20000                files',
  ].join('\n')
  expect(hardLimit(limits, 'Max open files')).toBe(20_000)
  expect(hardLimit(limits, 'Max processes')).toBe(Infinity)
})
