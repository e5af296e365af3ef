import { expect, test } from 'vitest'
import { Revisions } from './revisions.ts'

test('what was written in the same order keeps its revisions', () => {
  const revisions = new Revisions()
  for (const revision of [3, 5, 9]) revisions.write(revision, revision * 10)
  expect([3, 5, 9].map((revision) => revisions.of(revision))).toEqual(['3', '5', '9'])
})

test('what comes later than it did changes places', () => {
  const revisions = new Revisions()
  revisions.write(5, 50)
  revisions.write(9, 90)
  revisions.write(3, 95)
  expect([3, 5, 9].map((revision) => revisions.of(revision))).toEqual(['9', '3', '5'])
})

test('the newest at a moment is that of what was written last', () => {
  const revisions = new Revisions()
  revisions.write(9, 90)
  revisions.write(3, 95)
  expect([80, 90, 99].map((moment) => revisions.newest(moment))).toEqual(['0', '3', '9'])
})
