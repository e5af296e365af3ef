import { chmod, mkdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { cacheDirectory } from '../cache-directory.ts'
import { cached } from '../machine/cache.ts'
import { engineRun, type Engine } from '../machine/engine.ts'

/** What of a node image is needed outside of it. */
export interface NodeImageFiles {
  /** Absolute path of its kubectl, in the cache. */
  kubectl: string
  /** The version of Kubernetes that it says it has, as `v1.37.2`. */
  kubernetes: string
}

/**
 * Takes kubectl and the version out of a node image, unless the cache has them.
 *
 * @param reference of an image that the engine has
 * @param id of that image
 * @throws {CommandFailed} when it is no image of a kind node
 */
export async function nodeImageFiles(
  engine: Engine,
  reference: string,
  id: string,
  signal?: AbortSignal,
): Promise<NodeImageFiles> {
  const directory = await cached(
    join(cacheDirectory(), 'node-images', id.replace(/^sha256:/, '').slice(0, 12)),
    async (temporary) => {
      await mkdir(temporary, { recursive: true })
      const container = await engineRun(engine, ['create', reference], { signal })
      // In an image that is built here kubectl is a link, which podman follows anyhow.
      const copy = ['cp', ...(engine.name === 'docker' ? ['--follow-link'] : [])]
      const hint = `${reference} must be an image of a kind node, with /kind/version and /usr/bin/kubectl.`
      try {
        for (const path of ['/kind/version', '/usr/bin/kubectl'])
          await engineRun(engine, [...copy, `${container}:${path}`, join(temporary, basename(path))], {
            signal,
            hint,
          })
      } finally {
        await engineRun(engine, ['rm', '--force', '--volumes', container])
      }
      await chmod(join(temporary, 'kubectl'), 0o755)
    },
    { signal },
  )
  const kubernetes = (await readFile(join(directory, 'version'), 'utf8')).trim()
  return { kubectl: join(directory, 'kubectl'), kubernetes }
}
