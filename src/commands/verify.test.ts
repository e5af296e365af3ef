import { chmod, cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { kubelab } from '../../scripts/commands.ts'
import { answeredBy } from '../../testing/answered.ts'

const root = join(import.meta.dirname, '../..')

/** A copy of the project, on a machine whose only programs are in `bin`. */
let project: string
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'verify-'))
  for (const name of ['src', 'specs', 'changes', 'scripts', 'manifests', 'package.json'])
    await cp(join(root, name), at(name), { recursive: true })
  await symlink(join(root, 'node_modules'), at('node_modules'))
  await mkdir(at('bin'))
})
afterAll(() => rm(project, { recursive: true }))
afterEach(async () => {
  for (const name of ['reports', 'cache', 'bin/podman']) await rm(at(name), { recursive: true, force: true })
})

const at = (path: string) => join(project, path)
const reports = () => readdir(at('reports')).catch(() => [])

const verify = (...args: string[]) =>
  execa(process.execPath, [at('scripts/kubelab.ts'), 'verify', ...args], {
    cwd: at('src'),
    env: { PATH: at('bin'), XDG_CACHE_HOME: at('cache'), LAB_SETUP: 'never', VITEST: '' },
    reject: false,
    all: true,
  })

test('a run that cannot be set up leaves nothing in reports', async () => {
  const { exitCode, all } = await verify()
  expect(all).toMatch(/^LAB_SETUP is never, and these are missing:/)
  expect(exitCode).toBe(2)
  expect(await reports()).toEqual([])
})

test('claims that are not there, and a cluster that nobody has kept, are told in words', async () => {
  const unknown = await answeredBy(kubelab, 'verify', '--only', 'job/completion-five')
  expect(unknown.all).toMatch(/^--only: expected ids of claims.*Nearest to it: job\/completions-five, /)
  expect(unknown.exitCode).toBe(64)
  const none = await verify('--only', 'job/', '--reuse')
  expect(none.all).toMatch(
    /^--reuse: expected a cluster that an earlier run has kept, found none\. Keep one: /,
  )
  expect(none.exitCode).toBe(2)
  const both = await answeredBy(kubelab, 'verify', '--reuse', '--keep')
  expect(both.all).toMatch(/^--reuse: expected no --keep beside it/)
  expect(both.exitCode).toBe(64)
  const costly = await answeredBy(kubelab, 'verify', '--reuse', '--cost')
  expect(costly.all).toMatch(/^--reuse: expected no --cost beside it/)
  expect(await reports()).toEqual([])
})

test('a run that is ended leaves nothing in reports', async () => {
  await writeFile(at('bin/podman'), '#!/bin/sh\nexec /bin/sleep 60\n')
  await chmod(at('bin/podman'), 0o755)
  const running = verify()
  await expect
    .poll(reports, { timeout: 30_000 })
    .toEqual(
      ['', '\\.lock'].map((end) =>
        expect.stringMatching(new RegExp(`^\\.${running.pid}-[0-9a-f]{6}${end}$`)),
      ),
    )
  running.kill('SIGTERM')
  expect((await running).exitCode).toBe(143)
  expect(await reports()).toEqual([])
})

test.each(['reports', 'cache'])('where %s can’t be written, words say so', async (name) => {
  await writeFile(at(name), '')
  const { exitCode, all } = await verify()
  expect(all).toMatch(
    /^Expected this to succeed, found not a directory \(ENOTDIR\): \w+ \S+\nSomething else is where a folder must be\. Remove it, or name another place.*$/,
  )
  expect(all?.includes('or set XDG_CACHE_HOME')).toBe(name === 'cache')
  expect(exitCode).toBe(2)
})

test('a kubectl is named from where the user stands, and one that is none is wrong usage', async () => {
  const { exitCode, all } = await verify('--kubectl', 'cluster')
  expect(all).toContain(`Expected a kubectl at ${at('src/cluster')}, found a folder.`)
  expect(exitCode).toBe(64)
})
