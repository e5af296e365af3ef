import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { thisRun } from '../this-run.ts'
import { pins, pulledVersions } from '../machine/versions.ts'
import { clean } from './clean.ts'

const root = join(import.meta.dirname, '../..')
const [newest] = pulledVersions
const image = 'localhost/kubelab-conformance/node:v1.37.2-0123456789ab'
const pulled = `docker.io/kindest/node@${newest?.digest}`
const dead = 2 ** 22 + 1

/**
 * A machine with a cache and a podman. Podman has a node that a killed run left behind, one that was kept, a container of
 * a broken build, two images, two volumes and the network of kind; what only removes is logged.
 */
let machine: string
beforeEach(async () => {
  machine = await mkdtemp(join(tmpdir(), 'clean-'))
  onTestFinished(() => rm(machine, { recursive: true }))
  await mkdir(at('bin'))
  await mkdir(at('cache/kubelab-conformance/clusters'), { recursive: true })
  await writeFile(at('cache/kubelab-conformance/big'), Buffer.alloc(3_000_000))
  await ours(`image ${pulled} pulled 1200000000`, 'network kind id 2026-11-28')
  await writeFile(at('cache/kubelab-conformance/undo'), 'apt-get remove podman runc\nrmdir /lib/modules\n')
  for (const one of ['aaaaaa', 'cccccc']) await owner(`kubelab-${dead}-${one}`, `${dead}-${one}`)
  await program(
    'podman',
    `case "$*" in
     "--version") echo podman ;;
     "info "*) echo v2 ;;
     "ps --all --external "*) echo debian-for-v1.37.2-0123456789ab-working-container ;;
     "ps --all --format "*) printf '%s\\n' kubelab-${dead}-aaaaaa-control-plane kubelab-77-bbbbbb-control-plane other ;;
     "ps --all --filter "*) [ -f ${at('unused')} ] || case "$*" in
     "ps --all --filter ancestor=built "*) echo kubelab-${dead}-aaaaaa-control-plane ;;
     "ps --all --filter ancestor=pulled "*) echo kubelab-77-bbbbbb-control-plane ;;
     "ps --all --filter network=kind "*) printf '%s\\n' kubelab-${dead}-aaaaaa-control-plane other ;;
     esac ;;
     "images "*) printf '%s\\n' docker.io/library/busybox:latest ${image} ;;
     "image inspect "*${image}) echo built 866000000 ;;
     "image inspect "*${pulled}) echo pulled 1200000000 ;;
     "image inspect "*) exit 125 ;;
     "network inspect "*) echo 'id 2026-11-28' ;;
     "volume ls "*) printf '%s\\n' "v1 map[kubelab-${dead}-cccccc-control-plane:true]" "v2 map[kubelab-${process.pid}-dddddd-control-plane:true]" "v3 map[]" "v4 map[kubelab-${dead}-eeeeee-control-plane:true]" ;;
     "rmi "*) [ ! -f ${at('broken')} ] || { echo "image is odd" >&2; exit 1; }; echo "podman $*" >> ${at('log')} ;;
     *) echo "podman $*" >> ${at('log')} ;;
     esac`,
  )
  for (const name of ['du', 'chmod', 'sh', 'cat']) await symlink(`/bin/${name}`, at(`bin/${name}`))
  await program(
    'kind',
    `[ "$1" = --version ] && echo kind version ${pins.kind.slice(1)} || echo "kind $*" >> ${at('log')}`,
  )
})

const at = (path: string) => join(machine, path)
const log = () => readFile(at('log'), 'utf8').catch(() => '')

const owner = (cluster: string, run: string) =>
  writeFile(at(`cache/kubelab-conformance/clusters/${cluster}.json`), JSON.stringify({ cluster, run }))

/** Records that the suite has put this into podman. */
const ours = (...what: string[]) =>
  writeFile(at('cache/kubelab-conformance/ours'), what.map((one) => `podman ${one}\n`).join(''))

async function program(name: string, text: string): Promise<void> {
  await writeFile(at(`bin/${name}`), `#!/bin/sh\n${text}\n`)
  await chmod(at(`bin/${name}`), 0o755)
}

const environment = () => ({ PATH: at('bin'), XDG_CACHE_HOME: at('cache') })

/** Cleans this machine, and catches what is told. */
async function cleaned(options: { dryRun: boolean }) {
  for (const [name, value] of Object.entries(environment())) vi.stubEnv(name, value)
  const told = vi.spyOn(console, 'log').mockImplementation(() => {})
  try {
    const exitCode = await clean(options, new AbortController().signal)
    return { exitCode, all: told.mock.calls.join('\n') }
  } finally {
    vi.restoreAllMocks()
    vi.unstubAllEnvs()
  }
}

/** What becomes of the script. */
async function script() {
  const { exitCode, all } = await execa(process.execPath, [join(root, 'scripts/kubelab.ts'), 'clean'], {
    env: environment(),
    reject: false,
    all: true,
  })
  return { exitCode, all, removed: await log() }
}

/** What is said when a run is going on. */
const refusal = (found: string) => ({
  exitCode: 2,
  all: `Expected that no run is going on, found ${found}. Wait for its end, or end it, and then clean.`,
  removed: '',
})

const staying = `  podman: node kubelab-77-bbbbbb-control-plane
    It was kept, or belongs to a run with another cache. Remove it: podman rm --force --volumes kubelab-77-bbbbbb-control-plane
  podman: image ${pulled}, 1.2 GB
    It is used by kubelab-77-bbbbbb-control-plane. When that is gone, remove it yourself: podman rmi ${pulled}
  podman: network kind
    It is used by other. When that is gone, remove it yourself: podman network rm kind
`
const undo = `This was done to the machine itself. Undo it if nothing else needs it:
  apt-get remove podman runc
  rmdir /lib/modules`

const going = (
  cache: string,
) => `  podman: cluster kubelab-${dead}-aaaaaa, left behind by a run that was killed
  podman: container debian-for-v1.37.2-0123456789ab-working-container of a build
  podman: image ${image}, 866 MB
  podman: volume v1
  folder ${cache}, 3 MB
That is 869 MB of the disk.
`

test('a dry run says what would be removed, what stays and why, and removes nothing', async () => {
  const { exitCode, all } = await cleaned({ dryRun: true })
  const cache = at('cache/kubelab-conformance')
  expect(all).toBe(`To be removed:\n${going(cache)}What stays:\n${staying}${undo}`)
  expect(exitCode).toBe(0)
  expect(await log()).toBe('')
  expect(existsSync(at('cache/kubelab-conformance/big'))).toBe(true)
})

test('what the suite has left is removed, and what a container uses is not', async () => {
  const { exitCode, all } = await cleaned({ dryRun: false })
  const cache = at('cache/kubelab-conformance')
  expect(all).toBe(`Removed:\n${going(cache)}What stays:\n${staying}${undo}`)
  expect(exitCode).toBe(0)
  expect(await log()).toBe(
    `podman rm --force --volumes kubelab-${dead}-aaaaaa-sandbox
podman kill kubelab-${dead}-aaaaaa-control-plane
kind delete cluster --name kubelab-${dead}-aaaaaa --kubeconfig /dev/null
podman volume prune --force --filter label=kubelab-${dead}-aaaaaa-control-plane
podman rm --force debian-for-v1.37.2-0123456789ab-working-container
podman rmi ${image}
podman volume rm v1
`,
  )
  expect(existsSync(cache)).toBe(false)
})

test('what cannot be removed is told, the rest is removed, and the exit code is 2', async () => {
  await writeFile(at('broken'), '')
  const { exitCode, all } = await cleaned({ dryRun: false })
  expect(all).toMatch(
    /image localhost.*\n +Expected this to succeed, found exit code 1: podman rmi .*\n +image is odd\n/,
  )
  expect(existsSync(at('cache/kubelab-conformance'))).toBe(false)
  expect(exitCode).toBe(2)
})

test.each([
  ['nobody has recorded', []],
  ['that took the place of ours', [`image ${pulled} another 1`, 'network kind id 2026-11-01']],
])('an image and a network of kind stay %s', async (_, record) => {
  await ours(...record)
  const { all } = await cleaned({ dryRun: false })
  const somebody = 'Somebody else has put it there, or with another cache. If not, remove it yourself:'
  expect(all).toContain(`  podman: image ${pulled}, 1.2 GB\n    ${somebody} podman rmi ${pulled}\n`)
  expect(all).toContain(`  podman: network kind\n    ${somebody} podman network rm kind\n`)
  expect(await log()).not.toMatch(/network rm|kindest/)
})

test('an image and a network of kind that are ours are removed when nothing uses them', async () => {
  await writeFile(at('unused'), '')
  const { all } = await cleaned({ dryRun: false })
  expect(all).toContain(`  podman: image ${pulled}, 1.2 GB\n`)
  expect(await log()).toContain(`podman rmi ${pulled}\n`)
  expect(await log()).toContain('podman network rm kind\n')
})

test('nothing is removed while the cluster of a run is there', async () => {
  vi.stubEnv('XDG_CACHE_HOME', at('cache'))
  await owner('kubelab-77-bbbbbb', await thisRun())
  expect((await cleaned({ dryRun: true })).all).toMatch(
    /node kubelab-77-bbbbbb-control-plane\n +It belongs to a run that is going on\n/,
  )
  expect(await script()).toEqual(refusal('that of the cluster kubelab-77-bbbbbb'))
})

test('nothing is removed while a run has not made its cluster yet', async () => {
  const setup = join(root, 'src/cluster/setup.ts')
  const run = spawn(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `import { setup } from ${JSON.stringify(setup)}
       await setup({ kubernetes: 'v1.37', imageSource: 'build' }).catch(({ message }) => console.log(message))
       setTimeout(() => {}, 60_000)`,
    ],
    { env: { ...environment(), LAB_SETUP: 'never' } },
  )
  onTestFinished(() => void run.kill('SIGKILL'))
  await new Promise((resolve) => run.stdout.once('data', resolve))
  expect(await script()).toEqual(refusal('one'))
})

test('an engine that does not answer is named', async () => {
  await program('podman', '[ "$1" = --version ]')
  const { exitCode, all } = await cleaned({ dryRun: true })
  expect(all).toMatch(
    /^podman does not answer: nobody has looked at what it has\.\nTo be removed:\n {2}folder /,
  )
  expect(exitCode).toBe(0)
})

test('where nothing is left, nothing is made', async () => {
  await rm(at('cache'), { recursive: true })
  await rm(at('bin/podman'))
  for (const dryRun of [true, false])
    expect(await cleaned({ dryRun })).toEqual({ exitCode: 0, all: 'There is nothing to remove.' })
  expect(existsSync(at('cache'))).toBe(false)
})
