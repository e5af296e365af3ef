import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { recordedOf } from '../src/lab/drift.ts'
import { claimsOf, claimsOfSection, scenariosOf } from '../src/lab/lab.ts'
import { recordedTraces } from '../src/lab/recorded-traces.ts'
import { catalogueOf } from '../src/report/catalogue.ts'
import { matrixOf } from '../src/report/matrix/matrix.ts'
import { recordedColumns } from '../src/report/matrix/recorded-columns.ts'
import { sinceInWords } from '../src/report/known-change-words.ts'
import { boundsInWords } from '../src/report/since.ts'
import { judgeAllOn, recordedEvents } from '../testing/traces.ts'
import { lab } from './api-objects/lab.ts'

const claims = claimsOf(lab)
const columns = await recordedColumns(lab)

test('ids are permanent: claims are added, never renamed or dropped', () => {
  expect(claims.map(({ id }) => id).toSorted()).toMatchSnapshot()
  expect(new Set(claims.map(({ id }) => id)).size).toBe(claims.length)
})

test('an id begins with the exercise of its section, a step with the anchor of its section', () => {
  for (const section of lab.sections) {
    const [anchor = ''] = Object.keys(section.steps)
    for (const { id, step } of claimsOfSection(section)) {
      expect(id.split('/')[0], id).toBe(section.exercise)
      expect(step.startsWith(anchor.split('.').slice(0, 2).join('.')), `${id} at ${step}`).toBe(true)
    }
  }
})

test('every step of the lab has claims or a reason why it has none, in the order of the lab', () => {
  const steps = (anchor: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${anchor}.${index + 1}`)
  expect(lab.sections.map((section) => Object.keys(section.steps))).toEqual([
    ['6.1', ...steps('6.1', 8)],
    ['6.2', ...steps('6.2', 4)],
    ['6.3j', ...steps('6.3j', 14)],
    steps('6.3c', 7),
  ])
})

test('what the catalogue says is in our words: one sentence each, no two alike', () => {
  for (const { id, says } of claims) expect(says, id).toMatch(/^[A-Za-z].*\.$/)
  expect(new Set(claims.map(({ says }) => says)).size).toBe(claims.length)
})

test('scenarios have names of their own', () => {
  const names = scenariosOf(lab).map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
})

test('every claim has a counterexample', () => {
  for (const { id, turnedRedBy } of claims) expect(turnedRedBy.length, id).toBeGreaterThan(0)
})

test.each(recordedTraces(lab))(
  'in the run on $name nothing is seen of what counterexamples are noticed by',
  async ({ name }) => {
    const events = await recordedEvents(name, lab)
    const reasons = claims.flatMap((claim) => {
      const { drift: _, ...bare } = claim
      return claim.turnedRedBy.map(({ reason }) => ({ ...bare, holds: reason }))
    })
    for (const { id, verdict, conjuncts } of await judgeAllOn(reasons, events))
      expect(verdict, `${id}: ${conjuncts[0]?.what}`).not.toBe('holds')
  },
)

test('recorded runs show each drift to have come when it is recorded to have', () => {
  const wrong = matrixOf(lab, columns).drifts.filter(({ agrees }) => !agrees)
  expect(wrong.map((drift) => `${drift.claim}: ${sinceInWords(drift)}, but ${boundsInWords(drift)}`)).toEqual(
    [],
  )
})

test('the table of what was found is that of the recorded runs', async () => {
  const found = new Map(
    columns.flatMap(({ name, report }) => {
      const count = (one: string) => report.claims.filter(({ verdict }) => verdict === one).length
      const figures = [count('holds'), count('drifted'), count('never held')]
      return name.includes('-kubectl-') ? [] : [[name, figures] as const]
    }),
  )
  const document = '../docs/other-versions.md'
  const page = await readFile(join(import.meta.dirname, document), 'utf8')
  const named: string[] = []
  const renewed = page.replaceAll(
    /(?<=^\| (v[^|]*)\|)(?: *\d+ *\|){3}/gm,
    (printed: string, versions: string) => {
      const inRow = versions.split(',').map((version) => version.trim())
      named.push(...inRow)
      const [figures = [], ...others] = inRow.map((version) => found.get(version))
      for (const other of others) expect(other, `the figures of ${versions}`).toEqual(figures)
      let place = 0
      return printed.replaceAll(/ *\d+/g, (cell) => ` ${figures[place++]}`.padStart(cell.length))
    },
  )
  expect(named).toEqual([...found.keys()])
  await expect(renewed).toMatchFileSnapshot(document)
})

describe('what is said to be done instead', () => {
  const remedies = claims.flatMap(({ id, drift = [] }) =>
    drift.flatMap(recordedOf).map(({ remedy }) => ({ id, ...remedy })),
  )
  test('is words that have nothing to copy in them', () => {
    for (const { id, words } of remedies) {
      expect(words, id).toMatch(/^[A-Z].*\.$/)
      expect(words, id).not.toMatch(/kubectl|curl|export|[$=:"+]/)
    }
  })
  test('is typed in a recorded run, as it stands or inside another line, and works', async () => {
    const events = await recordedEvents('v1.37.2', lab)
    const done = events.filter(
      (event) =>
        event.type === 'typed' &&
        events.some((one) => one.type === 'exited' && one.command === event.command && one.code === 0),
    )
    for (const { id, type = [] } of remedies)
      for (const line of type)
        expect(
          done.some((event) => event.type === 'typed' && event.line.includes(line)),
          `${id}: ${line}`,
        ).toBe(true)
  })
  test('is seen in it line by line, in a file or as an answer', async () => {
    const plain = (text: string) => text.trim().replaceAll(/\s+/g, ' ').replaceAll('- name', 'name')
    const events = await recordedEvents('v1.37.2', lab)
    const seen = new Set(
      events.flatMap((event) =>
        event.type === 'file' || event.type === 'output'
          ? event.text
              .replaceAll(/\blab-[a-z-]+/g, 'default')
              .replaceAll(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, '<uid>')
              .split('\n')
              .map(plain)
          : [],
      ),
    )
    for (const { id, write } of remedies)
      for (const line of write?.split('\n') ?? []) expect(seen, `${id}: ${line}`).toContain(plain(line))
  })
})

test('the catalogue is written down', async () => {
  await expect(`${catalogueOf(lab, columns)}\n`).toMatchFileSnapshot('../docs/catalogue.md')
})
