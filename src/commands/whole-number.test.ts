import { expect, test } from 'vitest'
import { UsageError } from '../errors.ts'
import { wholeNumber } from './whole-number.ts'

test('a whole number is read', () => {
  expect(wholeNumber('--runs', '20', 1)).toBe(20)
})

test.each(['', '0', '-1', '1.5', 'many', '1e3', '99999999999999999999'])('%j is none', (text) => {
  expect(() => wholeNumber('--runs', text, 1)).toThrow(UsageError)
})
