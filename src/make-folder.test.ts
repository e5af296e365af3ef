import { mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { makeFolder } from './make-folder.ts'

test('a folder is made with those above it, also by two at once; one that is there is left', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'kubelab-test-'))
  onTestFinished(() => rm(parent, { recursive: true }))
  const folder = join(parent, 'a/b/c')
  await Promise.all([makeFolder(folder), makeFolder(folder)])
  await makeFolder(folder)
  expect((await stat(folder)).isDirectory()).toBe(true)
  await writeFile(join(parent, 'file'), '')
  await symlink('nowhere', join(parent, 'dangling'))
  await expect(makeFolder(join(parent, 'file'))).rejects.toThrow('ENOTDIR')
  await expect(makeFolder(join(parent, 'dangling'))).rejects.toThrow('ENOENT')
})

test.each(['/proc/x', '/proc/x/y/z', '/proc/sys/kernel/x', ''])(
  'where none can be made that is said: “%s”',
  async (path) => {
    await expect(makeFolder(path)).rejects.toThrow(/ENOENT|EACCES/)
  },
)
