import { basename } from 'node:path'
import { engineRun, type Engine } from '../machine/engine.ts'
import type { ServedImage } from '../node-image/pod-images.ts'

/** Puts an archive ($1) of an image ($2) into the registry of the node, as src/node-image/node-image-sources/finish.sh does with busybox. */
const serve = `
ctr images import --no-unpack "$1"
ctr images push --plain-http "127.0.0.1:5000/\${2#docker.io/}" "$2"
ctr images remove --sync "$2"
rm "$1"`

/**
 * Has the registry of a node serve images, from where its pods pull them.
 * @throws {CommandFailed} when the engine or the registry fails
 */
export async function servePodImages(
  engine: Engine,
  node: string,
  images: readonly ServedImage[],
  signal?: AbortSignal,
): Promise<void> {
  for (const { reference, archive } of images) {
    const inNode = `/kind/${basename(archive)}`
    await engineRun(engine, ['cp', archive, `${node}:${inNode}`], { signal })
    await engineRun(engine, ['exec', node, 'sh', '-ec', serve, 'sh', inNode, reference], { signal })
  }
}
