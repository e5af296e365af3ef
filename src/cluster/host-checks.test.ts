import { expect, test } from 'vitest'
import { causeInWords, causesOn } from './host-checks.ts'
import type { HostState, Resources } from './host-state.ts'

const plenty: Resources = {
  inotifyInstances: { limit: 128, used: 60 },
  inotifyWatches: { limit: 8192, used: 600 },
  memory: 4 * 2 ** 30,
  storage: { folder: '/var/lib/docker', bytes: 20 * 2 ** 30, files: 1_000_000 },
  temporary: { folder: '/tmp', bytes: 2 ** 30, files: Infinity },
  cgroupNamespaces: true,
  load: 1,
}

const ordinary: HostState = {
  engine: 'docker',
  version: '27.3.1',
  isRootless: false,
  cgroup: 'v2',
  missingControllers: [],
  storage: '/var/lib/docker',
  resources: plenty,
  proxies: [],
}

const withLess = (less: Partial<Resources>): HostState => ({ ...ordinary, resources: { ...plenty, ...less } })

test('nothing is wrong with an ordinary host, nor with one of which nothing is known', () => {
  for (const isSuspected of [false, true]) {
    expect(causesOn(ordinary, isSuspected)).toEqual([])
    expect(causesOn({ engine: 'podman', missingControllers: [], proxies: [] }, isSuspected)).toEqual([])
  }
})

test('the cause is one line, with what is expected, what was found, and the command that mends it', () => {
  const causes = causesOn(withLess({ inotifyInstances: { limit: 8, used: 5 } }))
  expect(causes.map(causeInWords)).toEqual([
    'Expected at least 27 instances of inotify for a node, found 3: fs.inotify.max_user_instances is 8, of which 5 are in use. Do this: sudo sysctl fs.inotify.max_user_instances=512',
  ])
})

const gigabyte = 2 ** 30
const folder = '/var/lib/docker'

/** What makes a cluster impossible, as it is found and mended; and what is as little as a cluster may still have. */
const refused: [host: HostState, says: RegExp, enough: HostState][] = [
  [
    { ...ordinary, version: '19.03.2' },
    /docker 19\.03\.2.*upgrade docker/,
    { ...ordinary, version: '20.10.0' },
  ],
  [
    { ...ordinary, engine: 'podman', version: '1.6.4' },
    /podman 1\.6\.4.*upgrade podman/,
    { ...ordinary, engine: 'podman', version: '3.0.1' },
  ],
  [
    { ...ordinary, isRootless: true, cgroup: 'v1' },
    /without root, found cgroup v1/,
    { ...ordinary, cgroup: 'v1' },
  ],
  [
    { ...ordinary, isRootless: true, missingControllers: ['cpu', 'pids'] },
    /no cpu, pids\. Do this: .*Delegate=yes/,
    { ...ordinary, missingControllers: ['cpu'] },
  ],
  [withLess({ cgroupNamespaces: false }), /cgroup namespaces/, ordinary],
  [
    withLess({ inotifyInstances: { limit: 128, used: 102 } }),
    /found 26: .*max_user_instances=512/,
    withLess({ inotifyInstances: { limit: 128, used: 101 } }),
  ],
  [
    withLess({ inotifyWatches: { limit: 8192, used: 9000 } }),
    /found 0: .*max_user_watches=524288/,
    withLess({ inotifyWatches: { limit: 8192, used: 7900 } }),
  ],
  [withLess({ memory: 0.4 * gigabyte }), /409 MB that are free/, withLess({ memory: 0.6 * gigabyte })],
  [
    withLess({ storage: { folder, bytes: 0.6 * gigabyte, files: Infinity } }),
    /614 MB that are free in \/var\/lib\/docker.*docker system prune/,
    withLess({ storage: { folder, bytes: 0.8 * gigabyte, files: Infinity } }),
  ],
  [
    withLess({ storage: { folder, bytes: gigabyte, files: 20 } }),
    /20 that can be made in \/var\/lib\/docker/,
    withLess({ storage: { folder, bytes: gigabyte, files: 2000 } }),
  ],
  [
    withLess({ temporary: { folder: '/tmp', bytes: 0, files: Infinity } }),
    /temporary files, found 0 MB.*in \/tmp.*TMPDIR/,
    withLess({ temporary: { folder: '/tmp', bytes: 2 ** 21, files: Infinity } }),
  ],
]

test.each(refused)('what makes a cluster impossible is told beforehand: %#', (host, says, enough) => {
  expect(causesOn(host).map(causeInWords)).toEqual([expect.stringMatching(says)])
  expect(causesOn(enough)).toEqual([])
})

/** What may be the cause when a cluster could not be made. */
const suspected: [host: HostState, says: RegExp][] = [
  [{ ...ordinary, engine: 'podman', version: '2.2.1' }, /podman 2\.2\.1/],
  [withLess({ inotifyInstances: { limit: 128, used: 80 } }), /found 48: fs\.inotify/],
  [withLess({ memory: gigabyte }), /1024 MB/],
  [withLess({ storage: { folder, bytes: gigabyte, files: Infinity } }), /1024 MB that are free/],
  [{ ...ordinary, proxies: ['HTTPS_PROXY'] }, /HTTPS_PROXY in the environment.*NO_PROXY=/],
  [{ ...ordinary, storage: '/var/snap/docker/common/var-lib-docker' }, /snap.*TMPDIR/],
  [withLess({ load: 9.4 }), /9 processes for each core/],
]

test.each(suspected)('what may be the cause is told afterwards only: %#', (host, says) => {
  expect(causesOn(host)).toEqual([])
  expect(causesOn(host, true).map(causeInWords)).toEqual([expect.stringMatching(says)])
})
