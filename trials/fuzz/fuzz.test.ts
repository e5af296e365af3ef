import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { lab } from '../../specs/api-objects/lab.ts'
import { fuzzAll } from './fuzz.ts'

test('a run that is interrupted ends at once, and leaves no folder and no process', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kubelab-test-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  vi.stubEnv('TMPDIR', folder)
  onTestFinished(() => void vi.unstubAllEnvs())
  const controller = new AbortController()
  const reason = new Error('enough')
  const options = { cases: 100_000, seed: 1, only: 'trace' }
  const running = fuzzAll(lab, options, () => {}, controller.signal)
  const caught = running.catch((error: unknown) => error)
  const cases = async () =>
    (await readdir(folder, { recursive: true })).filter((path) => path.endsWith('/case'))
  await expect.poll(cases, { timeout: 60_000 }).not.toEqual([])
  controller.abort(reason)
  expect(await caught).toBe(reason)
  expect(await readdir(folder)).toEqual([])
})
