import { expect, test } from 'vitest'
import { lineNumbersOf } from './line-numbers.ts'

test('each character has the number of its line, its end too', () => {
  const lineAt = lineNumbersOf('a\n\nbc\r\nd')
  expect(['a', '\n', '\n', 'b', 'c', '\r', '\n', 'd'].map((_, at) => lineAt(at))).toEqual([
    1, 1, 2, 3, 3, 3, 3, 4,
  ])
  expect(lineAt(100)).toBe(4)
  expect(lineNumbersOf('')(0)).toBe(1)
})
