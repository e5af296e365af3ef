import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fakePrograms } from '../../testing/fake-programs.ts'
import { NotedProgress } from '../../testing/noted-progress.ts'
import { assembleNodeImage } from './assemble-node-image.ts'
import { buildNodeImage } from './build-node-image.ts'
import { kubernetesModules } from './kubernetes-modules.ts'
import { nodeImageParts } from './node-image-parts.ts'

vi.mock(import('./kubernetes-modules.ts'), () => ({ kubernetesModules: vi.fn<typeof kubernetesModules>() }))
vi.mock(import('./node-image-parts.ts'), () => ({ nodeImageParts: vi.fn<typeof nodeImageParts>() }))
vi.mock(import('./assemble-node-image.ts'), async (original) => ({
  ...(await original()),
  assembleNodeImage: vi.fn<typeof assembleNodeImage>(),
}))

let folder = ''
let progress = new NotedProgress()

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'build-'))
  progress = new NotedProgress()
  vi.stubEnv('XDG_CACHE_HOME', folder)
  vi.stubEnv('PATH', `${folder}:${process.env['PATH']}`)
  await fakePrograms(folder, { go: '', docker: 'case "$1 $2" in "image inspect") exit 1 ;; esac' })
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true })
})

const parts = { debian: '', kind: '', programs: {}, standIns: [], versions: '' }

test('what a build takes of the disk is said beforehand, and what Go needs of it is free afterwards', async () => {
  let goFolder = ''
  vi.mocked(nodeImageParts).mockImplementation(async (_version, _modules, _progress, options) => {
    expect(progress.said).toEqual([
      expect.stringMatching(/v1\.34\.7 takes up to \d+ GB of disk, of which \d+ GB stay\. .* has \d/),
    ])
    goFolder = options.goFolder ?? ''
    await mkdir(join(goFolder, 'build'), { recursive: true })
    return parts
  })
  await buildNodeImage({ name: 'docker', env: {} }, 'v1.34.7', progress)
  expect(vi.mocked(assembleNodeImage)).toHaveBeenCalledOnce()
  expect(goFolder).toContain('v1.34.7')
  expect([existsSync(goFolder), existsSync(dirname(goFolder))]).toEqual([false, true])
})

test('a build that is broken off leaves what Go has compiled to the next', async () => {
  let goFolder = ''
  vi.mocked(nodeImageParts).mockImplementation(async (_version, _modules, _progress, options) => {
    goFolder = options.goFolder ?? ''
    await mkdir(goFolder, { recursive: true })
    throw new Error('broken off')
  })
  await expect(buildNodeImage({ name: 'docker', env: {} }, 'v1.34.7', progress)).rejects.toThrow('broken off')
  expect(existsSync(goFolder)).toBe(true)
})
