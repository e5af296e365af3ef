import { mkdir, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { withByteChange, type ByteChange } from './byte-changes.ts'

/** How a text stands in a file, under the name that it should have or under another. */
const forms = {
  plain: (text: Buffer) => text,
  'without the last line break': (text: Buffer) => text.subarray(0, -1),
  'CR LF': (text: Buffer) => Buffer.from(text.toString().replaceAll('\n', '\r\n')),
  'CR only': (text: Buffer) => Buffer.from(text.toString().replaceAll('\n', '\r')),
  'with a byte order mark': (text: Buffer) => Buffer.concat([Buffer.from('\uFEFF'), text]),
  'UTF-16': (text: Buffer) => Buffer.from(`\uFEFF${text.toString()}`, 'utf16le'),
  'with NUL bytes after it': (text: Buffer) => Buffer.concat([text, Buffer.alloc(5000)]),
  gzip: (text: Buffer) => gzipSync(text, { level: 1 }),
  'gzip twice': (text: Buffer) => gzipSync(gzipSync(text, { level: 1 })),
  'gzip in two members': (text: Buffer) =>
    Buffer.concat([gzipSync(text.subarray(0, 99)), gzipSync(text.subarray(99))]),
  empty: () => Buffer.alloc(0),
  'one line break': () => Buffer.from('\n'),
} as const

/** What stands at a path instead of a file. */
const noFiles = ['missing', 'directory', '/dev/null'] as const

/** A form, and changes of the bytes after it. */
export interface FileForm {
  form: keyof typeof forms | (typeof noFiles)[number]
  name: string
  changes: readonly ByteChange[]
}

/** Files of these names, plain or packed as their names say; some are in another form. */
export const fileForms = (
  [plain, ...packed]: readonly [string, ...string[]],
  changes: fc.Arbitrary<readonly ByteChange[]>,
): fc.Arbitrary<FileForm> => {
  const names = [plain, ...packed]
  const odd = fc.constantFrom(...(Object.keys(forms) as (keyof typeof forms)[]), ...noFiles)
  const of = (form: fc.Arbitrary<FileForm['form']>, name: fc.Arbitrary<string>, weight: number) => ({
    weight,
    arbitrary: fc.record({ form, name, changes }, { noNullPrototype: true }),
  })
  return fc.oneof(
    of(fc.constant('plain'), fc.constant(plain), 6),
    ...packed.map((name) => of(fc.constant('gzip'), fc.constant(name), 2)),
    of(odd, fc.constantFrom(...names), 1),
  )
}

/** Writes a text as a file that nobody has written to for an hour. @returns its path */
export async function writeForm(
  folder: string,
  text: Buffer,
  { form, name, changes }: FileForm,
): Promise<string> {
  const path = join(folder, name)
  if (form === 'missing') return path
  if (form === '/dev/null') await symlink('/dev/null', path)
  else if (form === 'directory') await mkdir(path)
  else {
    await writeFile(path, changes.reduce(withByteChange, forms[form](text)))
    const anHourAgo = Date.now() / 1000 - 3600
    await utimes(path, anHourAgo, anHourAgo)
  }
  return path
}
