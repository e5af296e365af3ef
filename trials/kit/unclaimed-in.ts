import { compareWithRecorded } from '../../src/commands/compare-with-recorded.ts'
import { judgeAllRecorded } from '../../src/judge/judge.ts'
import { claimsOf, type Lab } from '../../src/lab/lab.ts'
import { printedPlaces } from '../../src/printed/printed-places.ts'
import { changeInWords } from '../../src/report/comparison/change-words.ts'
import { misprintInWords, printingLine } from '../../src/report/printing-words.ts'
import { misprintedIn } from '../../src/report/printing.ts'
import { reportOf } from '../../src/report/report.ts'
import { frameOf } from '../../src/trace/frame.ts'
import { Trace } from '../../src/trace/trace.ts'

/**
 * What a run shows and no claim speaks of, in words: places that are printed and not stored, and what has changed from the
 * recorded run that is most like it. What the machine may have changed is not told.
 * @param trace path of its trace
 */
export async function unclaimedIn(lab: Lab, trace: string): Promise<string[]> {
  const events = await Array.fromAsync(new Trace(trace))
  const judged = judgeAllRecorded(claimsOf(lab), events)
  const report = reportOf(
    lab,
    judged,
    frameOf(events, trace),
    0,
    {},
    {
      compared: await compareWithRecorded(lab, trace, events, judged),
      printed: printedPlaces(events),
    },
  )
  const { unclaimed } = report
  return [
    ...misprintedIn(report).flatMap((line) =>
      line.disagree.map((misprint) => `${printingLine(line)}: ${misprintInWords(misprint)}`),
    ),
    ...(unclaimed?.counts === 'fail' ? unclaimed.changes.map(changeInWords) : []),
  ]
}
