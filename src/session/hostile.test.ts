import { threadCpuUsage } from 'node:process'
import { describe, expect, test } from 'vitest'
import { isAtLength } from '../../testing/at-length.ts'
import { readForm } from '../text/read-form.ts'
import { sessionOf } from './session-of.ts'

const names = ['a.md', 'a.mdx', 'a.html', 'a.adoc', 'a.rst', 'a.txt']

/** Texts that cost much, by how much of them there is. */
const hostile: Readonly<Record<string, (size: number) => string>> = {
  'nested pre': (size) => '<pre>'.repeat(4 * size),
  'spaces in one line': (size) => `\`\`\`bash\n$ kubectl get po${' '.repeat(50 * size)}x\n\`\`\``,
  prompts: (size) => `\`\`\`\n${'$ kubectl get po\n'.repeat(2 * size)}\`\`\``,
  backticks: (size) => '`'.repeat(200 * size),
  aliases: (size) => `\`\`\`yaml\napiVersion: v1\nkind: Pod\n${'a: &a [*a, *a]\n'.repeat(size)}\`\`\``,
  'open quotes': (size) => `\`\`\`bash\n${'kubectl get "\n'.repeat(2 * size)}\`\`\``,
  'open heredocs': (size) => `\`\`\`bash\n${'$ cat <<EOF\n'.repeat(2 * size)}\`\`\``,
  backslashes: (size) => `\`\`\`bash\nkubectl ${'\\ '.repeat(20 * size)}\n\`\`\``,
  'files that are shown later': (size) =>
    Array.from({ length: size }, (_, at) => `\`kubectl create -f ${at}.yaml\`\n\n`).join('') +
    Array.from({ length: size }, (_, at) => `\`\`\`yaml title=${at}.yaml\na: b\n\`\`\`\n`).join(''),
  entities: (size) => `<pre>${'&lt;'.repeat(20 * size)}</pre>`,
  comments: (size) => '# a\n'.repeat(4 * size),
  'comments of a manifest': (size) => `apiVersion: v1\n${'# a\n'.repeat(4 * size)}apiVersion: v1\n`,
  lists: (size) => '- a\n'.repeat(2 * size),
  capitals: (size) => `\`\`\`\n${'NAME  A  '.repeat(10 * size)}x\n\`\`\``,
  'boxes without line ends': (size) => `12345\n${'me@cp:~$ kubectl get po '.repeat(2 * size)}`,
}

/** Milliseconds of this thread, which a busy machine does not make longer: they are counted in steps of some. */
function cost(work: () => unknown): number {
  const from = threadCpuUsage()
  work()
  const { user, system } = threadCpuUsage(from)
  return (user + system) / 1000
}

const small = isAtLength ? 400 : 100

/** How many times as long one of eight times the size takes as eight that are small: where each is compared with each, 8. */
function growthOf(work: (size: number) => unknown): number {
  work(small)
  let [ofSmall, ofLarge] = [0, 0]
  while (ofSmall < 50) {
    ofSmall += cost(() => {
      for (let times = 0; times < 8; times += 1) work(small)
    })
    ofLarge += cost(() => work(8 * small))
  }
  return ofLarge / ofSmall
}

test('what compares each with each is noticed', () => {
  const all = (size: number) => Array.from({ length: 5 * size }, (_, at) => at)
  expect(growthOf((size) => all(size).filter((one, _, every) => every.includes(-1 - one)))).toBeGreaterThan(5)
})

/** One form alone may be what costs; together all take less time to be told from nothing. */
describe.each(isAtLength ? names.map((name) => [name]) : [names])('as %s', (...forms) => {
  test.each(Object.entries(hostile))('%s take time that grows with their number', (_, make) => {
    const read = (size: number) => forms.forEach((name) => sessionOf(readForm(name, make(size))))
    expect(growthOf(read)).toBeLessThan(1.75)
  })
})

test.each(['> '.repeat(5000), '- '.repeat(5000), `${' '.repeat(300)}- a`])(
  'lists and quotations that are too deep are refused',
  (text) => {
    expect(() => readForm('a.md', text)).toThrow('Make it flatter')
  },
)

test.each([
  '{"nbformat": 4, "cells": [}',
  '{"nbformat": 4}',
  `{"nbformat": 4, "a": ${'['.repeat(100)}${']'.repeat(100)}}`,
])('no notebook: %s', (text) => {
  expect(() => readForm('a.ipynb', text)).toThrow('notebook')
})

test('whatever a text has, it is read', () => {
  const pieces = [
    '```',
    '<pre>',
    '$ ',
    '`',
    '\uD800',
    '\u0000',
    '&#x110000;',
    '<!--',
    '----\n',
    '.. a::\n',
    '{{< tab',
    '\r',
    '\n',
    '    ',
    '> ',
    '<<EOF',
    '"',
    '\\\n',
    '\uFEFF',
    '1. ',
    '| ',
  ]
  for (let seed = 1; seed < 400; seed += 1) {
    const text = Array.from(
      { length: 40 },
      (_, at) => pieces[(seed * (at * at + 7 * at + 3)) % pieces.length],
    ).join('')
    for (const name of names) expect(() => sessionOf(readForm(name, text))).not.toThrow()
  }
})
