import { expect, test } from 'vitest'
import { contentOf } from './content.ts'
import { differencesOf } from './differences.ts'
import { placeOf } from './place.ts'

const between = (one: string, other: string) =>
  differencesOf(contentOf(one), contentOf(other), ['stdout']).map(({ path, values }) => [
    placeOf(path),
    ...values,
  ])

const before = ['NAME     COMPLETIONS   AGE', 'sleepy   0/1           3s'].join('\n')

test('a cell', () => {
  expect(between(before, before.replace('0/1', '1/1'))).toEqual([
    ['stdout COMPLETIONS[sleepy]', '0/1', '1/1'],
  ])
})

test('a new column once, and not in each row', () => {
  const now = ['NAME     STATUS    COMPLETIONS   AGE', 'sleepy   Running   0/1           3s'].join('\n')
  expect(between(before, now)).toEqual([
    ['stdout columns', 'NAME, COMPLETIONS, AGE', 'NAME, STATUS, COMPLETIONS, AGE'],
  ])
})

test('a row that is not there', () => {
  expect(between(before, `${before}\nother    0/1           1s`)).toEqual([
    ['stdout rows[other]', undefined, 'other   0/1   1s'],
  ])
})

test('a field of a document, and a whole part of it once', () => {
  expect(between('kind: A\nstatus:\n  a: 1\n  b: 2', 'kind: B\nmetadata: {}')).toEqual([
    ['stdout kind', 'A', 'B'],
    ['stdout status', '{a: 1, b: 2}', undefined],
    ['stdout metadata', undefined, '{}'],
  ])
})

test('a field of a description', () => {
  expect(between('Name:   a\nSuspend:   false', 'Name:   a')).toEqual([
    ['stdout Suspend.false', 'false', undefined],
  ])
})

test('lines of a text, also where there was none', () => {
  expect(between('', 'Warning: a\nb')).toEqual([
    ['stdout Warning: a', undefined, 'Warning: a'],
    ['stdout b', undefined, 'b'],
  ])
})

test('all of it where it is something else', () => {
  expect(between('kind: A', 'not found')).toEqual([['stdout', '{kind: A}', 'not found']])
})

test('nothing where nothing is different', () => {
  expect(between(before, before)).toEqual([])
})
