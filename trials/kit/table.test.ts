import { expect, test } from 'vitest'
import { tableOf } from './table.ts'

test('numbers stand to the right, and nothing ends a cell', () => {
  const rows = [
    ['a|b', 1, undefined],
    ['c', 10, 'x'],
  ]
  expect(tableOf(['name', 'count', ''], rows)).toBe(
    [
      String.raw`| name | count |    |`,
      String.raw`| :--- | ----: | :- |`,
      String.raw`| a\|b |     1 |    |`,
      String.raw`| c    |    10 | x  |`,
    ].join('\n'),
  )
  expect(tableOf(['name'], [['a']])).toBe('| name |\n| ---- |\n| a    |')
})
