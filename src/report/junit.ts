import junit from 'junit-report-builder'
import { stringify } from 'yaml'
import { outline } from '../../specs/outline.ts'
import { countsAs } from '../judge/verdict.ts'
import type { Report } from './report.ts'
import { foundText } from './words.ts'

/**
 * The report as JUnit XML, as Jenkins and its xUnit plugin read it: a suite an exercise, a case a claim.
 * A claim that could not be judged is an error; one that was left out is skipped, with the reason as text.
 */
export function junitOf(report: Report): string {
  const builder = junit.newBuilder()
  const reasons: string[] = []
  for (const { exercise, title } of outline) {
    const claims = report.claims.filter(({ id }) => id.startsWith(`${exercise}/`))
    if (claims.length === 0) continue
    const suite = builder.testSuite().name(title).timestamp(report.started.slice(0, 19))
    suite.time(Math.max(...claims.map(({ seconds }) => seconds)))
    suite.property('kubernetes.server', report.kubernetes.server)
    suite.property('kubernetes.kubectl', report.kubernetes.kubectl)
    for (const { id, step, says, verdict, seconds, expected, evidence, reason, drift } of claims) {
      const test = suite.testCase().name(`${id}: ${says}`).className(exercise).time(seconds)
      const found = evidence.map((look) => `${look.of}: ${foundText(look.found)}`).join('\n')
      test.standardOutput(content(stringify({ step, verdict, drift, expected, evidence, reason })))
      const counts = countsAs[verdict]
      if (counts === 'fail')
        test.failure(`${verdict}: expected ${expected}`, verdict).stacktrace(content(found))
      if (counts === 'error') test.error(`${verdict}: ${reason ?? expected}`, verdict, content(found))
      if (counts === 'skip') {
        test.skipped()
        reasons.push(reason ?? verdict)
      }
    }
  }
  return withReasons(builder.build(), reasons)
}

/** What may stand in a CDATA section: the builder escapes an end of it only once. */
const content = (text: string) => text.replaceAll(']]>', ']] >')

/** The builder gives a skipped case no reason, and its root a count that the schemas do not have. */
function withReasons(xml: string, reasons: readonly string[]): string {
  const left = [...reasons]
  return xml
    .replace(/(<testsuites[^>]*) skipped="\d+"/, '$1')
    .replaceAll(/<!\[CDATA\[[^]*?\]\]>|<skipped\/>/g, (part) =>
      part === '<skipped/>' ? `<skipped>${escaped(left.shift() ?? '')}</skipped>` : part,
    )
}

const escaped = (text: string) =>
  text
    .replaceAll(/(?![\t\n])\p{Cc}/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
