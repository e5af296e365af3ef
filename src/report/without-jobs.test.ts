import { parseHTML } from 'linkedom'
import { expect, test } from 'vitest'
import { recordedReport } from '../../testing/recorded-report.ts'
import { recordedEvents } from '../../testing/traces.ts'
import { workloads } from '../../testing/workloads/workloads.ts'
import { cleaned } from '../cleaned.ts'
import { annotationsOf } from './annotations.ts'
import { catalogueOf } from './catalogue.ts'
import { errataOf } from './errata.ts'
import { pageOf } from './html/page.ts'
import { jobSummaryOf } from './job-summary.ts'
import { junitOf } from './junit.ts'
import { labMarkdown } from './lab-today/lab-markdown.ts'
import { labPage } from './lab-today/lab-page.ts'
import { nextStep } from './next-step.ts'

const recorded = await recordedEvents('v1.37.2', workloads)
const [report, events] = [await recordedReport(workloads, recorded), cleaned(recorded)]
const reports = {
  'report.html': pageOf(report, events),
  'errata.md': errataOf(report, events),
  'lab.html': labPage(report, events),
  'lab.md': labMarkdown(report, events),
  'junit.xml': junitOf(report),
  'the summary': jobSummaryOf(report),
  'the annotations': annotationsOf(report).join('\n'),
  'the catalogue': catalogueOf(workloads, []),
  'the next step': nextStep(report),
}

test.each(Object.entries(reports))('%s speaks of nothing that the lab does not have', (_, text) => {
  const words = text
    .replace(/<style>[^]*<\/style>/, '')
    .match(
      /.{0,20}(?:\bJobs?\b|CronJob|sleepy|6\.\d\.|8001|[Bb]earer|[Tt]okens?\b|API Objects|two minutes).{0,20}/g,
    )
  expect(words).toBeNull()
})

test.each(['report.html', 'lab.html'] as const)('%s: sections may have steps of the same name', (name) => {
  const ids = [...parseHTML(reports[name]).document.querySelectorAll('[id]')].map(({ id }) => id)
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
})

test('a file is shown in its own language', () => {
  const named = events.map((event) =>
    event.type === 'file' || event.type === 'typed'
      ? (JSON.parse(JSON.stringify(event).replaceAll('deployment.yaml', 'web.properties')) as typeof event)
      : event,
  )
  const text = labMarkdown(report, cleaned(named))
  expect(text).toContain('The file `web.properties`:\n\n```properties\n')
  expect(text).toContain('The file `statefulset.yaml`:\n\n```yaml\n')
})
