import { rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { cacheDirectory } from '../cache-directory.ts'
import { engineRun, type Engine } from '../machine/engine.ts'
import { succeeds, type Heard } from '../machine/run.ts'
import { recordUndo } from '../machine/undo.ts'
import { makeNodeImageContext } from './node-image-context.ts'
import { ourImages } from './node-image-name.ts'
import type { NodeImageParts } from './node-image-parts.ts'

/** What an image that is built from begins with. */
const basePrefix = 'debian-for-'

/** The label of an image that names the modules of another patch in its Kubernetes. */
export const standInsLabel = 'kubelab.stand-ins'

/**
 * Puts the parts of a node image together, in the engine's store. One run at a time may do so.
 *
 * @param name of the image, with its tag
 * @throws {CommandFailed} when the engine fails; leaves nothing behind
 */
export async function assembleNodeImage(
  engine: Engine,
  name: string,
  parts: NodeImageParts,
  heard: Heard,
): Promise<void> {
  const tag = name.replace(/^.*:/, '')
  const context = join(cacheDirectory(), 'context', tag)
  const base = `${ourImages}${basePrefix}${tag}`
  await removeRemains(engine, context, base)
  try {
    await makeNodeImageContext(context, parts)
    const options = { ...heard, env: { TMPDIR: context, DOCKER_BUILDKIT: '1' } }
    await engineRun(engine, ['import', parts.debian, base], options)
    const how = [...(engine.name === 'podman' ? ['--layers=false'] : []), '--network=none']
    const what = ['--build-arg', `BASE=${base}`, '--tag', name, '--file', join(context, 'Containerfile')]
    if (engine.name === 'docker') await recordUndo('docker builder prune')
    const label = ['--label', `${standInsLabel}=${parts.standIns.join(', ')}`]
    await engineRun(engine, ['build', ...how, ...what, ...label, context], options)
  } finally {
    await removeRemains(engine, context, base)
  }
}

async function removeRemains(engine: Engine, context: string, base: string): Promise<void> {
  for (const left of await workingContainers(engine, basename(base)))
    await engineRun(engine, ['rm', '--force', left])
  await succeeds(engine.name, ['rmi', base], { env: engine.env })
  await rm(context, { recursive: true, force: true })
}

/**
 * The containers of builds that were broken off, which only podman leaves; they are named after the image that they
 * began from.
 * @param of what that name begins with; without it that of all our builds
 */
export async function workingContainers(engine: Engine, of = basePrefix): Promise<string[]> {
  if (engine.name !== 'podman') return []
  const names = await engineRun(engine, ['ps', '--all', '--external', '--format', '{{.Names}}'])
  return names.split('\n').filter((name) => name.startsWith(of) && name.includes('-working-container'))
}
