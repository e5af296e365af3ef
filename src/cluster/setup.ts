import { existsSync } from 'node:fs'
import { CannotJudge, UsageError } from '../errors.ts'
import { sideBySide } from '../side-by-side.ts'
import { shareCache } from '../machine/cache.ts'
import {
  canInstallPackages,
  enginePackages,
  findEngine,
  installDebianPackages,
  type Engine,
  type FoundEngine,
} from '../machine/engine.ts'
import { findKind, getKind, getKindProgram } from '../node-image/kind.ts'
import { findKubectl, kubectlProgram } from '../node-image/kubectl-program.ts'
import { kubectlOf, namedKubectl, type NamedKubectl } from '../node-image/kubectl.ts'
import {
  findNamedImage,
  findNodeImage,
  getNodeImage,
  pullNamedImage,
  type ImageSource,
  type NodeImage,
} from '../node-image/node-image.ts'
import { describeQuirks, hostQuirks, type HostQuirk } from '../machine/quirks.ts'
import {
  podImageArchives,
  podImagePath,
  servesPodImages,
  type ServedImage,
} from '../node-image/pod-images.ts'
import { terminalProgress, type Progress } from '../machine/progress.ts'
import { defaultKubernetes, resolveKubernetes } from '../machine/versions.ts'
import type { PodImage } from '../pod-image.ts'
import { requireRoomForNode } from './explained.ts'
import { requireLinux } from './require-linux.ts'

/** What is asked for. */
export interface SetupOptions {
  /** A version, as `v1.37`, `1.37`, `v1.37.2` or `v1.38.0-rc.1`; without it that of {@link image}, or the default. */
  kubernetes?: string | undefined
  /** An image of a kind node that the engine has or can pull, in place of the one of a version. */
  image?: string | undefined
  /** Forces one of the two ways to come by the node image of a version. */
  imageSource?: ImageSource | undefined
  /**
   * The kubectl to use in place of the node image's own: a version, as `v1.23.3`, or a path, absolute or from where the
   * user stands.
   */
  kubectl?: string | undefined
  /** What pods of the cluster run, beside busybox. */
  images?: readonly PodImage[] | undefined
  /** Ends the set-up, and all programs that it has started. */
  signal?: AbortSignal | undefined
}

/** All that it takes to create a cluster. Each of it is there and was seen to work, or was just made. */
export interface Toolbox {
  engine: Engine
  /** How kind is called: an absolute path, or `kind` where the one on the PATH is of the right version. */
  kind: string
  /** Absolute path of kubectl. */
  kubectl: string
  /** The image of the node, which is in the engine's store. */
  image: NodeImage
  /** Images that the node's own registry is to serve, where it has one. */
  served?: readonly ServedImage[]
  /** What the cluster needs on this host. The engine's part of it is already in `engine.env`. */
  quirks: readonly HostQuirk[]
}

/**
 * Sees to it that a cluster can be created: a container engine, kind, the node image and kubectl. What is missing
 * is installed, pulled or built, unless `LAB_SETUP` is `never`. `npm run clean` leaves all of it alone until this process
 * ends. Takes less than a second when nothing is missing, and says no more then than what of the host needs a cure.
 *
 * @throws {UsageError} when there is no such version of Kubernetes, or no such kubectl
 * @throws {CannotJudge} when something is missing and can't be had, or no cluster can be made on this machine; says what to do
 * @throws {CommandFailed} when a program fails that installs, pulls or builds
 * @throws the signal's reason, when that ended it
 */
export async function setup(
  options: SetupOptions,
  progress: Progress = terminalProgress(),
): Promise<Toolbox> {
  requireLinux()
  const wanted = await wantedOf(options)
  await shareCache(progress, options.signal)
  return await setUp(wanted, progress, options.signal).catch(explainFullDisk)
}

/** The node image that is asked for. */
interface WantedImage {
  inWords: string
  /** In the engine's store; undefined where it is not there. */
  find: (engine: Engine, signal?: AbortSignal) => Promise<NodeImage | undefined>
  /** Pulls or builds it. */
  get: (engine: Engine, progress: Progress, signal: AbortSignal) => Promise<NodeImage>
}

interface Wanted {
  image: WantedImage
  /** Where it is not to be the image's own. */
  kubectl: NamedKubectl | undefined
  pods: readonly PodImage[]
}

async function wantedOf(options: SetupOptions): Promise<Wanted> {
  const image = wantedImage(options)
  const { kubectl, images: pods = [] } = options
  return { image, kubectl: kubectl === undefined ? undefined : await namedKubectl(kubectl), pods }
}

function wantedImage({ kubernetes, image, imageSource: source }: SetupOptions): WantedImage {
  if (image === undefined) {
    const version = resolveKubernetes(kubernetes ?? defaultKubernetes)
    return {
      inWords: `of Kubernetes ${version.built}`,
      find: (engine, signal) => findNodeImage(engine, version, source, signal),
      get: (engine, progress, signal) => getNodeImage(engine, version, source, progress, signal),
    }
  }
  if ((kubernetes ?? source) !== undefined)
    throw new UsageError(
      '--image says which node is wanted: leave out --kubernetes and --image-source, or --image itself.',
    )
  return {
    inWords: image,
    find: (engine, signal) => findNamedImage(engine, image, signal),
    get: (engine, progress, signal) => pullNamedImage(engine, image, progress, signal),
  }
}

async function setUp(wanted: Wanted, progress: Progress, signal?: AbortSignal): Promise<Toolbox> {
  const there = await findAll(wanted.image, progress, signal)
  if (process.env['LAB_SETUP'] === 'never') await requireNothingMissing(wanted, there)
  const { engine, facts } = there.engine ?? (await installEngine(progress, signal))
  await requireRoomForNode(engine, signal)
  const [image, kind] = await sideBySide<[NodeImage, string]>(
    [
      async (either) => there.image ?? (await wanted.image.get(engine, progress, either)),
      async (either) => there.kind ?? (await getKindProgram(progress, either)),
    ],
    signal,
  )
  const quirks = hostQuirks(facts, image.kubernetes)
  if (quirks.length > 0) progress.say(describeQuirks(quirks))
  const kubectl = await getKubectl(wanted.kubectl, engine, image, progress, signal)
  const served = servesPodImages(image) ? await podImageArchives(wanted.pods, progress, signal) : []
  return { engine, kind, kubectl, image, quirks, served }
}

/** What there is already. */
interface Found {
  engine: FoundEngine | undefined
  kind: string | undefined
  image: NodeImage | undefined
}

async function findAll(wanted: WantedImage, progress: Progress, signal?: AbortSignal): Promise<Found> {
  const [engine, kind] = await Promise.all([findEngine(progress, signal), findKind(signal)])
  return { engine, kind, image: engine && (await wanted.find(engine.engine, signal)) }
}

async function requireNothingMissing({ image, kubectl, pods }: Wanted, found: Found): Promise<void> {
  const served = found.image && servesPodImages(found.image) ? pods : []
  const missing = [
    ...served
      .filter((one) => !existsSync(podImagePath(one)))
      .map(({ name }) => `the image ${name}, which pods of the lab run. Unset LAB_SETUP to have it made.`),
    found.engine ? '' : `a container engine that works. ${getEngine}.`,
    found.kind ? '' : `kind. ${getKind}; unset LAB_SETUP to have it compiled.`,
    found.image ? '' : `the node image ${image.inWords}. Unset LAB_SETUP to have it pulled or built.`,
    kubectl && 'version' in kubectl && !(await findKubectl(kubectl.version))
      ? `kubectl ${kubectl.version}. Unset LAB_SETUP to have it compiled.`
      : '',
  ].filter(Boolean)
  if (missing.length > 0)
    throw new CannotJudge(['LAB_SETUP is never, and these are missing:', ...missing].join('\n  '))
}

const getEngine =
  'Install Docker (https://docs.docker.com/engine/install) or podman (with runc, where the host has cgroup v1), or run this as root on Debian or Ubuntu, where podman is then installed'

async function installEngine(progress: Progress, signal?: AbortSignal): Promise<FoundEngine> {
  if (!canInstallPackages())
    throw new CannotJudge(`Expected a container engine that works, found none. ${getEngine}.`)
  await installDebianPackages(enginePackages, progress, signal)
  const found = await findEngine(progress, signal)
  if (!found) throw new CannotJudge('podman was installed, but `podman info` fails. Run it to see why.')
  return found
}

async function getKubectl(
  named: NamedKubectl | undefined,
  engine: Engine,
  image: NodeImage,
  progress: Progress,
  signal?: AbortSignal,
): Promise<string> {
  if (named === undefined) return await kubectlOf(engine, image, signal)
  return 'path' in named ? named.path : await kubectlProgram(named.version, progress, signal)
}

function explainFullDisk(error: unknown): never {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
  throw new CannotJudge(`The disk is full (${error.message}). Free some space and run this again.`, {
    cause: error,
  })
}
