import { describe, expect, test } from 'vitest'
import { recordedOf } from '../src/lab/drift.ts'
import { claimsOf, claimsOfSection, scenariosOf, type Lab } from '../src/lab/lab.ts'
import { catalogueOf } from '../src/report/catalogue.ts'
import { matrixOf } from '../src/report/matrix/matrix.ts'
import { sinceInWords } from '../src/report/known-change-words.ts'
import { boundsInWords } from '../src/report/since.ts'
import { columnsOnRecord, describeRecordedLabs, inLines, labs, lockedOf, pageOn } from '../testing/labs.ts'
import { judgeAllOn, recordedEvents } from '../testing/traces.ts'

/** @returns what is out of order in the steps of a section: `6.1`, which may be left out, `6.1.1`, `6.1.2` … */
function outOfOrder(anchors: readonly string[]): string[] {
  const [first = ''] = anchors
  const isIntroduced = anchors[1]?.startsWith(`${first}.`) ?? false
  const exercise = isIntroduced ? first : first.replace(/\.\d+$/, '')
  return anchors.filter(
    (anchor, place) =>
      anchor !== (isIntroduced && place === 0 ? first : `${exercise}.${place + Number(!isIntroduced)}`),
  )
}

const remediesOf = (lab: Lab) =>
  claimsOf(lab).flatMap(({ id, drift = [] }) =>
    drift.flatMap(recordedOf).map(({ remedy }) => ({ id, ...remedy })),
  )

describe.each(labs)('the lab $name', (lab) => {
  const claims = claimsOf(lab)

  test('ids are permanent: claims are added, never renamed or dropped', async () => {
    const ids = claims.map(({ id }) => id)
    await expect(inLines(ids.toSorted())).toMatchFileSnapshot(lockedOf(lab, 'ids'))
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('an id begins with the exercise of its section', () => {
    for (const section of lab.sections)
      for (const { id } of claimsOfSection(section)) expect(id.split('/')[0], id).toBe(section.exercise)
    const exercises = lab.sections.map(({ exercise }) => exercise)
    expect(new Set(exercises).size).toBe(exercises.length)
  })

  test('every step has claims or a reason why it has none, in the order of the lab', () => {
    for (const { title, steps } of lab.sections) {
      expect(outOfOrder(Object.keys(steps)), title).toEqual([])
      for (const [step, claimed] of Object.entries(steps)) {
        const isReason = typeof claimed === 'string'
        expect(isReason ? claimed.length : Object.keys(claimed).length, step).toBeGreaterThan(0)
      }
    }
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

  test('what is said to be done instead is words that have nothing to copy in them', () => {
    for (const { id, words } of remediesOf(lab)) {
      expect(words, id).toMatch(/^[A-Z].*\.$/)
      expect(words, id).not.toMatch(/kubectl|curl|export|[$=:"+]/)
    }
  })
})

test('steps that are out of order, doubled or left out are found', () => {
  expect(outOfOrder(['6.1', '6.1.1', '6.1.2'])).toEqual([])
  expect(outOfOrder(['6.3c.1', '6.3c.2'])).toEqual([])
  expect(outOfOrder(['6.1', '6.1.2', '6.1.1'])).toEqual(['6.1.2', '6.1.1'])
  expect(outOfOrder(['6.1.1', '6.1.3'])).toEqual(['6.1.3'])
})

describeRecordedLabs(async ({ lab, versions, events }) => {
  const claims = claimsOf(lab)
  const columns = await columnsOnRecord(lab)

  test.each(versions)(
    'in the run on %s nothing is seen of what counterexamples are noticed by',
    async (version) => {
      const reasons = claims.flatMap((claim) => {
        const { drift: _, ...bare } = claim
        return claim.turnedRedBy.map(({ reason }) => ({ ...bare, holds: reason }))
      })
      const judged = await judgeAllOn(reasons, await recordedEvents(version, lab))
      for (const { id, verdict, conjuncts } of judged)
        expect(verdict, `${id}: ${conjuncts[0]?.what}`).not.toBe('holds')
    },
  )

  test('recorded runs show each drift to have come when it is recorded to have', () => {
    const wrong = matrixOf(lab, columns).drifts.filter(({ agrees }) => !agrees)
    expect(
      wrong.map((drift) => `${drift.claim}: ${sinceInWords(drift)}, but ${boundsInWords(drift)}`),
    ).toEqual([])
  })

  test('what is said to be typed instead is typed, as it stands or inside another line, and works', () => {
    const done = events.filter(
      (event) =>
        event.type === 'typed' &&
        events.some((one) => one.type === 'exited' && one.command === event.command && one.code === 0),
    )
    for (const { id, type = [] } of remediesOf(lab))
      for (const line of type)
        expect(
          done.some((event) => event.type === 'typed' && event.line.includes(line)),
          `${id}: ${line}`,
        ).toBe(true)
  })

  test('what is said to be written instead is seen line by line, in a file or as an answer', () => {
    const plain = (text: string) => text.trim().replaceAll(/\s+/g, ' ').replaceAll('- name', 'name')
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
    for (const { id, write } of remediesOf(lab))
      for (const line of write?.split('\n') ?? []) expect(seen, `${id}: ${line}`).toContain(plain(line))
  })

  test('the catalogue is written down', async () => {
    await expect(`${catalogueOf(lab, columns)}\n`).toMatchFileSnapshot(pageOn(lab, 'catalogue.md'))
  })
})
