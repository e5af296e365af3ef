import junit from 'junit-report-builder'
import { stringify } from 'yaml'
import { outline } from '../../specs/outline.ts'
import { countsAs } from '../judge/verdict.ts'
import type { Report } from './report.ts'

/**
 * The report as JUnit XML, valid against jenkins-junit.xsd: a suite an exercise, a case a claim.
 * A claim that could not be judged is an error, one that was left out is skipped.
 */
export function junitOf(report: Report): string {
  const builder = junit.newBuilder()
  for (const { exercise, title } of outline) {
    const claims = report.claims.filter(({ id }) => id.startsWith(`${exercise}/`))
    if (claims.length === 0) continue
    const suite = builder.testSuite().name(title).timestamp(new Date(report.started))
    suite.property('kubernetes.server', report.kubernetes.server)
    suite.property('kubernetes.kubectl', report.kubernetes.kubectl)
    for (const { id, step, says, verdict, seconds, expected, evidence, reason, drift } of claims) {
      const test = suite.testCase().name(`${id}: ${says}`).className(exercise).time(seconds)
      const found = evidence.map((look) => `${look.of}: ${JSON.stringify(look.found)}`).join('\n')
      test.standardOutput(stringify({ step, verdict, drift, expected, evidence, reason }))
      const counts = countsAs[verdict]
      if (counts === 'fail') test.failure(`${verdict}: expected ${expected}`, verdict).stacktrace(found)
      if (counts === 'error') test.error(`${verdict}: ${reason ?? expected}`, verdict, found)
      if (counts === 'skip') test.skipped()
    }
  }
  return builder.build()
}
