import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { columnsOnRecord } from '../../testing/labs.ts'
import { lab } from './lab.ts'

const columns = await columnsOnRecord(lab)

test('the sections have as many steps as those of the page', () => {
  const steps = (anchor: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${anchor}.${index + 1}`)
  expect(lab.sections.map((section) => Object.keys(section.steps))).toEqual([
    ['6.1', ...steps('6.1', 8)],
    ['6.2', ...steps('6.2', 4)],
    ['6.3j', ...steps('6.3j', 14)],
    steps('6.3c', 7),
  ])
})

test('the table of what was found is that of the recorded runs', async () => {
  const found = new Map(
    columns.flatMap(({ name, report }) => {
      const count = (one: string) => report.claims.filter(({ verdict }) => verdict === one).length
      const figures = [count('holds'), count('drifted'), count('never held')]
      return name.includes('-kubectl-') ? [] : [[name, figures] as const]
    }),
  )
  const document = '../../docs/other-versions.md'
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
