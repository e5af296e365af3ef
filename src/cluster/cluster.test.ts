import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fakePrograms } from '../testing/fake-programs.ts'
import { NotedProgress } from '../testing/noted-progress.ts'
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

test('a cluster is waited for with a kubectl older than 1.31', async () => {
  await fakePrograms(folder, { kind: '', kubectl: oldKubectl })
  const toolbox: Toolbox = {
    engine: { name: 'docker', env: {} },
    kind: join(folder, 'kind'),
    kubectl: join(folder, 'kubectl'),
    image: { reference: 'image', kubernetes: 'v1.30.14', source: 'built', id: 'id', standIns: '' },
    quirks: [],
  }
  const progress = new NotedProgress()
  await using cluster = await createCluster(toolbox, { directory: join(folder, 'run'), progress })
  expect(cluster.name).toMatch(/^kubelab-/)
})
