import { CannotJudge } from '../errors.ts'
import { buildNodeImage } from './build-node-image.ts'
import { engineRun, type Engine } from './engine.ts'
import { builtImageName } from './node-image-name.ts'
import type { Progress } from './progress.ts'
import { tryToRun } from './run.ts'
import type { KubernetesVersion, PulledVersion } from './versions.ts'

/** An image of a kind node that the engine has. */
export interface NodeImage {
  /** What kind is told: `docker.io/kindest/node@sha256:...`, or `localhost/kubelab-conformance/node:...`. */
  reference: string
  /** The version of Kubernetes in it, as `v1.37.2`. */
  kubernetes: string
  /** Whether it came from a registry, or was made on this machine. */
  source: 'pulled' | 'built'
  /** Of the manifest, as `sha256:...`, when it was pulled; of the image itself, as the engine says, when it was built. */
  digest: string
}

/** A way to come by an image. */
export type ImageSource = 'pull' | 'build'

const registryAnswerSeconds = 4

/**
 * Finds an image that the engine already has.
 *
 * @param source leaves out the other way to come by an image
 * @returns the pulled image where the engine has both; undefined when it has none
 */
export async function findNodeImage(
  engine: Engine,
  { pulled, built }: KubernetesVersion,
  source?: ImageSource,
  signal?: AbortSignal,
): Promise<NodeImage | undefined> {
  if (pulled && source !== 'build') {
    const reference = pulledReference(pulled)
    const id = await imageId(engine, reference, signal)
    if (id) return { reference, kubernetes: pulled.version, source: 'pulled', digest: pulled.digest }
  }
  if (built && source !== 'pull') {
    const reference = await builtImageName(built)
    const digest = await imageId(engine, reference, signal)
    if (digest) return { reference, kubernetes: built.version, source: 'built', digest }
  }
  return undefined
}

/**
 * Gets an image that the engine does not have: pulls it when a registry answers, else builds it. A built image holds
 * a registry with busybox; the pods of a pulled one get busybox from docker.io, which answers then.
 *
 * @param source leaves out the other way to come by an image
 * @throws {CannotJudge} when there is no way to get it here; says what is missing
 * @throws {CommandFailed} when it can't be pulled, or a step of its building fails
 */
export async function getNodeImage(
  engine: Engine,
  version: KubernetesVersion,
  source: ImageSource | undefined,
  progress: Progress,
  signal?: AbortSignal,
): Promise<NodeImage> {
  const { pulled, built } = version
  if (pulled && source !== 'build' && (source === 'pull' || (await registryAnswers(signal)))) {
    const reference = pulledReference(pulled)
    await progress.step(`Pulling the node image of Kubernetes ${pulled.version}`, (line) =>
      engineRun(engine, ['pull', reference], {
        line,
        signal,
        hint: 'Check the network, or let the image be built: --image-source build',
      }),
    )
  } else if (built && source !== 'pull') {
    await buildNodeImage(engine, built, progress, signal)
  } else {
    throw new CannotJudge(
      source === 'pull'
        ? `No node image of Kubernetes ${built?.version} is published for this version of kind. Leave out --image-source pull, so that it is built.`
        : `Kubernetes ${pulled?.version} can only be pulled, and no registry answers. Name a minor version, as in v1.37, so that one is built.`,
    )
  }
  const image = await findNodeImage(engine, version, source, signal)
  if (!image)
    throw new CannotJudge(`The node image is not in ${engine.name}'s store although it was just put there.`)
  return image
}

/** What the engine calls the image of kind's makers. */
export function pulledReference({ digest }: PulledVersion): string {
  return `docker.io/kindest/node@${digest}`
}

async function imageId(engine: Engine, reference: string, signal?: AbortSignal): Promise<string | undefined> {
  const inspect = ['image', 'inspect', '--format', '{{.Id}}', reference]
  return tryToRun(engine.name, inspect, { env: engine.env, signal })
}

/** Any answer will do, also one that asks for a log-in. */
async function registryAnswers(signal?: AbortSignal): Promise<boolean> {
  const limit = AbortSignal.timeout(registryAnswerSeconds * 1000)
  try {
    await fetch('https://registry-1.docker.io/v2/', {
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    })
    return true
  } catch {
    signal?.throwIfAborted()
    return false
  }
}
