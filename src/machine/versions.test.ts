import { expect, test } from 'vitest'
import { UsageError } from '../errors.ts'
import { builtVersions, pulledVersions, resolveKubernetes } from './versions.ts'

test('a minor version is its known patch, with and without v', () => {
  for (const asked of ['v1.37', '1.37', ' v1.37 '])
    expect(resolveKubernetes(asked)).toEqual({ pulled: pulledVersions[0], built: 'v1.37.2' })
  expect(resolveKubernetes('v1.30')).toEqual({ built: 'v1.30.14' })
})

test('a patch version is that one only, whether it is known or not', () => {
  expect(resolveKubernetes('v1.37.2')).toEqual({ built: 'v1.37.2' })
  expect(resolveKubernetes('1.37.0')).toEqual({ pulled: pulledVersions[0], built: 'v1.37.0' })
  expect(resolveKubernetes('v1.34.7')).toEqual({ built: 'v1.34.7' })
  expect(resolveKubernetes('v1.99.0')).toEqual({ built: 'v1.99.0' })
})

test('so is a candidate', () => {
  expect(resolveKubernetes('v1.38.0-rc.1')).toEqual({ built: 'v1.38.0-rc.1' })
})

test.each(['v1.3', 'v1.99', 'v1', 'v2.0.0', 'latest', 'v1.37.02', 'v1.37.x', ''])(
  '%j is no version, and the minor versions there are are named',
  (asked) => {
    expect(() => resolveKubernetes(asked)).toThrow(UsageError)
    expect(() => resolveKubernetes(asked)).toThrow(/v1\.37, .*v1\.30\./)
  },
)

test('of what is asked for a message shows no more than anybody reads', () => {
  expect(() => resolveKubernetes('1.'.repeat(100_000))).toThrow(/^.{1,400}$/)
})

test('the tables are sorted, whole and free of doubles', () => {
  for (const table of [pulledVersions.map(({ version }) => version), builtVersions]) {
    const minors = table.map((version) => Number(/^v1\.(\d+)\.\d+$/.exec(version)?.[1]))
    expect(minors).toEqual([...new Set(minors)].toSorted((one, other) => other - one))
  }
  for (const { digest } of pulledVersions) expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/)
})
