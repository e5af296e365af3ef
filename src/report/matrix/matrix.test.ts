import { describe, expect, test } from 'vitest'
import { claimsOf } from '../../lab/lab.ts'
import { tinyLab } from '../../../testing/tiny-lab.ts'
import { madeUp, madeUpColumn, onlyFailed, tinyMatrix } from '../../../testing/tiny-matrix.ts'
import { columnOf } from './column-of.ts'
import { exitCodeOfMatrix, matrixOf, type Column, type Matrix } from './matrix.ts'
import { matrixMarkdown } from './matrix-markdown.ts'
import { headingOf, noticesOf } from './notices.ts'
import { rangeErrata } from './range-errata.ts'

const rowOf = ({ claims }: Matrix, id: string) => claims.find((claim) => claim.id === id)?.cells
const driftOf = ({ drifts }: Matrix, claim: string) => drifts.find((drift) => drift.claim === claim)
const before = madeUpColumn('v1.30.14', onlyFailed)
const after = madeUpColumn('v1.31.14')
const exitCode = (...columns: Column[]) => exitCodeOfMatrix(matrixOf(tinyLab, columns))

test('columns are in the order of their versions, each with a cell for every claim', () => {
  expect(tinyMatrix.columns.map(headingOf)).toEqual(['v1.29.6', 'v1.30.14', 'v1.31.14'])
  expect(tinyMatrix.claims.map(({ id }) => id)).toEqual(claimsOf(tinyLab).map(({ id }) => id))
  for (const { cells } of tinyMatrix.claims) expect(cells).toHaveLength(3)
})

test('a drift is marked where it is first seen, and seen on both sides', () => {
  expect(rowOf(tinyMatrix, 'job/one-condition')).toEqual([
    expect.objectContaining({ verdict: 'blocked' }),
    { verdict: 'holds' },
    { verdict: 'drifted', begins: true },
  ])
  expect(driftOf(tinyMatrix, 'job/one-condition')).toMatchObject({
    after: '1.30',
    by: '1.31',
    basis: 'seen on both sides',
    agrees: true,
    columns: [2],
  })
})

test('a drift that all versions have is marked nowhere, and is said by its author', () => {
  expect(rowOf(tinyMatrix, 'rest/secret')?.some(({ begins }) => begins)).toBe(false)
  expect(driftOf(tinyMatrix, 'rest/secret')).toMatchObject({
    by: '1.30',
    basis: 'said by its author',
    agrees: true,
  })
})

test('a version that can not be had is a blocked column, with the reason in each cell', () => {
  const reason = 'the proxy refuses k8s.io/cloud-provider v0.29.6'
  expect(tinyMatrix.columns[0]).toMatchObject({
    name: 'v1.29.6',
    blocked: reason,
    verdicts: { blocked: 7 },
  })
  expect(rowOf(tinyMatrix, 'cronjob/fires')?.[0]).toEqual({ verdict: 'blocked', reason })
  expect(matrixMarkdown(tinyMatrix)).toContain(`\`v1.29.6\`: blocked: ${reason}`)
})

describe('the exit code', () => {
  test('is 0 when all is as recorded, 2 when a version could not be had', () => {
    expect(exitCode(before, after)).toBe(0)
    expect(exitCode(before, { name: 'v1.31', blocked: 'no disk' })).toBe(2)
  })
  test('is 2 when a run was not recorded to its end, and the page says so', () => {
    const cutOff = matrixOf(tinyLab, [
      before,
      madeUpColumn('v1.31.14', (events) => events.filter(({ type }) => type !== 'end')),
    ])
    expect(exitCodeOfMatrix(cutOff)).toBe(2)
    expect(matrixMarkdown(cutOff)).toContain('`v1.31.14`: The trace is cut off: it has no end.')
  })
  test.each([
    ['sooner', madeUpColumn('v1.30.14'), 'since ≤ 1.30'],
    ['later', madeUpColumn('v1.32.13', onlyFailed), '1.32 < since'],
  ])('is 1 when a drift came %s than is recorded, and the page says so', (_, column, seen) => {
    const found = matrixOf(tinyLab, [column])
    expect(exitCodeOfMatrix(found)).toBe(1)
    expect(matrixMarkdown(found)).toContain(
      `recorded since server 1.31, but seen ${seen.replace('<', String.raw`\<`)}`,
    )
  })
  test('is 1 also where a disagreement is beside a blocked version', () => {
    expect(exitCode(madeUpColumn('v1.30.14'), { name: 'v1.29', blocked: 'refused' })).toBe(1)
  })
})

test('a kubectl of another version has a column of its own', () => {
  const skew = columnOf(tinyLab, 'skew', madeUp({ server: 'v1.37.2', kubectl: 'v1.23.3' }))
  const found = matrixOf(tinyLab, [madeUpColumn('v1.37.2'), skew])
  expect(found.columns.map(headingOf)).toEqual(['v1.37.2, kubectl v1.23.3', 'v1.37.2'])
  expect(new Set(found.columns.map(({ folder }) => folder)).size).toBe(2)
})

test('the errata are for the versions that a course supports', () => {
  const columns = [before, after, madeUpColumn('v1.33.13')]
  const where = (from: string, to: string) => {
    const { errata = [], untried } = rangeErrata(matrixOf(tinyLab, columns, { from, to })) ?? {}
    return {
      untried,
      errata: errata.map(({ claim, inVersions, notIn }) => [claim, inVersions.join(), notIn.join()]),
    }
  }
  expect(where('1.30', '1.33')).toEqual({
    untried: ['1.32'],
    errata: [
      ['rest/secret', '1.30,1.31,1.33', ''],
      ['cronjob/v1beta1', '1.30,1.31,1.33', ''],
      ['rest/apis', '1.30,1.31,1.33', ''],
      ['job/one-condition', '1.31,1.33', '1.30'],
    ],
  })
  expect(where('1.30', '1.30').errata.map(([claim]) => claim)).not.toContain('job/one-condition')
})

test('in Markdown a cell leads to its claim in the report, or to nothing where the reports are not beside it', () => {
  expect(matrixMarkdown(tinyMatrix)).toContain('[→◂](v1.31.14/report.html#job/one-condition)')
  expect(matrixMarkdown(tinyMatrix, { links: false })).not.toContain('report.html')
})

test('changes between neighbours that belong to nobody are told', () => {
  expect(noticesOf(tinyMatrix)).toContainEqual({
    where: 'v1.33.13 → v1.37.2 with kubectl v1.33.13',
    what: 'seen, not judged yet: 1 change that no claim looks at',
  })
})
