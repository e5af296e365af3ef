import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fakePrograms } from '../../testing/fake-programs.ts'
import { NotedProgress } from '../../testing/noted-progress.ts'
import { run } from '../machine/run.ts'
import type { PodImage } from '../pod-image.ts'
import { podImageArchives, podImagePath, servesPodImages } from './pod-images.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pod-images-'))
  vi.stubEnv('XDG_CACHE_HOME', join(folder, 'cache'))
  vi.stubEnv('PATH', `${join(folder, 'bin')}${delimiter}${process.env['PATH']}`)
  // It makes a tree with one program, and notes what it was told.
  await fakePrograms(join(folder, 'bin'), {
    mmdebstrap: `[ "$1" = --version ] && exit
echo "$@" >>${folder}/told
for last; do case "$last" in */.*.making) path=$last; esac; done
mkdir -p ${folder}/tree/usr/sbin; echo program >${folder}/tree/usr/sbin/web
tar -cf "$path" -C ${folder}/tree .`,
  })
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true })
})

const image: PodImage = {
  name: 'web:1.2',
  packages: ['web'],
  keeps: ['/usr/sbin/web', '/lib/*.so*'],
  files: { '/etc/web/web.conf': 'port 80\n' },
  command: ['web', '-f'],
  environment: { WEB_VERSION: '1.2' },
}

test('an image is made of what is kept of Debian packages, and of files of its own', async () => {
  const progress = new NotedProgress()
  const [made] = await podImageArchives([image], progress)
  expect(made?.reference).toBe('docker.io/library/web:1.2')
  expect(await readFile(join(folder, 'told'), 'utf8')).toContain(
    '--variant=extract --dpkgopt=path-exclude=/* --dpkgopt=path-include=/usr/sbin/web --dpkgopt=path-include=/lib/*.so* --format=tar --include=web',
  )
  await run('tar', ['-xf', made?.archive ?? '', '-C', folder])
  const json = async (name: string) => JSON.parse(await readFile(join(folder, name), 'utf8')) as unknown
  expect(await json('manifest.json')).toEqual([
    { Config: 'config.json', RepoTags: ['docker.io/library/web:1.2'], Layers: ['layer.tar'] },
  ])
  const layer = await readFile(join(folder, 'layer.tar'))
  expect(await json('config.json')).toMatchObject({
    rootfs: { diff_ids: [`sha256:${createHash('sha256').update(layer).digest('hex')}`] },
    config: { Cmd: ['web', '-f'], Env: expect.arrayContaining(['WEB_VERSION=1.2']) as unknown },
  })
  const listed = await run('tar', ['-tvf', join(folder, 'layer.tar')])
  expect(listed).toMatch(/usr\/sbin\/web$/m)
  expect(listed).toMatch(/^-rw-r--r-- (?:root\/root|0\/0) .* \.?\/?etc\/web\/web\.conf$/m)
  await podImageArchives([image], progress)
  expect(progress.steps).toHaveLength(2)
})

test('an archive has another place whenever the image is made of something else', () => {
  const others: Partial<PodImage>[] = [
    { name: 'web:1.3' },
    { packages: ['web', 'more'] },
    { keeps: [] },
    { files: {} },
    { command: ['web'] },
    { environment: {} },
  ]
  const paths = [{}, ...others].map((other) => podImagePath({ ...image, ...other }))
  expect(new Set(paths).size).toBe(paths.length)
})

test('a node that is made here serves images; one that is pulled has docker.io', () => {
  expect(servesPodImages({ reference: 'localhost/kubelab-conformance/node:v1.37.2-0123456789ab' })).toBe(true)
  expect(servesPodImages({ reference: 'docker.io/kindest/node@sha256:0123' })).toBe(false)
})
