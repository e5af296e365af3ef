import type { Lab } from '../../lab/lab.ts'
import { ownEvents } from '../../lab/own-events.ts'
import { recordedTraces } from '../../lab/recorded-traces.ts'
import { columnOf, type RecordedColumn } from './column-of.ts'

/** What the recorded runs of a lab found. */
export const recordedColumns = async (lab: Lab): Promise<RecordedColumn[]> =>
  await Promise.all(
    recordedTraces(lab).map(async ({ name, path }) => columnOf(lab, name, await ownEvents(lab, path))),
  )
