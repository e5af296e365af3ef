import { expect, test } from 'vitest'
import { inPlace, isOfOneRun, nameOf, shapeOf } from './shape.ts'

test.each([
  ['d1761a18-9ce8-4a75-9152-3ffd0cd4f14d', '<uid>'],
  ['2026-11-25T00:30:48Z', '<time>'],
  ['2026-11-25T00:30:19.010609123Z', '<time>'],
  ['Start Time:       Wed, 25 Nov 2026 00:30:48 +0000', 'Start Time: <time>'],
  ['https://127.0.0.1:43819', 'https://<address>:<number>'],
  ['4m7s', '<age>'],
  ['sleepy   0/5   2m', 'sleepy <number>/<number> <age>'],
  ['sleepy-29926112-mstj4', 'sleepy-<hex>-<random>'],
  ['sleepy-6rnzc', 'sleepy-<random>'],
  ['kind-kubelab-29662-201b84', 'kind-<cluster>'],
  ['<token febe6805>', '<token>'],
  ['BusyBox v1.35.0', 'BusyBox v<number>'],
])('%s has the shape %s', (text, shape) => {
  expect(shapeOf(text)).toBe(shape)
})

test.each(['Complete', 'sleepy', 'job.batch/sleepy created', 'True', '<none>', 'default-token'])(
  '%s is the same in every run',
  (text) => {
    expect(shapeOf(text)).toBe(text)
  },
)

test('a name keeps its numbers', () => {
  expect(nameOf('v1beta1')).toBe('v1beta1')
  expect(nameOf('sleepy-29926112-mstj4')).toBe('sleepy-<hex>-<random>')
})

test('a number alone may be the same in every run', () => {
  expect(isOfOneRun(shapeOf('3/5'))).toBe(false)
  expect(isOfOneRun(shapeOf('12s'))).toBe(true)
})

test('in its place what is of one run leaves the columns where they were', () => {
  expect(inPlace('NAME        AGE     IP\nweb-bcdfg   2m3s    10.244.0.5   a\nweb   1d  b')).toBe(
    'NAME        AGE     IP\nweb-<random> <age>   <address>    a\nweb   <age> b',
  )
})
