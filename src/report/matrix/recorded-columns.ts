import type { Lab } from '../../lab/lab.ts'
import { recordedTraces } from '../../lab/recorded-traces.ts'
import { Trace } from '../../trace/trace.ts'
import { columnOf, type RecordedColumn } from './column-of.ts'

/** What the recorded runs of a lab found. */
export const recordedColumns = async (lab: Lab): Promise<RecordedColumn[]> =>
  await Promise.all(
    recordedTraces(lab).map(async ({ name, path }) =>
      columnOf(lab, name, await Array.fromAsync(new Trace(path))),
    ),
  )
