import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CannotJudge, LeftBehind } from '../errors.ts'
import { fakePrograms } from '../../testing/fake-programs.ts'
import { NotedProgress } from '../../testing/noted-progress.ts'
import { isOurs } from '../machine/ours.ts'
import { createCluster } from './cluster.ts'
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
  createCluster(toolboxOf(name), {
    directory: join(folder, 'run'),
    progress: new NotedProgress(),
    pauses: { create: 1, remove: 1 },
  })

test('a cluster is waited for with a kubectl older than 1.31', async () => {
  await fakePrograms(folder, { kind: '', kubectl: oldKubectl })
  await using cluster = await create()
  expect(cluster.name).toMatch(/^kubelab-/)
})

test('what pods of a lab run is put into the registry of the node', async () => {
  vi.stubEnv('PATH', `${folder}:${process.env['PATH']}`)
  await fakePrograms(folder, {
    kind: '',
    kubectl: oldKubectl,
    docker: `echo "$1 $2 $3" >>${folder}/told; exit 0`,
  })
  const served = [{ reference: 'docker.io/library/web:1.2', archive: '/cache/0123.tar' }]
  const options = {
    directory: join(folder, 'run'),
    progress: new NotedProgress(),
    pauses: { create: 1, remove: 1 },
  }
  await using cluster = await createCluster({ ...toolboxOf('docker'), served }, options)
  const node = `${cluster.name}-control-plane`
  const told = await readFile(join(folder, 'told'), 'utf8')
  expect(told).toContain(`cp /cache/0123.tar ${node}:/kind/0123.tar\nexec ${node} sh\n`)
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

test('a cluster that can not be removed, though it is tried again, is said to be left', async () => {
  const calls = join(folder, 'calls')
  await fakePrograms(folder, { kind: `echo $1 >> ${calls}; [ "$1" = create ]`, kubectl: oldKubectl })
  const cluster = await create()
  const removal = cluster[Symbol.asyncDispose]()
  await expect(removal).rejects.toThrow(LeftBehind)
  await expect(removal).rejects.toThrow(`Remove it yourself: docker rm --force --volumes ${cluster.name}`)
  expect(await readFile(calls, 'utf8')).toBe(`create\n${'delete\n'.repeat(5)}`)
})

/** A kind that can't make a cluster, and a node whose kubelet has written this. */
const failing = (kubelet: string) => ({
  docker: 'exit 1',
  kind: `
case "$1" in
  create) echo create >> '${folder}/calls'
    echo 'ERROR: failed to create cluster: failed to init node with kubeadm' >&2
    for line in $(seq 40); do echo 'Response Status:  in 0 milliseconds' >&2; done
    exit 1 ;;
  export) mkdir -p "$3/node" && cat > "$3/node/kubelet.log" <<'the end'
${kubelet}
the end
esac`,
})

const failure = async () => {
  vi.stubEnv('PATH', `${folder}${delimiter}${process.env['PATH']}`)
  const error: unknown = await create().then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  return {
    error,
    lines: error instanceof Error ? error.message.split('\n') : [],
    tries: (await readFile(join(folder, 'calls'), 'utf8')).trim().split('\n').length,
  }
}

test('of a cluster that could not be made the first line says why, and it is not tried again', async () => {
  await fakePrograms(folder, failing('kubelet[2]: failed to create fsnotify watcher: too many open files'))
  const { error, lines, tries } = await failure()
  expect(error).toBeInstanceOf(CannotJudge)
  expect(lines[0]).toMatch(
    /^Expected enough instances of inotify.* found in its log: kubelet\[2\]: failed.*Do this: sudo sysctl fs\.inotify/,
  )
  expect(lines[1]).toContain('found: ERROR: failed to create cluster')
  expect(lines.join()).not.toContain('Response Status')
  expect(tries).toBe(1)
})

test('where no cause is known it is tried again, and the first line is what kind says', async () => {
  await fakePrograms(folder, failing('kubelet[2]: all is well'))
  const { error, lines, tries } = await failure()
  expect(error).toBeInstanceOf(CannotJudge)
  expect(lines.find((line) => !line.startsWith('It may be this'))).toMatch(
    /^Expected kind to make a cluster, found: ERROR: failed to create cluster/,
  )
  expect(lines.at(-1)).toMatch(/kind\.log has what kind said/)
  expect(tries).toBe(2)
})

test('why a cluster could not be made is told first, also where it can not be removed', async () => {
  const { kind, ...programs } = failing('kubelet[2]: no space left on device')
  await fakePrograms(folder, { ...programs, kind: `[ "$1" = delete ] && exit 3\n${kind}` })
  const { error } = await failure()
  expect(error).toMatchObject({
    suppressed: { message: expect.stringMatching(/^Expected space on the engine's disk/) },
    error: { message: expect.stringMatching(/Remove it yourself: docker rm/) },
  })
})
