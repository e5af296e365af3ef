import { expect, test } from 'vitest'
import { suggestedBy } from './suggested.ts'

test.each([
  ['NAME   AGE\nweb    45s', 45],
  ['sleepy   Complete   5/5   1m15s   2m', 120],
  ['default   Active   5d3h\nnew   Active   10s', 10],
  ['v1.37.2 1.2.3 s3 10s.yaml web-10s', undefined],
  ['Normal  Pulled  3s (x2 over 61s)', 61],
])('%j', (printed, expected) => {
  expect(suggestedBy(printed, 180)).toBe(expected)
})
