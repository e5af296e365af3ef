import { describe, expect, test } from 'vitest'
import { atLeast, atMost, between, each } from './matcher.ts'

const late = (seconds: number) => ({ late: seconds, early: 0 })
const early = (seconds: number) => ({ late: 0, early: seconds })

describe('a duration is excused', () => {
  test('that is too long, where its end may have been late', () => {
    expect(atMost(15).excuses?.(17, late(2))).toBe(true)
    expect(atMost(15).excuses?.(18, late(2))).toBe(false)
    expect(between(10, 15).excuses?.(17, late(2))).toBe(true)
  })
  test('that is too short, where its beginning may have been late', () => {
    expect(atLeast(120).excuses?.(115, late(5))).toBe(true)
    expect(between(117, 123).excuses?.(112, late(5))).toBe(true)
    expect(between(117, 123).excuses?.(111, late(5))).toBe(false)
  })
  test('that is too short, where its end may have been dated early', () => {
    expect(atLeast(15).excuses?.(10, early(5))).toBe(true)
    expect(atLeast(15).excuses?.(9, early(5))).toBe(false)
  })
})

test('of several each must be right or excused', () => {
  expect(each(atMost(3)).excuses?.([1, 5], late(2))).toBe(true)
  expect(each(atMost(3)).excuses?.([1, 6], late(2))).toBe(false)
})
