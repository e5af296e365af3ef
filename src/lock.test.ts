import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CannotJudge } from './errors.ts'
import { isFree, shareLock, withLock } from './lock.ts'

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
    await expect(withLock('name', async () => 'work', { signal, waiting: () => {} })).rejects.toThrow(/abort/)
  })
})

test('a lock is shared by several until their processes end, and meanwhile nobody has it alone', async () => {
  expect(await isFree('name')).toBe(true)
  const holders = [sharing(), sharing()]
  await Promise.all(holders.map(({ said }) => said))
  expect(await isFree('name')).toBe(false)
  holders[0]?.child.kill('SIGKILL')
  holders[1]?.child.kill('SIGKILL')
  await withLock('name', async () => expect(await isFree('name')).toBe(false))
  expect(await isFree('name')).toBe(true)
})

test('who shares a lock waits while somebody has it alone, also when its file is removed meanwhile', async () => {
  const sharer = await withLock('name', async () => {
    const waits = Promise.withResolvers<void>()
    const shares = shareLock('name', { waiting: () => waits.resolve() })
    await waits.promise
    await rm(join(cache, 'kubelab-conformance'), { recursive: true })
    return { shares }
  })
  await sharer.shares
  expect(await isFree('name')).toBe(false)
})

test('a lock that can’t be written is told in words', async () => {
  const path = join(cache, 'kubelab-conformance/locks/name.lock')
  await mkdir(path, { recursive: true })
  const locked = withLock('name', async () => 'work')
  await expect(locked).rejects.toThrow(CannotJudge)
  await expect(locked).rejects.toThrow(`lock ${path}, found: unable to open database file`)
})

/** A process that shares the lock. */
function sharing() {
  const child = spawn(process.execPath, [
    '--input-type=module',
    '--eval',
    `import { shareLock } from ${JSON.stringify(join(import.meta.dirname, 'lock.ts'))}
     await shareLock('name')
     console.log('held')
     setTimeout(() => {}, 60_000)`,
  ])
  return { child, said: new Promise((resolve) => child.stdout.once('data', resolve)) }
}
