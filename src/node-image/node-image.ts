import * as z from 'zod'
import { CannotJudge } from '../errors.ts'
import { engineRun, type Engine } from '../machine/engine.ts'
import { recordOurs } from '../machine/ours.ts'
import type { Progress } from '../machine/progress.ts'
import { tryToRun } from '../machine/run.ts'
import type { KubernetesVersion, PulledVersion } from '../machine/versions.ts'
import { standInsLabel } from './assemble-node-image.ts'
import { buildNodeImage } from './build-node-image.ts'
import { nodeImageFiles } from './node-image-files.ts'
import { builtImageName } from './node-image-name.ts'

/** An image of a kind node that the engine has. */
export interface NodeImage {
  /** What kind is told: `docker.io/kindest/node@sha256:...`, `localhost/kubelab-conformance/node:...`, or as it was named. */
  reference: string
  /** The version of Kubernetes in it, as `v1.37.2`. */
  kubernetes: string
  /** Whether it came from a registry, was made on this machine, or was named by the user. */
  source: 'pulled' | 'built' | 'named'
  /** As the engine says. */
  id: string
  /** The modules of another patch in its Kubernetes, as `k8s.io/kube-proxy v0.31.13, ...`; '' where there are none. */
  standIns: string
}

/** A way to come by an image. */
export type ImageSource = 'pull' | 'build'

const registryAnswerSeconds = 4

/** An image in words, for people and for the header of a trace. */
export function imageInWords({ reference, kubernetes, standIns }: NodeImage): string {
  return standIns === '' ? reference : `${reference} (${kubernetes}, of it ${standIns})`
}

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
    const found = await inspect(engine, reference, signal)
    if (found) return { ...found, reference, kubernetes: pulled.version, source: 'pulled' }
  }
  if (source === 'pull') return undefined
  const reference = await builtImageName(built)
  const found = await inspect(engine, reference, signal)
  return found && { ...found, reference, kubernetes: built, source: 'built' }
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
  if (source === 'pull' && !pulled)
    throw new CannotJudge(
      `No node image of Kubernetes ${built} is pinned for this version of kind. Leave out --image-source pull, so that it is built, or name one with --image, as in --image docker.io/kindest/node:${built}.`,
    )
  if (pulled && source !== 'build' && (source === 'pull' || (await registryAnswers(signal)))) {
    const hint = 'Check the network, or let the image be built: --image-source build'
    await pull(engine, pulledReference(pulled), hint, progress, signal)
  } else await buildNodeImage(engine, built, progress, signal)
  return inStore(engine, await findNodeImage(engine, version, source, signal))
}

/**
 * Finds an image that the user names.
 *
 * @param reference any that the engine understands, as `docker.io/kindest/node:v1.36.4`
 * @returns undefined when the engine has not got it
 * @throws {CommandFailed} when it is no image of a kind node
 */
export async function findNamedImage(
  engine: Engine,
  reference: string,
  signal?: AbortSignal,
): Promise<NodeImage | undefined> {
  const found = await inspect(engine, reference, signal)
  if (!found) return undefined
  const { kubernetes } = await nodeImageFiles(engine, reference, found.id, signal)
  return { ...found, reference, kubernetes, source: 'named' }
}

/** Pulls an image that the user names. @throws {CommandFailed} when it can't be pulled, or is no image of a kind node */
export async function pullNamedImage(
  engine: Engine,
  reference: string,
  progress: Progress,
  signal?: AbortSignal,
): Promise<NodeImage> {
  const hint = `Name an image of a kind node that ${engine.name} has or can pull, with its registry, as in docker.io/kindest/node:v1.36.4.`
  await pull(engine, reference, hint, progress, signal)
  return inStore(engine, await findNamedImage(engine, reference, signal))
}

async function pull(
  engine: Engine,
  reference: string,
  hint: string,
  progress: Progress,
  signal?: AbortSignal,
): Promise<void> {
  await progress.step(`Pulling the node image ${reference}`, (line) =>
    engineRun(engine, ['pull', reference], { line, signal, hint }),
  )
  await recordOurs(engine, 'image', reference)
}

function inStore(engine: Engine, image: NodeImage | undefined): NodeImage {
  if (image) return image
  throw new CannotJudge(`The node image is not in ${engine.name}'s store although it was just put there.`)
}

const inspected = z.tuple([
  z.object({
    Id: z.string(),
    Config: z.object({ Labels: z.record(z.string(), z.string()).nullish() }),
  }),
])

async function inspect(
  engine: Engine,
  reference: string,
  signal?: AbortSignal,
): Promise<Pick<NodeImage, 'id' | 'standIns'> | undefined> {
  const printed = await tryToRun(engine.name, ['image', 'inspect', reference], { env: engine.env, signal })
  if (printed === undefined) return undefined
  const [{ Id, Config }] = inspected.parse(JSON.parse(printed))
  return { id: Id, standIns: Config.Labels?.[standInsLabel] ?? '' }
}

/** What the engine calls the image of kind's makers. */
export function pulledReference({ digest }: PulledVersion): string {
  return `docker.io/kindest/node@${digest}`
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
