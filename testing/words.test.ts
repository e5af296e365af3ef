import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const exported = /^export (?:async |abstract )?(?:const|let|function\*?|class|interface|type|enum) (\w+)/gm

/** @returns names that several files export, each for something of its own */
function sharedNames(sources: readonly (readonly [file: string, text: string])[]): string[] {
  const names = sources.flatMap(([file, text]) =>
    [...text.matchAll(exported)].map(([, name = '']) => ({ name, file })),
  )
  return [...Map.groupBy(names, ({ name }) => name)]
    .filter(([, places]) => new Set(places.map(({ file }) => file)).size > 1)
    .map(([name]) => name)
    .toSorted()
}

// A lab, and each section of it, has names of its own for the lines that are typed in it.
const sources = ['src', 'scripts', 'testing', 'trials'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('lab/template/'))
    .map((file) => [join(folder, file), readFileSync(join(root, folder, file), 'utf8')] as const),
)

const allowed = [
  // Loaded by name, whichever module has them.
  'inputKinds',
  'lab',
]

test('one word is one thing: what is exported has a name of its own', () => {
  expect(sharedNames(sources).filter((name) => !allowed.includes(name))).toEqual([])
})

test('no name is allowed to be shared that is not shared any more', () => {
  expect(allowed.filter((name) => !sharedNames(sources).includes(name))).toEqual([])
})

test('a name that two files export is found', () => {
  const two = [
    ['a.ts', 'export interface Run {}\nexport const one = 1'],
    ['b.ts', 'export type Run = string\nconst one = 2'],
  ] as const
  expect(sharedNames(two)).toEqual(['Run'])
})
