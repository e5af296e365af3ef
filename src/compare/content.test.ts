import { expect, test } from 'vitest'
import { contentOf, textOfContent, type Content } from './content.ts'

/** A content as plain data. */
function plain(content: Content): unknown {
  if (content.type === 'nothing') return undefined
  if (content.type === 'value') return content.text
  if (content.type === 'lines') return Object.fromEntries(content.lines)
  if (content.type === 'parts')
    return Object.fromEntries([...content.parts].map(([name, part]) => [name, plain(part)]))
  const rows = [...content.rows].map(([name, row]) => [name, Object.fromEntries(row)])
  return { columns: content.columns, ...Object.fromEntries(rows) }
}
const taken = (text: string) => plain(contentOf(text))

test('a table by row and column', () => {
  const table = ['NAME     STATUS     LAST SCHEDULE   AGE', 'sleepy   Complete   <none>          4s'].join(
    '\n',
  )
  expect(taken(table)).toEqual({
    columns: ['NAME', 'STATUS', 'LAST SCHEDULE', 'AGE'],
    '[sleepy]': { NAME: 'sleepy', STATUS: 'Complete', 'LAST SCHEDULE': '<none>', AGE: '4s' },
  })
})

test('rows whose names are random, in the same order whatever their names are', () => {
  const header = 'NAME           READY   STATUS    AGE'
  const [done, running] = ['Completed   13s', 'Running     3s']
  const listed = (...rows: [string, string]) => [
    header,
    `sleepy-2qlwc   0/1     ${rows[0]}`,
    `sleepy-mv4nt   0/1     ${rows[1]}`,
  ]
  for (const rows of [listed(done, running), listed(running, done)])
    expect(taken(rows.join('\n').replaceAll('Completed   ', 'Completed '))).toMatchObject({
      '[sleepy-<random>]': { STATUS: expect.stringMatching(/^Comple/) as string },
      '[sleepy-<random> (2)]': { STATUS: 'Running' },
    })
})

test('rows that are named by the minute, in the order of time', () => {
  const rows = [
    'NAME              DURATION   AGE',
    'sleepy-29926112   2m         2m',
    'sleepy-29926114              0s',
  ]
  expect(taken(rows.join('\n'))).toMatchObject({
    '[sleepy-<hex>]': { DURATION: '2m' },
    '[sleepy-<hex> (2)]': { DURATION: '' },
  })
})

test('YAML and JSON by path, each item of a list under what tells it apart', () => {
  const yaml = [
    'apiVersion: v1',
    'status:',
    '  conditions:',
    '  - type: Failed',
    '    status: "True"',
    '  - type: FailureTarget',
    '    status: "True"',
  ]
  expect(taken(yaml.join('\n'))).toEqual({
    apiVersion: 'v1',
    status: {
      conditions: {
        '[Failed]': { type: 'Failed', status: 'True' },
        '[FailureTarget]': { type: 'FailureTarget', status: 'True' },
      },
    },
  })
  expect(taken('{"kind":"APIVersions","versions":["v1"],"items":[{"a":2},{"a":1}]}')).toEqual({
    kind: 'APIVersions',
    versions: '[v1]',
    items: { '[]': { a: '1' }, '[ (2)]': { a: '2' } },
  })
})

test('that something is null or empty is something that stands there', () => {
  expect(taken('apiVersion: v1\npreferences: {}\nusers: null')).toEqual({
    apiVersion: 'v1',
    preferences: '{}',
    users: 'null',
  })
})

test('a description by field, and in it by line', () => {
  const description = ['Name:         sleepy', 'Labels:       a=1', '              b=2'].join('\n')
  expect(taken(description)).toEqual({
    Name: { sleepy: 'sleepy' },
    Labels: { 'a=<number>': 'a=1', 'b=<number>': 'b=2' },
  })
})

test('other text by line, and each of two lines that are the same', () => {
  expect(taken('[1] 10907\n\ndone\ndone')).toEqual({
    '[<number>] <number>': '[1] 10907',
    done: 'done',
    'done (2)': 'done',
  })
  expect(taken('{ is no JSON')).toEqual({ '{ is no JSON': '{ is no JSON' })
})

test('nothing', () => {
  expect(contentOf(' \n')).toEqual({ type: 'nothing' })
})

test('as text for people', () => {
  expect(textOfContent(contentOf('{"a":{"b":["c"]},"d":1}'))).toBe('{a: {b: [c]}, d: 1}')
  expect(textOfContent(contentOf('NAME   AGE\na      1s'))).toBe('NAME   AGE\na   1s')
  expect(textOfContent(contentOf('one\ntwo'))).toBe('one\ntwo')
})
