import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { kubectlFor } from './cluster/kubectl-for.ts'
import { serviceAccountsIn } from './service-accounts.ts'
import { Administrator } from './student/administrator.ts'
import { Guest } from './student/guest.ts'
import { FakeHost } from '../testing/fake-host.ts'
import { fakePrograms } from '../testing/fake-programs.ts'
import { NotedProgress } from '../testing/noted-progress.ts'
import { tinyLab } from '../testing/tiny-lab.ts'
import { claimsOf } from './lab/lab.ts'

const { signal } = new AbortController()
const versions = JSON.stringify(
  { clientVersion: { gitVersion: 'v1.37.2' }, serverVersion: { gitVersion: 'v1.37.2' } },
  undefined,
  1,
)

let folder = ''
let kubectl = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kubelab-test-'))
  kubectl = join(folder, 'kubectl')
  const answer = `case $1 in version) echo '${versions}' ;; *) echo default ;; esac`
  // Who asks whether to go on, as a kuberc can have kubectl do, waits for an answer.
  await fakePrograms(folder, { kubectl: `env >> '${folder}/seen'; read answer; ${answer}` })
  vi.stubEnv('PATH', `${folder}:${process.env['PATH']}`)
  vi.stubEnv('XDG_CACHE_HOME', folder)
  vi.stubEnv('LAB_SETUP', 'never')
  for (const name of ['https_proxy', 'KUBERC', 'BASH_ENV', 'KUBECTL_EXTERNAL_DIFF', 'BASH_FUNC_kubectl%%'])
    vi.stubEnv(name, '() { of the user; }')
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true })
})

const ways: Record<string, () => Promise<unknown>> = {
  administrator: () => new Administrator({ kubectl, kubeconfig: 'kubeconfig' }).versions(),
  'wait for service accounts': () => serviceAccountsIn(['default'], { kubectl, kubeconfig: 'kubeconfig' }),
  'search for one that fits': () => kubectlFor('v1.37.2', undefined, new NotedProgress(), signal),
  guest: async () => {
    await using host = await FakeHost.start(`exec '${kubectl}'`)
    await using guest = await Guest.open(
      claimsOf(tinyLab),
      { kubectl: host.kubectl, kubeconfig: host.kubeconfig, context: '', options: '', watches: [] },
      signal,
    )
    expect(guest.namespaces).not.toEqual([])
  },
}

test.each(Object.entries(ways))(
  'no kubectl of the suite has anything of the user, nor waits for an answer: %s',
  async (_, way) => {
    await way()
    const seen = await readFile(join(folder, 'seen'), 'utf8')
    expect(seen).toContain('KUBECONFIG=')
    expect(seen).not.toContain('of the user')
    expect(seen).not.toContain(`HOME=${process.env['HOME']}`)
  },
)
