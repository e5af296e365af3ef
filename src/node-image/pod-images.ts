import { createHash, hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { cacheDirectory } from '../cache-directory.ts'
import { cached } from '../machine/cache.ts'
import type { Progress } from '../machine/progress.ts'
import { run } from '../machine/run.ts'
import { pins } from '../machine/versions.ts'
import type { PodImage } from '../pod-image.ts'
import { debianTree } from './debian-tree.ts'
import { ourImages } from './node-image-name.ts'
import type { NodeImage } from './node-image.ts'

/** As container images call them. */
const architectures: Partial<Record<NodeJS.Architecture, string>> = { x64: 'amd64', arm64: 'arm64' }

/** An image that pods run: its name as containerd has it, and the path of an archive as `docker save` writes it. */
export interface ServedImage {
  reference: string
  archive: string
}

/** Whether a node has a registry of its own, in place of docker.io. */
export const servesPodImages = ({ reference }: Pick<NodeImage, 'reference'>) =>
  reference.startsWith(ourImages)

/** The place of an archive in the cache: it changes with all that the image is made from. */
export const podImagePath = (image: PodImage) =>
  join(
    cacheDirectory(),
    'pod-images',
    `${hash('sha256', JSON.stringify([image, pins.debian, process.arch])).slice(0, 12)}.tar`,
  )

/**
 * Makes images that pods run, those that the cache has not.
 *
 * @throws {CannotJudge} when mmdebstrap is missing and can't be installed
 * @throws {CommandFailed} when mmdebstrap fails
 */
export async function podImageArchives(
  images: readonly PodImage[],
  progress: Progress,
  signal?: AbortSignal,
): Promise<ServedImage[]> {
  const served: ServedImage[] = []
  for (const image of images) {
    const reference = `docker.io/${image.name.includes('/') ? '' : 'library/'}${image.name}`
    const make = (temporary: string) => makeArchive(image, reference, temporary, progress, signal)
    served.push({ reference, archive: await cached(podImagePath(image), make, { signal }) })
  }
  return served
}

async function makeArchive(
  { name, packages, keeps, files = {}, command, environment = {} }: PodImage,
  reference: string,
  path: string,
  progress: Progress,
  signal?: AbortSignal,
): Promise<void> {
  const debian = await debianTree({ packages, keeps }, progress, signal)
  await progress.step(`Making the image ${name}`, async () => {
    const folder = `${path}.parts`
    await using stack = new AsyncDisposableStack()
    stack.defer(() => rm(folder, { recursive: true, force: true }))
    await mkdir(join(folder, 'image'), { recursive: true })
    const layer = join(folder, 'image/layer.tar')
    await copyFile(debian, layer)
    for (const [inImage, text] of Object.entries(files)) {
      const file = join(folder, 'files', inImage)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, text)
      const asRoot = ['--owner=0', '--group=0', '--mtime=@0', '--mode=0644']
      await run('tar', ['-rf', layer, ...asRoot, '-C', join(folder, 'files'), `.${inImage}`], { signal })
    }
    const digest = createHash('sha256')
    await pipeline(createReadStream(layer), digest)
    const variables = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', ...environment }
    const config = {
      architecture: architectures[process.arch] ?? process.arch,
      os: 'linux',
      rootfs: { type: 'layers', diff_ids: [`sha256:${digest.digest('hex')}`] },
      config: { Env: Object.entries(variables).map((pair) => pair.join('=')), Cmd: command },
    }
    await writeFile(join(folder, 'image/config.json'), JSON.stringify(config))
    const manifest = [{ Config: 'config.json', RepoTags: [reference], Layers: ['layer.tar'] }]
    await writeFile(join(folder, 'image/manifest.json'), JSON.stringify(manifest))
    await run('tar', ['-cf', path, '-C', join(folder, 'image'), '.'], { signal })
  })
}
