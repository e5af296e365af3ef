import { expect, test } from 'vitest'
import { lab } from '../../specs/api-objects/lab.ts'
import { claimsOf, scenariosOfClaims } from './lab.ts'
import { only } from './only.ts'

const idsOf = (named: string) => only(lab, named).claims.map(({ id }) => id)

test('claims are named by their ids, or by how these begin, in any order', () => {
  expect(idsOf('job/parallel-two-at-once, job/completions-five')).toEqual([
    'job/completions-five',
    'job/parallel-two-at-once',
  ])
  const jobs = claimsOf(lab).filter(({ id }) => id.startsWith('job/'))
  expect(idsOf('job/')).toEqual(jobs.map(({ id }) => id))
  expect(idsOf('job/,job/completions-five')).toHaveLength(jobs.length)
})

test('an id is one claim, also where others begin so', () => {
  expect(claimsOf(lab).filter(({ id }) => id.startsWith('cronjob/create')).length).toBeGreaterThan(0)
  const ids = claimsOf(lab).map(({ id }) => id)
  for (const id of ids) expect(idsOf(id)).toEqual([id])
})

test('claims need only the scenarios that they are decided in', () => {
  const { claims } = only(lab, 'job/completions-five')
  expect(scenariosOfClaims(claims).map(({ name }) => name)).toEqual(['completions'])
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
