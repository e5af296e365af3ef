import junit from 'junit-report-builder'
import { stringify } from 'yaml'
import { countsAs } from '../judge/verdict.ts'
import type { Report } from './report.ts'

const exercises = {
  rest: '6.1 REST access',
  proxy: '6.2 Proxy',
  job: '6.3 Jobs',
  cronjob: '6.3 CronJobs',
}

/**
 * The report as JUnit XML, valid against jenkins-junit.xsd: a suite an exercise, a case a claim.
 * A claim that could not be judged is an error, one that was left out is skipped.
 */
export function junitOf(report: Report): string {
  const builder = junit.newBuilder()
  for (const [prefix, title] of Object.entries(exercises)) {
    const claims = report.claims.filter(({ id }) => id.startsWith(`${prefix}/`))
    if (claims.length === 0) continue
    const suite = builder.testSuite().name(title).timestamp(new Date(report.started))
    suite.property('kubernetes.server', report.kubernetes.server)
    suite.property('kubernetes.kubectl', report.kubernetes.kubectl)
    for (const { id, step, says, verdict, seconds, expected, evidence, reason, drift } of claims) {
      const test = suite.testCase().name(`${id}: ${says}`).className(`${prefix}.${step}`).time(seconds)
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
