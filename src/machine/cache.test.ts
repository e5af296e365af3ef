import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { cacheDirectory } from '../cache-directory.ts'
import { cached } from './cache.ts'

let cache = ''
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'cache-'))
  vi.stubEnv('XDG_CACHE_HOME', cache)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(cache, { recursive: true })
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
