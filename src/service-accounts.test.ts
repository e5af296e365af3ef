import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { CannotJudge } from './errors.ts'
import { fakePrograms } from '../testing/fake-programs.ts'
import { serviceAccountsIn } from './service-accounts.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kubelab-test-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** Waits with a kubectl that does this. */
async function waits(kubectl: string, signal?: AbortSignal): Promise<void> {
  await fakePrograms(folder, { kubectl })
  await serviceAccountsIn(
    ['one', 'two'],
    { kubectl: join(folder, 'kubectl'), kubeconfig: 'kubeconfig' },
    signal,
  )
}

test('the wait ends as soon as the last namespace has its account', async () => {
  const begun = performance.now()
  await waits('echo one; echo other; sleep 0.2; echo two; exec sleep 60')
  expect(performance.now() - begun).toBeGreaterThan(200)
  expect(performance.now() - begun).toBeLessThan(20_000)
})

test('a namespace without one is named, with what kubectl said', async () => {
  const failed = waits('echo one; echo "the server is gone" >&2; exit 1')
  await expect(failed).rejects.toThrow(CannotJudge)
  await expect(failed).rejects.toThrow(/default in two within .*found none\. the server is gone$/)
})

test('a signal ends the wait', async () => {
  await expect(waits('exec sleep 60', AbortSignal.timeout(100))).rejects.toThrow(/aborted due to timeout/)
})
