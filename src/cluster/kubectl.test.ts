import { expect, test } from 'vitest'
import { UsageError } from '../errors.ts'
import { namedKubectl } from './kubectl.ts'

test.each([
  [import.meta.dirname, 'a folder'],
  [import.meta.filename, 'a file that cannot be run'],
  [`${import.meta.filename}/kubectl`, 'nothing'],
  ['/dev/null', 'no file'],
])('%s is no kubectl but %s', async (path, found) => {
  const named = namedKubectl(path)
  await expect(named).rejects.toThrow(UsageError)
  await expect(named).rejects.toThrow(`Expected a kubectl at ${path}, found ${found}.`)
})

test('a program may be a kubectl', async () => {
  expect(await namedKubectl(process.execPath)).toBe(process.execPath)
})
