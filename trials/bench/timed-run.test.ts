import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { fakePrograms } from '../../testing/fake-programs.ts'
import { timedRun } from './timed-run.ts'

test('a tool runs with nothing of the user', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kubelab-test-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  onTestFinished(() => void vi.unstubAllEnvs())
  vi.stubEnv('https_proxy', 'of the user')
  await fakePrograms(folder, { kubectl: `env > '${folder}/seen'` })
  const place = { kubeconfig: 'kubeconfig', kubectl: join(folder, 'kubectl'), folder, claims: [] }
  await timedRun({ program: 'kubectl', args: [] }, place, new AbortController().signal)
  const seen = await readFile(join(folder, 'seen'), 'utf8')
  expect(seen).toContain('KUBECONFIG=kubeconfig')
  expect(seen).not.toContain('of the user')
})
