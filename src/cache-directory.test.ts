import { afterEach, expect, test, vi } from 'vitest'
import { cacheDirectory } from './cache-directory.ts'

afterEach(() => vi.unstubAllEnvs())

test('the cache is in XDG_CACHE_HOME, and without it in the home', () => {
  vi.stubEnv('XDG_CACHE_HOME', '/some/cache')
  expect(cacheDirectory()).toBe('/some/cache/kubelab-conformance')
  vi.stubEnv('XDG_CACHE_HOME', '')
  vi.stubEnv('HOME', '/home/somebody')
  expect(cacheDirectory()).toBe('/home/somebody/.cache/kubelab-conformance')
})
