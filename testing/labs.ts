import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findLab } from '../src/lab/find-lab.ts'
import { labNames } from '../src/lab/lab-names.ts'
import type { Lab } from '../src/lab/lab.ts'
import { oldestAndNewest, recordedTraces } from '../src/lab/recorded-traces.ts'
import { recordedColumns } from '../src/report/matrix/recorded-columns.ts'
import type { TraceEvent } from '../src/trace/event.ts'
import { isAtLength } from './at-length.ts'
import { recordedEvents } from './traces.ts'

const home = join(import.meta.dirname, '../specs')
const { LAB: named } = process.env

/** The labs that are tested: all of this project, or the one that `LAB` names, which may be elsewhere. */
export const labs = await Promise.all(
  (named === undefined ? labNames(home) : [named]).map((name) => findLab(name, home)),
)

/** Path of a page on a lab that is generated. */
export const pageOn = ({ module, name }: Lab, page: string) => join(dirname(module), '../../docs', name, page)

/** Path of what is written down of a lab so that no change of it goes unseen. */
export const lockedOf = ({ module }: Lab, what: string) => join(dirname(module), 'locked', `${what}.txt`)

/** As such a file has it: each text in a line. */
export const inLines = (texts: readonly string[]) => texts.map((text) => `${text}\n`).join('')

const columns = new Map<Lab, ReturnType<typeof recordedColumns>>()

/** What the recorded runs of a lab found, judged once for all tests of a process. */
export function columnsOnRecord(lab: Lab): ReturnType<typeof recordedColumns> {
  const known = columns.get(lab) ?? recordedColumns(lab)
  columns.set(lab, known)
  return known
}

/** A lab with what was recorded of it. */
export interface RecordedLab {
  lab: Lab
  /** The names of all its recorded runs, oldest version first. */
  versions: readonly string[]
  /** Of those on which much is tried: in short the oldest and the newest. */
  tried: readonly string[]
  /** Of the newest that is of a version alone. */
  newest: string
  /** Those of the newest run. */
  events: readonly TraceEvent[]
}

const withRuns = await Promise.all(
  labs.map(async (lab): Promise<RecordedLab | { lab: Lab }> => {
    const pair = oldestAndNewest(lab).map(({ name }) => name)
    const newest = pair.at(-1)
    if (newest === undefined) return { lab }
    const versions = recordedTraces(lab).map(({ name }) => name)
    const tried = isAtLength ? versions : pair
    return { lab, versions, tried, newest, events: await recordedEvents(newest, lab) }
  }),
)

/** The labs that have recorded runs. */
const recordedLabs = withRuns.filter((one): one is RecordedLab => 'events' in one)

/** Describes each lab by its recorded runs; of one that has none yet it is said what to do. */
export function describeRecordedLabs(body: (recorded: RecordedLab) => void | Promise<void>): void {
  test.for(withRuns.filter((one) => !('events' in one)))('the lab $lab.name', ({ lab }, { skip }) => {
    expect(oldestAndNewest(lab)).toEqual([])
    skip('it has no recorded run yet: "scripts/setup record TRACE" adds one')
  })
  describe.each(recordedLabs)('the lab $lab.name', async (one) => {
    await body(one)
  })
}

/** What a file of a lab's folder exports by its own name, for those who put the lab on trial; undefined where it has none. */
export async function ownOf(lab: Lab, name: 'equivalent' | 'unnoticed'): Promise<unknown> {
  const file = join(dirname(lab.module), `${name}.ts`)
  return existsSync(file) ? ((await import(file)) as Record<string, unknown>)[name] : undefined
}
