import { expect, test } from 'vitest'
import { lab } from '../../specs/api-objects/lab.ts'
import { claimsOf, scenariosOf } from './lab.ts'
import { only } from './only.ts'

test('claims are named by their ids, or by how these begin, in any order', () => {
  expect(only(lab, 'job/parallel-two-at-once, job/completions-five').ids).toEqual([
    'job/completions-five',
    'job/parallel-two-at-once',
  ])
  const jobs = claimsOf(lab).filter(({ id }) => id.startsWith('job/'))
  expect(only(lab, 'job/').ids).toEqual(jobs.map(({ id }) => id))
  expect(only(lab, 'job/,job/completions-five').ids).toHaveLength(jobs.length)
})

test('an id is one claim, also where others begin so', () => {
  expect(claimsOf(lab).filter(({ id }) => id.startsWith('cronjob/create')).length).toBeGreaterThan(0)
  const ids = claimsOf(lab).map(({ id }) => id)
  for (const id of ids) expect(only(lab, id).ids).toEqual([id])
})

test('what is left of the lab has only these claims, and only the scenarios that they need', () => {
  const { lab: left } = only(lab, 'job/completions-five')
  expect(claimsOf(left).map(({ id }) => id)).toEqual(['job/completions-five'])
  expect(scenariosOf(left).map(({ name }) => name)).toEqual(['completions'])
  expect(left.sections.map(({ title }) => title)).toEqual(lab.sections.map(({ title }) => title))
})

test.each(['job/completion-five', 'job/completions-fiv3', 'job/completions-one,jobs/completions-five'])(
  '%s is refused, and the nearest ids are named',
  (named) => {
    expect(() => only(lab, named)).toThrow(/found "\S+"\. Nearest to it: (\S+, )*job\/completions-five\b/)
  },
)

test.each(['', ',', 'job/completions-five,', ' '])('“%s” names none', (named) => {
  expect(() => only(lab, named)).toThrow('found ""')
})
