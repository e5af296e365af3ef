import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { cacheDirectory, cached, withLock } from './cache.ts'

let cache = ''
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'cache-'))
  vi.stubEnv('XDG_CACHE_HOME', cache)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(cache, { recursive: true })
})

test('the cache is in XDG_CACHE_HOME, and without it in the home', () => {
  expect(cacheDirectory()).toBe(join(cache, 'kubelab-conformance'))
  vi.stubEnv('XDG_CACHE_HOME', '')
  vi.stubEnv('HOME', '/home/somebody')
  expect(cacheDirectory()).toBe('/home/somebody/.cache/kubelab-conformance')
})

test('what is there is not made again', async () => {
  const path = join(cacheDirectory(), 'thing')
  await cached(path, (temporary) => writeFile(temporary, 'first'))
  await cached(path, (temporary) => writeFile(temporary, 'second'))
  expect(await readFile(path, 'utf8')).toBe('first')
})

test('what could not be made is not there at all', async () => {
  const path = join(cacheDirectory(), 'folder')
  const broken = cached(path, async (temporary) => {
    await mkdir(temporary)
    await writeFile(join(temporary, 'half'), '')
    throw new Error('broken off')
  })
  await expect(broken).rejects.toThrow('broken off')
  expect(await readdir(cacheDirectory())).toEqual(['locks'])
})

test('what a killed run had begun is no part of what is made next', async () => {
  const path = join(cacheDirectory(), 'folder')
  let remains = ''
  await cached(path, async (temporary) => {
    remains = temporary
    await mkdir(temporary)
  })
  await rm(path, { recursive: true })
  await mkdir(remains)
  await writeFile(join(remains, 'half'), '')
  await cached(path, async (temporary) => {
    await mkdir(temporary)
  })
  expect(await readdir(path)).toEqual([])
  expect(existsSync(remains)).toBe(false)
})

test('two that want the same at once make it once, and the second says that it waits', async () => {
  const path = join(cacheDirectory(), 'thing')
  const waiting = vi.fn<() => void>()
  let made = 0
  const make = async (temporary: string) => {
    made += 1
    await vi.waitUntil(() => waiting.mock.calls.length > 0)
    await setTimeout(500)
    await writeFile(temporary, '')
  }
  await Promise.all([cached(path, make, { waiting }), cached(path, make, { waiting })])
  expect(made).toBe(1)
  expect(waiting).toHaveBeenCalledOnce()
})

test('a lock ends with the process that holds it, killed or not', async () => {
  const holder = spawn(process.execPath, [
    '--input-type=module',
    '--eval',
    `import { withLock } from ${JSON.stringify(join(import.meta.dirname, 'cache.ts'))}
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
