import { expect, test } from 'vitest'
import { UsageError } from '../../src/errors.ts'
import { wholeNumber } from './whole-number.ts'

const runs = { least: 1, most: 1000 }

test.each([1, 20, 1000])('a whole number is read: %i', (number) => {
  expect(wholeNumber('--runs', String(number), runs)).toBe(number)
})

test.each(['', '0', '-1', '1.5', 'many', '1e3', '1001', '99999999999999999999'])('%j is none', (text) => {
  expect(() => wholeNumber('--runs', text, runs)).toThrow(UsageError)
  expect(() => wholeNumber('--runs', text, runs)).toThrow(
    `--runs: expected a whole number from 1 to 1000, found ${text}`,
  )
})
