import { expect, test } from 'vitest'
import { readText } from './read-text.ts'

const codeIn = (name: string, ...lines: string[]) => {
  const code = readText(name, lines.join('\n')).lines.filter(({ is }) => is === 'code')
  return [...Map.groupBy(code, ({ block }) => block).values()].map((own) =>
    own
      .map(({ passage }) => passage.text)
      .join('\n')
      .trimEnd(),
  )
}

test('by four spaces or a tab, with a prompt', () => {
  expect(codeIn('a.md', 'Words:', '', '    $ kubectl get job', '    NAME   AGE', '', 'More.')).toEqual([
    '$ kubectl get job\nNAME   AGE',
  ])
  expect(codeIn('a.md', '\tme@node:~$ kubectl get job', '\t{', '\t  "a": 1', '\t}')).toEqual([
    'me@node:~$ kubectl get job\n{\n  "a": 1\n}',
  ])
})

test('below what announces it, by however many spaces, with blank lines in it', () => {
  const rst = ['.. code-block:: bash', '', '   kubectl get job', '', '   NAME   AGE', 'More.']
  expect(codeIn('a.rst', ...rst)).toEqual(['kubectl get job\n\nNAME   AGE'])
  expect(codeIn('a.rst', 'Type this::', '', '  kubectl get job')).toEqual(['kubectl get job'])
})

test('two of them, and one that is fenced, are blocks of their own', () => {
  const lines = ['    $ a', '', 'Words.', '', '    $ b', '', '```', '$ c', '```', '', '    $ d']
  expect(codeIn('a.md', ...lines)).toEqual(['$ a', '$ b', '$ c', '$ d'])
})

test('what only goes on with an item of a list is none', () => {
  expect(codeIn('a.md', '1. One:', '', '    more of it costs $ 5', '', '    and more')).toEqual([])
  expect(codeIn('a.md', 'Words', '    $ kubectl get job')).toEqual([])
})
