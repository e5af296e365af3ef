import { cleaned } from '../cleaned.ts'
import type { TraceEvent } from '../trace/event.ts'
import { writeFiles } from '../write-files.ts'
import { errataOf } from './errata.ts'
import { labMarkdown } from './lab-today/lab-markdown.ts'
import { labPage } from './lab-today/lab-page.ts'
import { junitOf } from './junit.ts'
import type { Report } from './report.ts'

/**
 * Writes all reports of a run into its folder: `report.html`, `errata.md`, `lab.html` and
 * `lab.md`, `junit.xml`, `report.json`.
 * @param recorded the trace that the report is about
 */
export async function writeReports(
  judged: Report,
  recorded: readonly TraceEvent[],
  folder: string,
): Promise<void> {
  // What draws the timelines takes long to load.
  const { pageOf } = await import('./html/page.ts')
  const [report, events] = [cleaned(judged), cleaned(recorded)]
  await writeFiles(folder, {
    'report.html': pageOf(report, events),
    'errata.md': errataOf(report, events),
    'lab.html': labPage(report, events),
    'lab.md': labMarkdown(report, events),
    'junit.xml': junitOf(report),
    'report.json': `${JSON.stringify(judged, undefined, 2)}\n`,
  })
}
