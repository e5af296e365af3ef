import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { changesFile } from '../changes/change.ts'
import { allChanges } from '../changes/changes.ts'
import { comparison } from '../compare/comparison.ts'
import { tinyComparison } from '../../testing/tiny-comparison.ts'
import { tinyMatrix } from '../../testing/tiny-matrix.ts'
import { tinyNotes, tinyTrue } from '../../testing/tiny-judged-texts.ts'
import { tiny } from '../../testing/tiny-reports.ts'
import { traceEvent } from '../trace/event.ts'
import { matrix } from './matrix/matrix.ts'
import { textsReport, textsReportOf } from './proofread/texts-report.ts'
import { report } from './report.ts'

const published = (name: string) => join(import.meta.dirname, '../../docs', `${name}.schema.json`)

/** The schemas for programs that are not written in TypeScript: of `report.json`, `matrix.json`, `compare-A-B.json`, `proofread.json`, and a line of `trace.ndjson`. */
describe.each([
  { name: 'report', schema: report, examples: [tiny.report] },
  { name: 'matrix', schema: matrix, examples: [tinyMatrix] },
  { name: 'comparison', schema: comparison, examples: [tinyComparison] },
  { name: 'proofread', schema: textsReport, examples: [textsReportOf([tinyNotes(), tinyTrue()])] },
  { name: 'changes', schema: changesFile, examples: [{ changes: allChanges() }] },
  { name: 'trace', schema: traceEvent, examples: tiny.events },
])('the published schema of a $name', ({ name, schema, examples }) => {
  const json = z.toJSONSchema(schema, { io: 'input' })

  test('is what this project writes', async () => {
    await expect(`${JSON.stringify(json, undefined, 2)}\n`).toMatchFileSnapshot(published(name))
  })
  test('accepts what was recorded, and nothing more', () => {
    const read = z.fromJSONSchema(json)
    for (const example of examples) expect(read.safeParse(example).error).toBeUndefined()
    expect(read.safeParse({ ...examples[0], more: 1 }).success).toBe(false)
  })
})
