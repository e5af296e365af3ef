import { isDeepStrictEqual } from 'node:util'
import { gzipSync } from 'node:zlib'
import { cleaned } from '../cleaned.ts'
import { CannotJudge } from '../errors.ts'
import type { Lab } from '../lab/lab.ts'
import { ownEvents } from '../lab/own-events.ts'
import { pathFromHere } from '../one-line.ts'
import { pageOf } from '../report/html/page.ts'
import { columnOf } from '../report/matrix/column-of.ts'
import { frameOf } from '../trace/frame.ts'
import { makingInName } from '../trace/making.ts'
import { trimmed } from '../trace/trimmed.ts'
import { writeFiles } from '../write-files.ts'

/**
 * Adds the trace of a run to those that are kept, trimmed and named by its versions, and by its node where that is of
 * another making.
 * @param folder for it; that of the lab's recorded runs by default
 * @throws UsageError when the file is no trace of the lab; CannotJudge when the run did not come to its end, or when its report would
 *   be another without what is trimmed
 */
export async function record(lab: Lab, path: string, folder = lab.traces): Promise<void> {
  const events = await ownEvents(lab, path)
  const last = events.at(-1)
  if (last?.type !== 'end' || last.outcome !== 'complete') {
    const found = last?.type === 'end' ? `one that was ${last.outcome}` : 'one that broke off'
    throw new CannotJudge(`${path}: expected a run that came to its end, found ${found}. Run it again.`)
  }
  const kept = trimmed(events)
  const [whole, small] = [columnOf(lab, path, events), columnOf(lab, path, kept)]
  const isSame =
    isDeepStrictEqual(whole.report, small.report) &&
    pageOf(cleaned(whole.report), cleaned(events)) === pageOf(cleaned(small.report), cleaned(kept))
  if (!isSame) {
    throw new CannotJudge(
      `${path}: expected the same report without what is trimmed, found another. Correct src/trace/trimmed.ts.`,
    )
  }
  const bytes = gzipSync(kept.map((event) => `${JSON.stringify(event)}\n`).join(''), { level: 9 })
  const making = makingInName(frameOf(kept, path).header)
  const [to = folder] = await writeFiles(folder, { [`${small.folder}${making}.ndjson.gz`]: bytes })
  console.log(`${pathFromHere(to)}: ${bytes.length} bytes`)
}
