import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { CannotJudge } from '../errors.ts'
import { Administrator } from './administrator.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kubelab-test-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** An administrator whose kubectl says that it has this version, and a server v1.37.2. */
async function withKubectl(gitVersion: string): Promise<Administrator> {
  const kubectl = join(folder, 'kubectl')
  const says = { clientVersion: { gitVersion }, serverVersion: { gitVersion: 'v1.37.2' } }
  await writeFile(kubectl, `#!/bin/sh\ncat <<'end'\n${JSON.stringify(says)}\nend\n`, { mode: 0o755 })
  return new Administrator({ kubectl, kubeconfig: join(folder, 'kubeconfig') })
}

test.each(['v1.37.2', 'v1.38.0-alpha.1', 'v1.33.4+k3s1', 'v1.30.5-gke.1000'])(
  '%s is a version',
  async (version) => {
    const administrator = await withKubectl(version)
    expect(await administrator.versions()).toEqual({ server: 'v1.37.2', kubectl: version })
  },
)

test.each(['v0.0.0-master+$Format:%H$', '../../v1.37.2', ''])(
  'where kubectl says that it has the version “%s” nothing is recorded',
  async (version) => {
    const administrator = await withKubectl(version)
    const error: unknown = await administrator.versions().catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(CannotJudge)
    const { message } = error as CannotJudge
    expect(message).toMatch(/expected a version such as v1\.37\.2/)
    expect(message).toContain(JSON.stringify(version))
    expect(message).toMatch(/Give a kubectl, and a node image, that were built with their version\.$/)
  },
)
