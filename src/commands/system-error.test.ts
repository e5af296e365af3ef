import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getSystemErrorMap } from 'node:util'
import { afterEach, expect, test, vi } from 'vitest'
import { saysWhatToDo } from '../../testing/said.ts'
import { systemErrorInWords } from './system-error.ts'

afterEach(() => vi.unstubAllEnvs())

const refusal = (errno: number, code: string, more: object = {}) =>
  Object.assign(new Error(`${code}: refused`), { errno, code, syscall: 'open', ...more })

test('each refusal has words and what to do', () => {
  for (const [errno, [code, message]] of getSystemErrorMap())
    for (const place of [{}, { path: '/some/\nwhere' }]) {
      const words = systemErrorInWords(refusal(errno, code, place)) ?? ''
      expect(words).toContain(`Expected this to succeed, found ${message} (${code}): open`)
      expect(words.split('\n')).toHaveLength(2)
      expect(saysWhatToDo(words), words).toBe(true)
    }
})

test('a refusal of Node itself has words as well; a mistake of the program has none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kubelab-test-'))
  const error: unknown = await rm(folder).catch((cause: unknown) => cause)
  await rm(folder, { recursive: true })
  expect(systemErrorInWords(error)).toMatch(
    /^Expected this to succeed, found .+ \(ERR_FS_EISDIR\): rm \S+\nName another/,
  )
  expect(systemErrorInWords(new TypeError('lost'))).toBeUndefined()
  const odd: unknown = await writeFile('a\0b', '').catch((cause: unknown) => cause)
  expect(systemErrorInWords(odd)).toBeUndefined()
})

test.each([
  ['XDG_CACHE_HOME', '/some/cache', '/some/cache/kubelab-conformance/locks'],
  ['XDG_CACHE_HOME', '/some/cache', '/some/cache'],
  ['GITHUB_STEP_SUMMARY', '/some/summary', '/some/summary'],
  ['GITHUB_OUTPUT', '/some/output', '/some/output'],
])('the setting %s is named where it leads there', (name, value, path) => {
  const words = () => systemErrorInWords(refusal(-2, 'ENOENT', { path }))
  expect(words()).not.toContain(name)
  vi.stubEnv(name, value)
  expect(words()).toContain(`, or set ${name} to another place.`)
})
