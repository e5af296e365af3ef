import { afterEach, expect, test, vi } from 'vitest'
import { cacheDirectory } from './cache-directory.ts'

afterEach(() => vi.unstubAllEnvs())

test('the cache is in XDG_CACHE_HOME, and without it in the home', () => {
  vi.stubEnv('XDG_CACHE_HOME', '/some/cache')
  expect(cacheDirectory()).toBe('/some/cache/kubelab-conformance')
  vi.stubEnv('HOME', '/home/somebody')
  for (const none of ['', 'relative', '~/cache']) {
    vi.stubEnv('XDG_CACHE_HOME', none)
    expect(cacheDirectory()).toBe('/home/somebody/.cache/kubelab-conformance')
  }
  vi.stubEnv('HOME', '')
  expect(cacheDirectory()).toMatch(/^\//)
})
