import { expect, test } from 'vitest'
import { namedOtherwise } from './named-otherwise.ts'

const pairs = (...values: [string, string][]) => values.map((pair) => ({ values: pair }))
const wrong = (...values: [string, string][]) =>
  [...namedOtherwise(pairs(...values))].map(({ values: [, text] }) => text)

const one = 'kubelab-1-aaaaaa'
const other = 'kubelab-2-bbbbbb'

test.each<[what: string, values: [string, string][], found: string[]]>([
  [
    'a name that is the same everywhere',
    [
      [one, other],
      [`kind-${one}`, `kind-${other}`],
    ],
    [],
  ],
  [
    'another name at one place',
    [
      [one, other],
      [one, other],
      [`kind-${one}`, 'kind-kubelab-2-bbbbbc'],
    ],
    ['kind-kubelab-2-bbbbbc'],
  ],
  [
    'one name for two',
    [
      ['10.0.0.1', '10.1.0.1'],
      ['10.0.0.1', '10.1.0.1'],
      ['10.0.0.2', '10.1.0.1'],
    ],
    ['10.1.0.1'],
  ],
  [
    'a time, and a name that is picked for a pod',
    [
      ['3s', '4s'],
      ['3s', '5s'],
      ['sleepy-4k2xz', 'sleepy-bbbbb'],
      ['sleepy-4k2xz', 'sleepy-ccccc'],
    ],
    [],
  ],
])('%s', (_, values, found) => {
  expect(wrong(...values)).toEqual(found)
})
