import { expect, test } from 'vitest'
import { parseDescription } from './description.ts'
import { parseTable } from './table.ts'

test('a table is read by the places of its headers, also where a header has a space and a cell is empty', () => {
  const table = parseTable(
    'NAME     SCHEDULE      LAST SCHEDULE   AGE\nsleepy   */2 * * * *   <none>          8s\nb                      3s              9s\n',
  )
  expect(table).toEqual({
    columns: ['NAME', 'SCHEDULE', 'LAST SCHEDULE', 'AGE'],
    rows: [
      { NAME: 'sleepy', SCHEDULE: '*/2 * * * *', 'LAST SCHEDULE': '<none>', AGE: '8s' },
      { NAME: 'b', SCHEDULE: '', 'LAST SCHEDULE': '3s', AGE: '9s' },
    ],
  })
})

test('no output is no table', () => {
  expect(parseTable('')).toBeUndefined()
})

test('a description is read by field, with the lines that go on', () => {
  const fields = parseDescription('Name:      sleepy\nLabels:    a=1\n           b=2\nEvents:\n  x: y\n')
  expect(Object.fromEntries(fields)).toEqual({ Name: ['sleepy'], Labels: ['a=1', 'b=2'], Events: ['x: y'] })
})
