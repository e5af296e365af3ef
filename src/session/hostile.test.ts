import { cpuUsage } from 'node:process'
import { expect, test } from 'vitest'
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

/** Seconds of a processor that it takes to read a text. */
function secondsOf(text: string): number {
  const from = cpuUsage()
  for (const name of names) sessionOf(readForm(name, text))
  const { user, system } = cpuUsage(from)
  return (user + system) / 1e6
}

test.each(Object.entries(hostile))('%s take time that grows with their number', (_, make) => {
  secondsOf(make(500))
  const [once, twice] = [secondsOf(make(1000)), secondsOf(make(2000))]
  // Below a tenth of a second the collector of garbage decides.
  expect(twice).toBeLessThan(Math.max(3 * once, 0.3))
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
