import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { LeftBehind } from '../errors.ts'
import { fakePrograms } from '../testing/fake-programs.ts'
import { NotedProgress } from '../testing/noted-progress.ts'
import { createCluster } from './cluster.ts'
import { isOurs } from './ours.ts'
import type { Toolbox } from './setup.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cluster-'))
  vi.stubEnv('XDG_CACHE_HOME', folder)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true })
})

/** kubectl as of 1.30. */
const oldKubectl = `
case "$*" in
  *--for=create*) echo "error: unrecognized condition: create" >&2; exit 1 ;;
  *--watch*) sleep 0.1; echo default; exec sleep 60 ;;
esac`

const toolboxOf = (name: Toolbox['engine']['name']): Toolbox => ({
  engine: { name, env: {} },
  kind: join(folder, 'kind'),
  kubectl: join(folder, 'kubectl'),
  image: { reference: 'image', kubernetes: 'v1.30.14', source: 'built', id: 'id', standIns: '' },
  quirks: [],
})
const create = (name: Toolbox['engine']['name'] = 'docker') =>
  createCluster(toolboxOf(name), { directory: join(folder, 'run'), progress: new NotedProgress() })

test('a cluster is waited for with a kubectl older than 1.31', async () => {
  await fakePrograms(folder, { kind: '', kubectl: oldKubectl })
  await using cluster = await create()
  expect(cluster.name).toMatch(/^kubelab-/)
})

test.each(['docker', 'podman'] as const)(
  'the network of kind in %s is ours if it was made for us',
  async (name) => {
    vi.stubEnv('PATH', `${folder}:${process.env['PATH']}`)
    const network = join(folder, 'network')
    await fakePrograms(folder, {
      // kind makes it itself where the engine is Docker.
      kind: `[ "$1" != create ] || [ -e ${network} ] || echo made > ${network}`,
      kubectl: oldKubectl,
      [name]: `case "$1 $2" in
      'network inspect') cat ${network} ;;
      'network create') echo made > ${network} ;;
    esac`,
    })
    const { engine } = toolboxOf(name)
    await writeFile(network, 'of somebody else')
    await (await create(name))[Symbol.asyncDispose]()
    expect(await isOurs(engine, 'network', 'kind')).toBe(false)
    await rm(network)
    await (await create(name))[Symbol.asyncDispose]()
    expect(await isOurs(engine, 'network', 'kind')).toBe(true)
    await writeFile(network, 'of somebody else, later')
    expect(await isOurs(engine, 'network', 'kind')).toBe(false)
  },
)

test('a cluster that a killed run has left is removed by the engine that has it, and forgotten then', async () => {
  vi.stubEnv('PATH', `${folder}:${process.env['PATH']}`)
  const clusters = join(folder, 'kubelab-conformance/clusters')
  await mkdir(clusters, { recursive: true })
  for (const cluster of ['kubelab-1-here', 'kubelab-1-elsewhere'])
    await writeFile(join(clusters, `${cluster}.json`), JSON.stringify({ cluster, run: '1-aaaaaa' }))
  await fakePrograms(folder, {
    kind: `echo "$@" >> ${join(folder, 'calls')}`,
    kubectl: oldKubectl,
    docker: '[ "$1" != ps ] || echo kubelab-1-here-control-plane',
  })
  await using cluster = await create()
  const calls = await readFile(join(folder, 'calls'), 'utf8')
  expect(calls).toContain('delete cluster --name kubelab-1-here ')
  expect(calls).not.toContain('kubelab-1-elsewhere')
  expect((await readdir(clusters)).toSorted()).toEqual(
    ['kubelab-1-elsewhere.json', `${cluster.name}.json`].toSorted(),
  )
})

test('a cluster that can not be removed is said to be left', async () => {
  await fakePrograms(folder, { kind: '[ "$1" = create ]', kubectl: oldKubectl })
  const cluster = await create()
  const removal = cluster[Symbol.asyncDispose]()
  await expect(removal).rejects.toThrow(LeftBehind)
  await expect(removal).rejects.toThrow(`Remove it yourself: docker rm --force --volumes ${cluster.name}`)
})
