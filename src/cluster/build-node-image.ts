import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, link, mkdir, readFile, readdir, rm, statfs, symlink, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { cacheDirectory } from '../cache-directory.ts'
import { CannotJudge } from '../errors.ts'
import { withLock } from '../lock.ts'
import { cached } from './cache.ts'
import { canInstallPackages, engineRun, installDebianPackages, type Engine } from './engine.ts'
import { buildGoFile, buildKubernetes, downloadModule, requireGo } from './golang.ts'
import { nodePrograms, programs } from './programs.ts'
import type { Progress } from './progress.ts'
import { run, succeeds, tryToRun } from './run.ts'
import { pins, type BuiltVersion } from './versions.ts'

const sources = join(import.meta.dirname, 'node-image-sources')

/** The packages of kind's base image, less those of storage and of rootless engines, with runc and busybox. */
const debianPackages = [
  'systemd util-linux mount kmod procps bash ca-certificates curl jq pigz',
  'conntrack iptables nftables iproute2 ethtool e2fsprogs libseccomp2 runc busybox-static',
].flatMap((names) => names.split(' '))

/** What a build takes of the disk, in GB, as measured: Go's build cache 6, its modules 4.3, programs 0.6, the image 2.7. */
const compileNeeds = 14
const assembleNeeds = 3

/**
 * The name of the node image for a version. It changes with all that goes into the image.
 */
export async function builtImageName(built: BuiltVersion): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([built, pins, debianPackages, process.arch]))
  const files = await readdir(sources, { recursive: true, withFileTypes: true })
  const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name))
  for (const path of paths.toSorted()) hash.update(await readFile(path))
  return `localhost/kubelab-conformance/node:${built.version}-${hash.digest('hex').slice(0, 12)}`
}

/**
 * The path of the kubectl of a version that is built here, whether it is there yet or not.
 *
 * @param version as `v1.37.2`
 */
export async function builtKubectl(version: string): Promise<string> {
  return join(await kubernetesPath(version), 'kubectl')
}

/**
 * Builds the node image of a version and puts it into the engine's store, compiling what the cache has not.
 *
 * @throws {CannotJudge} when something needed is missing; says what
 */
export async function buildNodeImage(
  engine: Engine,
  built: BuiltVersion,
  progress: Progress,
  signal?: AbortSignal,
): Promise<void> {
  const name = await builtImageName(built)
  const compiled = existsSync(await kubernetesPath(built.version))
  await requireSpace(compiled ? assembleNeeds : compileNeeds)
  if (!compiled) await requireGo('Building a node image, which is done where no registry answers,', signal)
  const kubernetes = await kubernetesPrograms(built, progress, signal)
  const debian = await debianTree(progress, signal)
  const compiledPrograms: { directory: string; places: Record<string, string> }[] = []
  for (const wanted of nodePrograms(built))
    compiledPrograms.push({ places: wanted.places, directory: await programs(wanted, progress, signal) })
  const pause = await pauseProgram(progress, signal)
  const kind = await kindSources(signal)

  const tag = name.replace(/^.*:/, '')
  const context = join(cacheDirectory(), 'context', tag)
  const base = `localhost/kubelab-conformance/debian-for-${tag}`
  await withLock(
    `node-image-${tag}`,
    async () => {
      if (await succeeds(engine.name, ['image', 'inspect', name], { env: engine.env })) return
      await progress.step(`Building the node image of Kubernetes ${built.version}`, assemble)
    },
    {
      waiting: (taken) => progress.step('Waiting for another run that builds this node image', () => taken),
      signal,
    },
  )

  await removeSuperseded(engine, name)

  async function assemble(line: (text: string) => void) {
    await removeRemains()
    try {
      await mkdir(context, { recursive: true })
      await cp(kind, join(context, 'rootfs'), { recursive: true })
      await makeWritable(join(context, 'rootfs'))
      await cp(join(sources, 'rootfs'), join(context, 'rootfs'), { recursive: true })
      await cp(join(sources, 'Containerfile'), join(context, 'Containerfile'))
      await cp(join(sources, 'finish.sh'), join(context, 'finish.sh'))
      await place(pause, join(context, 'images/pause'))
      await place(join(kubernetes, 'kubernetes'), join(context, 'rootfs/usr/bin/kubernetes'))
      for (const { directory, places } of compiledPrograms)
        for (const [program, path] of Object.entries(places))
          await place(join(directory, program), join(context, path))
      await writeFile(join(context, 'versions.env'), await versionsFile(built, kubernetes, kind, signal))
      const options = { env: { TMPDIR: context, DOCKER_BUILDKIT: '1' }, line, signal }
      await engineRun(engine, ['import', debian, base], options)
      const oneLayer = engine.name === 'podman' ? ['--layers=false'] : []
      const what = [
        '--build-arg',
        `BASE=${base}`,
        '--tag',
        name,
        '--file',
        join(context, 'Containerfile'),
        context,
      ]
      await engineRun(engine, ['build', ...oneLayer, '--network=none', ...what], options)
    } finally {
      await removeRemains()
    }
  }

  async function removeRemains() {
    // A build of podman's that is broken off leaves its container, named after the image that it began from.
    if (engine.name === 'podman') {
      const names = await engineRun(engine, ['ps', '--all', '--external', '--format', '{{.Names}}'])
      const ours = `${basename(base)}-working-container`
      for (const left of names.split('\n').filter((container) => container.startsWith(ours)))
        await engineRun(engine, ['rm', '--force', left])
    }
    await succeeds(engine.name, ['rmi', base], { env: engine.env })
    await rm(context, { recursive: true, force: true })
  }
}

/** Images of the same version that were made of something else, unless a container still uses them. */
async function removeSuperseded(engine: Engine, name: string): Promise<void> {
  const family = name.replace(/-[^-]*$/, '-')
  const names = await engineRun(engine, ['images', '--format', '{{.Repository}}:{{.Tag}}'])
  const old = names.split('\n').filter((other) => other.startsWith(family) && other !== name)
  for (const image of old) await succeeds(engine.name, ['rmi', image], { env: engine.env })
}

async function kubernetesPath(version: string): Promise<string> {
  const source = await readFile(join(sources, 'kubernetes/main.go'))
  const digest = createHash('sha256').update(source).digest('hex').slice(0, 8)
  return join(cacheDirectory(), 'kubernetes', `${version}-${digest}`)
}

async function kubernetesPrograms(
  built: BuiltVersion,
  progress: Progress,
  signal?: AbortSignal,
): Promise<string> {
  return cached(
    await kubernetesPath(built.version),
    async (temporary) => {
      await mkdir(temporary, { recursive: true })
      const program = join(temporary, 'kubernetes')
      await progress.step(`Compiling Kubernetes ${built.version} (6 to 20 minutes the first time)`, (line) =>
        buildKubernetes(join(sources, 'kubernetes/main.go'), built.version, program, { line, signal }),
      )
      for (const name of ['kubectl', 'kubeadm']) await symlink('kubernetes', join(temporary, name))
    },
    {
      waiting: (taken) =>
        progress.step(`Waiting for another run that compiles Kubernetes ${built.version}`, () => taken),
      signal,
    },
  )
}

async function pauseProgram(progress: Progress, signal?: AbortSignal): Promise<string> {
  const source = join(sources, 'pause/main.go')
  const digest = createHash('sha256')
    .update(await readFile(source))
    .digest('hex')
    .slice(0, 8)
  return cached(join(cacheDirectory(), 'programs', `pause-${digest}`), async (temporary) =>
    progress.step('Compiling pause', (line) => buildGoFile(source, temporary, { line, signal })),
  )
}

/** kind's module carries the files of its base image. */
async function kindSources(signal?: AbortSignal): Promise<string> {
  const { Dir } = await downloadModule('sigs.k8s.io/kind', pins.kind, signal)
  return join(Dir, 'images/base/files')
}

/** A root file system of Debian with the packages that a node needs, as a tar file. */
async function debianTree(progress: Progress, signal?: AbortSignal): Promise<string> {
  const digest = createHash('sha256').update(debianPackages.join()).digest('hex').slice(0, 8)
  return cached(
    join(cacheDirectory(), 'debian', `${pins.debian}-${digest}.tar`),
    async (temporary) => {
      await requireMmdebstrap(progress, signal)
      await progress.step(`Making a root file system of Debian ${pins.debian}`, async (line) => {
        const args = ['--variant=minbase', '--format=tar', `--include=${debianPackages.join()}`]
        await run('mmdebstrap', [...args, pins.debian, temporary, ...(await debianMirror(signal))], {
          line,
          signal,
        })
      })
    },
    {
      waiting: (taken) =>
        progress.step('Waiting for another run that makes the root file system of Debian', () => taken),
      signal,
    },
  )
}

async function requireMmdebstrap(progress: Progress, signal?: AbortSignal): Promise<void> {
  if (await succeeds('mmdebstrap', ['--version'], { signal })) return
  if (!canInstallPackages())
    throw new CannotJudge(
      'Building a node image needs mmdebstrap, which is not installed. Install the package mmdebstrap (Debian or Ubuntu), or use a machine on which images can be pulled.',
    )
  await installDebianPackages(['mmdebstrap', 'debian-archive-keyring'], progress, signal)
}

/** The mirror that this machine's own apt uses, where that has the right Debian. */
async function debianMirror(signal?: AbortSignal): Promise<string[]> {
  const format = [
    '--format',
    '$(REPO_URI)',
    'Created-By: Packages',
    `Codename: ${pins.debian}`,
    'Component: main',
  ]
  const mirrors = await tryToRun('apt-get', ['indextargets', ...format], { signal })
  return (mirrors ?? '').split('\n').filter(Boolean).slice(0, 1)
}

async function versionsFile(
  built: BuiltVersion,
  kubernetes: string,
  kind: string,
  signal?: AbortSignal,
): Promise<string> {
  const list = await run(
    join(kubernetes, 'kubeadm'),
    ['config', 'images', 'list', '--kubernetes-version', built.version],
    { signal },
  )
  const images = list.split('\n')
  const named = (part: string) => images.find((image) => image.includes(part)) ?? ''
  const settings = await readFile(join(kind, 'etc/containerd/config.toml'), 'utf8')
  const pause = /sandbox_image = "(.+)"/.exec(settings)?.[1]
  const etcd = named('/etcd:')
  const coredns = named('/coredns:')
  if (!etcd.includes(built.etcd.slice(1)) || !coredns.includes(built.coredns) || !pause)
    throw new CannotJudge(
      `Expected kubeadm ${built.version} to name etcd ${built.etcd} and CoreDNS ${built.coredns}, found ${etcd} and ${coredns}; kind's containerd names the pause image ${pause}. Correct src/cluster/versions.ts.`,
    )
  return [
    `KUBERNETES=${built.version}`,
    `CONTROL_PLANE_IMAGES="${images.filter((image) => image.includes('/kube-')).join(' ')}"`,
    `ETCD_IMAGE=${etcd}`,
    `COREDNS_IMAGE=${coredns}`,
    `PAUSE_IMAGE=${pause}`,
    '',
  ].join('\n')
}

async function place(source: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true })
  await link(source, target)
}

/** Go's module cache is read-only, and so is a copy of it. */
async function makeWritable(directory: string): Promise<void> {
  await run('chmod', ['-R', 'u+w', directory])
}

async function requireSpace(gigabytes: number): Promise<void> {
  await mkdir(cacheDirectory(), { recursive: true })
  const { bavail, bsize } = await statfs(cacheDirectory())
  const free = (bavail * bsize) / 1e9
  if (free < gigabytes)
    throw new CannotJudge(
      `Building a node image needs ${gigabytes} GB of disk, and ${cacheDirectory()} has ${free.toFixed(1)} GB left. Free some, or set XDG_CACHE_HOME to a folder on another disk.`,
    )
}
