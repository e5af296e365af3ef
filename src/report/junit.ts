import junit from 'junit-report-builder'
import { stringify } from 'yaml'
import type { Cleaned } from '../cleaned.ts'
import { countsAs } from '../judge/verdict.ts'
import { conjunctsInWords } from '../property/words.ts'
import { builtJunit, inCdata } from './built-junit.ts'
import { changeInWords } from './comparison/change-words.ts'
import { incomplete } from './incomplete.ts'
import { misprintInWords, printedAndStored, printingLine } from './printing-words.ts'
import { reportedClaimsOf, type Report } from './report.ts'
import { unclaimedHeading, unclaimedMeans } from './unclaimed-words.ts'
import { counted } from './words.ts'

/**
 * The report as JUnit XML, as Jenkins and its xUnit plugin read it: a suite a section, a case a claim.
 * A claim that could not be judged is an error, and so is a run that was not recorded to its end; one that was left out is
 * skipped, with the reason as text. What was printed and what is stored is compared in a case for each line. Changes that
 * belong to nobody are cases of a suite of their own, and skipped where they decide nothing. Only the whole has a time: all
 * claims are judged at once, while the lab goes on.
 */
export function junitOf(report: Cleaned<Report>): string {
  const builder = junit.newBuilder()
  const reasons: string[] = []
  const shortcoming = incomplete(report)
  if (shortcoming !== undefined) {
    const test = builder
      .testSuite()
      .name('The run')
      .testCase()
      .name('is recorded to its end')
      .className('run')
    test.error(shortcoming, report.end.outcome)
  }
  for (const section of report.lab.sections) {
    const claims = reportedClaimsOf(report, section)
    if (claims.length === 0) continue
    const suite = builder.testSuite().name(section.title).timestamp(report.started.slice(0, 19))
    suite.property('kubernetes.server', report.kubernetes.server)
    suite.property('kubernetes.kubectl', report.kubernetes.kubectl)
    for (const { id, step, says, verdict, conjuncts, reason, drifts } of claims) {
      const test = suite.testCase().name(`${id}: ${says}`).className(section.exercise)
      test.standardOutput(
        inCdata(stringify({ step, verdict, drifts, conjuncts, reason }, { aliasDuplicateObjects: false })),
      )
      const lines = inCdata(conjunctsInWords(conjuncts).join('\n'))
      const counts = countsAs[verdict]
      if (counts === 'fail') test.failure(`${verdict}: ${says}`, verdict).stacktrace(lines)
      if (counts === 'error') test.error(`${verdict}: ${reason ?? says}`, verdict, lines)
      if (counts === 'skip') {
        test.skipped()
        reasons.push(reason ?? verdict)
      }
    }
  }
  const printing =
    (report.printed?.lines.length ?? 0) > 0 ? builder.testSuite().name(printedAndStored) : undefined
  for (const line of report.printed?.lines ?? []) {
    const test = printing?.testCase().name(printingLine(line)).className('printed')
    if (line.disagree.length > 0)
      test
        ?.failure(`${counted(line.disagree.length, 'place')} not as stored`, 'new drift')
        .stacktrace(inCdata(line.disagree.map(misprintInWords).join('\n')))
    else if (line.agree === 0) {
      test?.skipped()
      reasons.push('nobody can tell what is stored')
    }
  }
  const means = unclaimedMeans(report)
  const { unclaimed } = report
  if (unclaimed && means !== undefined) {
    const suite = builder.testSuite().name(unclaimedHeading).timestamp(report.started.slice(0, 19))
    for (const change of unclaimed.changes) {
      const test = suite.testCase().name(`${change.of}: ${change.place}`).className('unclaimed')
      test.standardOutput(inCdata(stringify(change)))
      const words = changeInWords(change)
      if (unclaimed.counts === 'fail') test.failure(words, 'unclaimed').stacktrace(inCdata(means))
      if (unclaimed.counts === 'error') test.error(words, 'unclaimed', inCdata(means))
      if (unclaimed.counts === 'skip') {
        test.skipped()
        reasons.push(words)
      }
    }
  }
  return builtJunit(builder, reasons, report.seconds.lab)
}
