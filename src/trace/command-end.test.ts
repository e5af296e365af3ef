import { expect, test } from 'vitest'
import { isInterrupted, isKilled } from './command-end.ts'

const keys = (...texts: string[]) => texts.map((text) => ({ at: 0, text, screen: '' }))

test.each([
  ['a program that a signal ends, as a shell says it', 130, keys('Ctrl-C'), true],
  ['a shell in which it has ended something before', 130, keys('Ctrl-C', 'exit'), true],
  ['a kubectl that follows logs, or watches', 1, keys('Ctrl-C'), true],
  ['a shell whose last line failed', 1, keys('Ctrl-C', 'exit'), false],
  ['what fails by itself', 1, [], false],
  ['what ends well', 0, keys('Ctrl-C'), false],
  ['what nobody has interrupted', 130, keys('exit'), false],
  ['another signal', 137, keys('Ctrl-C'), false],
])('whether Ctrl-C has ended it: %s', (_, code, inputs, expected) => {
  expect(isInterrupted({ code, inputs })).toBe(expected)
  expect(isKilled({ code, inputs })).toBe(code > 128 && !expected)
})
