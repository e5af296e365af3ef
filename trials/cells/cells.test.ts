import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { markdownTable } from 'markdown-table'
import { expect, test, vi } from 'vitest'
import { noiseOf } from '../../src/compare/noise-of.ts'
import { isAtLength } from '../../testing/at-length.ts'
import type { Unnoticed } from '../../src/lab/accepted.ts'
import { describeRecordedLabs, ownOf, pageOn } from '../../testing/labs.ts'
import { recordedEvents } from '../../testing/traces.ts'
import { changedCells, type CellOutcome } from './cells.ts'
import { changedTexts, otherValue } from './other-values.ts'

vi.setConfig({ testTimeout: 3_600_000 })

/** `CELLS=all` changes those of every recorded run, which takes some minutes, and writes the page to `reports/`. */
const isAll = process.env['CELLS'] === 'all'
/** Otherwise a fourth part is tried, and no page is made. */
const isWhole = isAll || isAtLength

const percent = (part: number, of: number) => `${((100 * part) / of).toFixed(1)} %`

describeRecordedLabs(async ({ lab, versions: all, newest }) => {
  const versions = isAll ? all : [newest]
  const unnoticed = ((await ownOf(lab, 'unnoticed')) ?? []) as readonly Unnoticed[]
  const whyOf = ({ line, place }: CellOutcome) =>
    unnoticed.find((one) => one.of.test(line) && one.place.test(place))

  test('who notices that a place was printed otherwise', async () => {
    const noise = await noiseOf(lab)
    const outcomes: CellOutcome[] = []
    for (const version of versions)
      outcomes.push(...changedCells(lab, await recordedEvents(version, lab), noise, isWhole ? 1 : 4))
    const nobody = outcomes.filter(({ witness }) => witness === 'nobody')
    expect(nobody.filter((one) => whyOf(one) === undefined)).toEqual([])
    const ofLab = outcomes.filter(({ isOfLab }) => isOfLab)
    const missed = (some: readonly CellOutcome[]) => some.filter(({ witness }) => witness === 'nobody').length
    // Of Pods that are described the ages of their events are printed, which no watch sees: 2.4 % of one lab.
    expect(missed(ofLab) / ofLab.length).toBeLessThan(0.03)
    expect(missed(outcomes) / outcomes.length).toBeLessThan(0.03)
    if (!isWhole) return
    const row = (name: string, some: readonly CellOutcome[]) => [
      name,
      String(some.length),
      ...(['stored', 'recorded run', 'claim', 'nobody'] as const).map((witness) =>
        String(some.filter((one) => one.witness === witness).length),
      ),
      percent(some.length - missed(some), some.length),
    ]
    const align = ['l', 'r', 'r', 'r', 'r', 'r', 'r']
    const page = [
      '# Printed places',
      `Each cell, field, value and line that was printed on ${versions.join(', ')} is changed, one at a time, to another value of its kind, left out, or, where it is ` +
        'a row, doubled. Who notices it: what is stored (`src/printed/`); else the comparison with the recorded run of the same version, noise apart; else a claim. ' +
        '`CELLS=all npx vitest run --project unit trials/cells` does so for all recorded runs, and writes `reports/printed-places.md`.',
      markdownTable(
        [
          ['places', 'changed', 'what is stored', 'recorded run', 'claim', 'nobody', 'noticed'],
          row('in lines of the lab', ofLab),
          row(
            'in lines of ours',
            outcomes.filter(({ isOfLab }) => !isOfLab),
          ),
          ...[...new Set(outcomes.map(({ change }) => change))].map((change) =>
            row(
              change,
              outcomes.filter((one) => one.change === change),
            ),
          ),
          row('all', outcomes),
        ],
        { align },
      ),
      '## What nobody notices',
      markdownTable(
        [
          ['line', 'places', 'why'],
          ...unnoticed.map((one) => [
            `\`${
              nobody
                .find((outcome) => whyOf(outcome) === one)
                ?.line.slice(0, 60)
                .replaceAll('|', String.raw`\|`) ?? one.of.source
            }\``,
            String(nobody.filter((outcome) => whyOf(outcome) === one).length),
            one.why,
          ]),
        ],
        { align: ['l', 'r', 'l'] },
      ),
    ]
    const text = `${page.join('\n\n')}\n`
    const file = isAll
      ? join(import.meta.dirname, '../../reports/printed-places.md')
      : pageOn(lab, 'printed-places.md')
    if (isAll) await writeFile(file, text)
    await expect(text).toMatchFileSnapshot(file)
  })
})

test.each([
  ['0/1', '0/2'],
  ['Running', 'Complete'],
  ['12s', '17s'],
  ['4m7s', '5m7s'],
  ['2026-11-26T00:58:04Z', '2026-11-26T00:58:01Z'],
  ['False', 'True'],
  ['<none>', 'other'],
  ['9', '10'],
])('%s may become %s', (value, other) => {
  expect(otherValue(value)).toBe(other)
})

test('each cell of a table is changed, each row left out and doubled', () => {
  const table = 'NAME     AGE\nsleepy   12s\n'
  expect(changedTexts(table).map(({ text }) => text)).toContain('NAME     AGE\nsleepy   17s\n')
  expect(changedTexts(table).map(({ text }) => text)).toContain('NAME     AGE\n')
  expect(changedTexts(table).map(({ text }) => text)).toContain('NAME     AGE\nsleepy   12s\nsleepy   12s\n')
  expect(changedTexts(table)).toHaveLength(7)
})
