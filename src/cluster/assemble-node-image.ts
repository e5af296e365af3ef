import { rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { cacheDirectory } from '../cache-directory.ts'
import { engineRun, type Engine } from './engine.ts'
import { makeNodeImageContext } from './node-image-context.ts'
import type { NodeImageParts } from './node-image-parts.ts'
import { succeeds, type Heard } from './run.ts'

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
  const base = `localhost/kubelab-conformance/debian-for-${tag}`
  await removeRemains(engine, context, base)
  try {
    await makeNodeImageContext(context, parts)
    const options = { ...heard, env: { TMPDIR: context, DOCKER_BUILDKIT: '1' } }
    await engineRun(engine, ['import', parts.debian, base], options)
    const how = [...(engine.name === 'podman' ? ['--layers=false'] : []), '--network=none']
    const what = ['--build-arg', `BASE=${base}`, '--tag', name, '--file', join(context, 'Containerfile')]
    await engineRun(engine, ['build', ...how, ...what, context], options)
  } finally {
    await removeRemains(engine, context, base)
  }
}

async function removeRemains(engine: Engine, context: string, base: string): Promise<void> {
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
