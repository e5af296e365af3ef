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
  expect(await namedKubectl(process.execPath)).toEqual({ path: process.execPath })
})

test('so may a version, which is compiled; a path is told by its slash', async () => {
  expect(await namedKubectl('v1.23.3')).toEqual({ version: 'v1.23.3' })
  expect(await namedKubectl('1.34')).toEqual({ version: 'v1.34.4' })
  await expect(namedKubectl('./v1.23.3')).rejects.toThrow('found nothing')
})
