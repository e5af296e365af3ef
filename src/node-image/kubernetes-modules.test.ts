import { afterEach, describe, expect, test, vi } from 'vitest'
import { CannotJudge } from '../errors.ts'
import { goProxy, type Modules } from '../../testing/go-proxy.ts'
import { NotedProgress } from '../../testing/noted-progress.ts'
import { succeeds } from '../machine/run.ts'
import { kubernetesModules } from './kubernetes-modules.ts'

afterEach(() => vi.unstubAllEnvs())

/** A staging module of Kubernetes. */
const staging = (name: string, version: string, code = '') => ({
  [`k8s.io/${name}@${version}`]: {
    'go.mod': `module k8s.io/${name}\n// ${version}\n`,
    'code.go': `package x\n${code}`,
  },
})

/** Kubernetes itself, with two staging modules and one that no node needs. */
const kubernetes = (version: string, settings = 'go 1.22.0') => ({
  [`k8s.io/kubernetes@${version}`]: {
    'go.mod': [
      'module k8s.io/kubernetes',
      settings,
      'require k8s.io/klog/v2 v2.130.1',
      'replace (',
      ...['api', 'kube-proxy', 'sample-apiserver'].map(
        (name) => `k8s.io/${name} => ./staging/src/k8s.io/${name}`,
      ),
      ')',
      'replace github.com/other/module => ../module',
    ].join('\n'),
  },
})

async function modulesOf(version: string, served: Modules, withoutZip: string[] = []) {
  await using proxy = await goProxy(served, withoutZip)
  for (const [name, value] of Object.entries(proxy.env)) vi.stubEnv(name, value)
  return await kubernetesModules(version, new NotedProgress(), { goFolder: proxy.goFolder })
}

const refusal = async (...args: Parameters<typeof modulesOf>) => {
  const error: unknown = await modulesOf(...args).catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(CannotJudge)
  return (error as CannotJudge).message
}

const missing = (await succeeds('go', ['version'])) ? '' : ': not tried, there is no Go'
if (missing !== '') console.warn(`The modules of Kubernetes${missing}`)

describe.skipIf(missing !== '')(`the modules of Kubernetes${missing}`, () => {
  test('a version that no table has is compiled from what the proxy serves of it', async () => {
    const served = {
      ...kubernetes('v1.34.7'),
      ...staging('api', 'v0.34.7'),
      ...staging('kube-proxy', 'v0.34.7'),
    }
    const { goMod, standIns } = await modulesOf('v1.34.7', served)
    expect(goMod.split('\n')).toEqual([
      'module kubernetes-node',
      'go 1.22.0',
      'godebug default=go1.22',
      'require k8s.io/kubernetes v1.34.7',
      'exclude k8s.io/sample-apiserver v0.0.0',
      'replace k8s.io/api => k8s.io/api v0.34.7',
      'replace k8s.io/kube-proxy => k8s.io/kube-proxy v0.34.7',
      '',
    ])
    expect(standIns).toEqual([])
  })

  test('it behaves as under the Go that it was written for', async () => {
    const settings = 'go 1.23.0\ngodebug default=go1.22\ngodebug winsymlink=0'
    const served = {
      ...kubernetes('v1.32.0', settings),
      ...staging('api', 'v0.32.0'),
      ...staging('kube-proxy', 'v0.32.0'),
    }
    const { goMod } = await modulesOf('v1.32.0', served)
    expect(goMod).toContain('go 1.23.0\ngodebug default=go1.22\ngodebug winsymlink=0\n')
  })

  test('a candidate goes the same way', async () => {
    const version = 'v1.38.0-rc.1'
    const served = {
      ...kubernetes(version),
      ...staging('api', 'v0.38.0-rc.1'),
      ...staging('kube-proxy', 'v0.38.0-rc.1'),
    }
    const { goMod } = await modulesOf(version, served)
    expect(goMod).toContain('replace k8s.io/api => k8s.io/api v0.38.0-rc.1\n')
  })

  test('the nearest neighbour stands in for a module that is refused, also where only its files are', async () => {
    const neighbours = [10, 11].map((patch) => staging('kube-proxy', `v0.31.${patch}`))
    const served = Object.assign({}, kubernetes('v1.31.14'), staging('api', 'v0.31.14'), ...neighbours)
    for (const [more, withoutZip] of [
      [{}, []],
      [staging('kube-proxy', 'v0.31.14'), ['k8s.io/kube-proxy@v0.31.14']],
    ] as const) {
      const { goMod, standIns } = await modulesOf('v1.31.14', { ...served, ...more }, [...withoutZip])
      expect(goMod).toContain(
        'replace k8s.io/api => k8s.io/api v0.31.14\nreplace k8s.io/kube-proxy => k8s.io/kube-proxy v0.31.11\n',
      )
      expect(standIns).toEqual(['k8s.io/kube-proxy v0.31.11'])
    }
  })

  test('a neighbour does not stand in where the neighbours differ in code', async () => {
    const served = {
      ...kubernetes('v1.29.6'),
      ...staging('api', 'v0.29.6'),
      ...staging('kube-proxy', 'v0.29.5'),
      ...staging('kube-proxy', 'v0.29.9', 'var fixed = true\n'),
    }
    const message = await refusal('v1.29.6', served)
    expect(message).toContain(
      "Kubernetes v1.29.6 can't be compiled: expected to get its module k8s.io/kube-proxy v0.29.6",
    )
    expect(message).toContain('v0.29.5 and v0.29.9 differ in code')
    expect(message).toMatch(/403 Forbidden[\s\S]*--image[\s\S]*GOPROXY/)
  })

  test('a neighbour is of the same minor version, and a candidate has none', async () => {
    const other = { ...staging('kube-proxy', 'v0.30.14'), ...staging('kube-proxy', 'v0.32.0') }
    const served = { ...kubernetes('v1.31.0'), ...staging('api', 'v0.31.0'), ...other }
    expect(await refusal('v1.31.0', served)).toContain('k8s.io/kube-proxy v0.31.0')
    const candidate = 'v1.31.1-rc.1'
    const around = { ...staging('kube-proxy', 'v0.31.0'), ...staging('kube-proxy', 'v0.31.1') }
    const servedToo = { ...kubernetes(candidate), ...staging('api', 'v0.31.1-rc.1'), ...around }
    expect(await refusal(candidate, servedToo)).toContain('k8s.io/kube-proxy v0.31.1-rc.1')
  })

  test('a version that is refused itself is named with what the proxy said', async () => {
    expect(await refusal('v1.99.0', {})).toMatch(/k8s\.io\/kubernetes v1\.99\.0, found: .*403 Forbidden/)
  })

  test('no neighbour stands in while the proxy does not answer', async () => {
    const served = { ...kubernetes('v1.31.14'), ...staging('api', 'v0.31.14') }
    await using proxy = await goProxy(served)
    for (const [name, value] of Object.entries(proxy.env)) vi.stubEnv(name, value)
    await kubernetesModules('v1.31.14', new NotedProgress(), { goFolder: proxy.goFolder }).catch(() => {})
    vi.stubEnv('GOPROXY', 'http://127.0.0.1:1')
    // What was downloaded is there; of the rest nobody can tell.
    await expect(
      kubernetesModules('v1.31.14', new NotedProgress(), { goFolder: proxy.goFolder }),
    ).rejects.toThrow(/k8s\.io\/kube-proxy v0\.31\.14, found: .*refused/)
  })
})
