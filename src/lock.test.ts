import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { withLock } from './lock.ts'

let cache = ''
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'cache-'))
  vi.stubEnv('XDG_CACHE_HOME', cache)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(cache, { recursive: true })
})

test('a lock ends with the process that holds it, killed or not', async () => {
  const holder = spawn(process.execPath, [
    '--input-type=module',
    '--eval',
    `import { withLock } from ${JSON.stringify(join(import.meta.dirname, 'lock.ts'))}
     await withLock('name', () => { console.log('held'); return new Promise((end) => setTimeout(end, 60_000)) })`,
  ])
  await new Promise((resolve) => {
    holder.stdout.once('data', resolve)
  })
  let waited = false
  const taken = withLock('name', async () => waited, {
    waiting: () => {
      waited = true
      holder.kill('SIGKILL')
    },
  })
  expect(await taken).toBe(true)
})

test('waiting for a lock ends with the signal', async () => {
  const signal = AbortSignal.timeout(50)
  await withLock('name', async () => {
    await expect(withLock('name', async () => 'work', { signal })).rejects.toThrow(/abort/)
  })
})
