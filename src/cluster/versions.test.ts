import { expect, test } from 'vitest'
import { UsageError } from '../errors.ts'
import { builtVersions, pulledVersions, resolveKubernetes } from './versions.ts'

test('a minor version is its newest known patch, with and without v', () => {
  for (const asked of ['v1.37', '1.37', ' v1.37 ']) {
    const { pulled, built } = resolveKubernetes(asked)
    expect(pulled?.version).toBe('v1.37.0')
    expect(built?.version).toBe('v1.37.2')
  }
})

test('a patch version is that one only', () => {
  expect(resolveKubernetes('v1.37.2')).toEqual({ built: builtVersions[0] })
  expect(resolveKubernetes('1.37.0')).toEqual({ pulled: pulledVersions[0] })
})

test('a minor version is not a prefix', () => {
  expect(() => resolveKubernetes('v1.3')).toThrow(UsageError)
  expect(() => resolveKubernetes('v1')).toThrow(UsageError)
})

test('an unknown version is an error that names the known ones, newest first', () => {
  expect(() => resolveKubernetes('v1.99')).toThrow(UsageError)
  expect(() => resolveKubernetes('v1.99')).toThrow(
    'Expected a version of Kubernetes, found v1.99. There are v1.',
  )
  expect(() => resolveKubernetes('v1.99')).toThrow(
    /v1\.37\.2, v1\.37\.0, .*v1\.34\.11, v1\.34\.4, v1\.33\.13\./,
  )
})

test('of what is asked for a message shows no more than anybody reads', () => {
  expect(() => resolveKubernetes('1.'.repeat(100_000))).toThrow(/^.{1,400}$/)
})

test('the tables are sorted, whole and free of doubles', () => {
  for (const table of [pulledVersions, builtVersions]) {
    const minors = table.map(({ version }) => Number(/^v1\.(\d+)\.\d+$/.exec(version)?.[1]))
    expect(minors).toEqual([...new Set(minors)].toSorted((one, other) => other - one))
  }
  for (const { digest } of pulledVersions) expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/)
})
