import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { execa } from 'execa'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CannotJudge, CommandFailed, UsageError } from '../errors.ts'
import { fakePrograms } from '../../testing/fake-programs.ts'
import { NotedProgress } from '../../testing/noted-progress.ts'
import { goProxy } from '../../testing/go-proxy.ts'
import { imageInWords } from '../node-image/node-image.ts'
import { isOurs } from '../machine/ours.ts'
import { succeeds } from '../machine/run.ts'
import { pins } from '../machine/versions.ts'
import { setup } from './setup.ts'

const missingGo = (await succeeds('go', ['version'])) ? '' : ': not tried, there is no Go'

let folder = ''
let progress = new NotedProgress()

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'setup-'))
  progress = new NotedProgress()
  vi.stubEnv('XDG_CACHE_HOME', join(folder, 'cache'))
  vi.stubEnv('PATH', `${join(folder, 'bin')}${delimiter}${process.env['PATH']}`)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true })
})

/** An engine that has two images of a kind node with Kubernetes v1.36.4, and can pull another. */
const docker = `
case "$1 $2" in
  "info --format") echo 2 ;;
  "image inspect") for last; do :; done
    case "$last" in
      mine) echo '[{"Id": "sha256:0123456789abcdef", "Config": {"Labels": null}}]' ;;
      mixed) echo '[{"Id": "0123456789abcdef", "Config": {"Labels": {"kubelab.stand-ins": "k8s.io/kube-proxy v0.36.3"}}}]' ;;
      other | docker.io/kindest/node@*) [ -e "$0.pulled" ] && echo '[{"Id": "0123456789abcdef", "Config": {}}]' ;;
      *) exit 1 ;;
    esac ;;
  "pull other" | "pull docker.io/kindest/node@"*) touch "$0.pulled" ;;
  "import -") echo empty ;;
  "run --rm") exit 127 ;;
  "create "*) echo container ;;
  "cp "*) for last; do :; done
    case "$*" in
      *:/kind/version*) echo v1.36.4 >"$last" ;;
      *:/usr/bin/kubectl*) echo "#!/bin/sh" >"$last" ;;
    esac ;;
  "rm --force" | "rmi empty") ;;
  *) echo "no $*" >&2; exit 125 ;;
esac`
const kind = `echo kind version ${pins.kind.slice(1)}`

const fakes = (scripts: Record<string, string>) => fakePrograms(join(folder, 'bin'), { kind, ...scripts })

test('an image of a kind node that the engine has is taken, and says its version itself', async () => {
  await fakes({ docker })
  const { image, kubectl } = await setup({ image: 'mine' }, progress)
  expect(image).toMatchObject({ reference: 'mine', kubernetes: 'v1.36.4', source: 'named' })
  expect(await readFile(kubectl, 'utf8')).toBe('#!/bin/sh\n')
})

test('an engine that can make no cluster is refused before an image is pulled', async () => {
  const old = docker.replace(
    '"info --format") echo 2',
    '"info --format") case $3 in *json*) echo "{\\"ServerVersion\\": \\"19.03.2\\"}";; *) echo 2;; esac',
  )
  await fakes({ docker: old })
  const failed = setup({ image: 'other' }, progress)
  await expect(failed).rejects.toThrow(CannotJudge)
  await expect(failed).rejects.toThrow(
    /^Expected Docker 20\.10.*found docker 19\.03\.2\. Do this: upgrade docker/,
  )
  expect(progress.steps).toEqual([])
})

test('an image that the engine has not got is pulled', async () => {
  await fakes({ docker })
  const { image } = await setup({ image: 'other' }, progress)
  expect(image).toMatchObject({ reference: 'other', kubernetes: 'v1.36.4' })
  expect(progress.steps).toContain('Pulling the node image other')
  const engine = { name: 'docker', env: {} } as const
  expect(await isOurs(engine, 'image', 'other')).toBe(true)
  expect(await isOurs(engine, 'image', 'mine')).toBe(false)
})

test('an image that is pinned is pulled by its digest', async () => {
  await fakes({ docker })
  const { image } = await setup({ kubernetes: 'v1.36', imageSource: 'pull' }, progress)
  expect(image).toMatchObject({ kubernetes: 'v1.36.4', source: 'pulled' })
  expect(image.reference).toMatch(/^docker\.io\/kindest\/node@sha256:/)
})

test('what is not pinned can not be pulled, and another way is named', async () => {
  await fakes({ docker })
  const failed = setup({ kubernetes: 'v1.36.1', imageSource: 'pull' }, progress)
  await expect(failed).rejects.toThrow(/v1\.36\.1 is pinned.*--image docker\.io\/kindest\/node:v1\.36\.1/)
})

test('an image that has modules of another patch says so', async () => {
  await fakes({ docker })
  const { image } = await setup({ image: 'mixed' }, progress)
  expect(imageInWords(image)).toBe('mixed (v1.36.4, of it k8s.io/kube-proxy v0.36.3)')
})

test('an image that can not be had is named, with what to do', async () => {
  await fakes({ docker })
  const failed = setup({ image: 'third' }, progress)
  await expect(failed).rejects.toThrow(CommandFailed)
  await expect(failed).rejects.toThrow(/docker pull third[\s\S]*Name an image of a kind node/)
})

test('an image can not be asked for together with a version, or a way to come by one', async () => {
  await expect(setup({ image: 'mine', kubernetes: 'v1.37' }, progress)).rejects.toThrow(UsageError)
  await expect(setup({ image: 'mine', imageSource: 'build' }, progress)).rejects.toThrow(UsageError)
})

test('a kubectl that is named by its version is compiled only where that is allowed', async () => {
  await fakes({ docker })
  vi.stubEnv('LAB_SETUP', 'never')
  await expect(setup({ image: 'mine', kubectl: 'v1.23.3' }, progress)).rejects.toThrow(/kubectl v1\.23\.3/)
})

test('an image of pods is made only where that is allowed, and for a node that serves it', async () => {
  const ours = 'localhost/kubelab-conformance/node:mine'
  await fakes({ docker: docker.replace('      mine)', `      mine | ${ours})`) })
  vi.stubEnv('LAB_SETUP', 'never')
  const images = [{ name: 'web:1.2', packages: ['web'], keeps: [], command: ['web'] }]
  await expect(setup({ image: ours, images }, progress)).rejects.toThrow(/missing:\n  the image web:1\.2/)
  expect(await setup({ image: 'mine', images }, progress)).toMatchObject({ served: [] })
})

test('a kubectl that is named by no known minor version is wrong usage, as is a path with nothing there', async () => {
  await expect(setup({ kubectl: 'v1.3' }, progress)).rejects.toThrow(UsageError)
  await expect(setup({ kubectl: './v1.23.3' }, progress)).rejects.toThrow(/v1\.23\.3, found nothing/)
})

test.skipIf(missingGo !== '')(`a kubectl whose module is refused is named${missingGo}`, async () => {
  await fakes({ docker })
  await using proxy = await goProxy({})
  for (const [name, value] of Object.entries(proxy.env)) vi.stubEnv(name, value)
  const failed = setup({ image: 'mine', kubectl: 'v1.23.4' }, progress)
  await expect(failed).rejects.toThrow(CannotJudge)
  await expect(failed).rejects.toThrow(/k8s\.io\/kubectl v0\.23\.4, found: .*403 Forbidden/)
})

const setupScript = (args: string[], node: string[] = []) =>
  execa('node', [...node, 'scripts/kubelab.ts', 'setup', ...args], {
    cwd: join(import.meta.dirname, '../..'),
    reject: false,
    all: true,
  })

test.skipIf(missingGo !== '')(
  `a version that is refused says which module is missing: exit code 2${missingGo}`,
  async () => {
    await fakes({ docker })
    await using proxy = await goProxy({
      'k8s.io/kubernetes@v1.29.6': {
        'go.mod': 'module k8s.io/kubernetes\ngo 1.21\nreplace k8s.io/cloud => ./staging/src/k8s.io/cloud\n',
      },
    })
    for (const [name, value] of Object.entries(proxy.env)) vi.stubEnv(name, value)
    const { exitCode, all } = await setupScript(['--kubernetes', 'v1.29.6'])
    expect(all).toMatch(/v1\.29\.6 takes up to \d+ GB of disk, of which \d+ GB stay/)
    expect(all).toContain('k8s.io/cloud v0.29.6')
    expect(exitCode).toBe(2)
  },
)

test('elsewhere than on Linux it says at once what works there: exit code 2', async () => {
  const elsewhere = 'data:text/javascript,Object.defineProperty(process,"platform",{value:"darwin"})'
  const { exitCode, all } = await setupScript([], ['--import', elsewhere])
  expect(all).toMatch(/needs Linux.*darwin.*npm run replay.*npm run catalogue/)
  expect(exitCode).toBe(2)
})
