import { expect, test } from 'vitest'
import { countsAs } from '../../src/judge/verdict.ts'
import { claimsOf } from '../../src/lab/lab.ts'
import { describeRecordedLabs, inLines, lockedOf } from '../../testing/labs.ts'
import { judgeAllOn } from '../../testing/traces.ts'
import type { TraceEvent } from '../../src/trace/event.ts'

describeRecordedLabs(({ lab, events }) => {
  /** What becomes of the claims when all commands end in another way: their ids by how their verdicts count. */
  async function whenAllEnd(how: { code: number | null; signal?: string }) {
    const changed = events.map((event): TraceEvent =>
      event.type === 'exited' ? { ...event, ...how } : event,
    )
    const judged = await judgeAllOn(claimsOf(lab), changed)
    const ids = (counts: string) =>
      judged.filter(({ verdict }) => countsAs[verdict] === counts).map(({ id }) => id)
    return { pass: ids('pass'), fail: ids('fail'), error: ids('error'), judged }
  }

  /** Of these nothing is decided by what a line printed: by objects alone, or by a screen before its program had ended. */
  test('which claims are decided by no answer, and which by the end of one, is written down', async () => {
    const [two, one, none] = [
      await whenAllEnd({ code: 2 }),
      await whenAllEnd({ code: 1 }),
      await whenAllEnd({ code: 0 }),
    ]
    const lines = [
      'pass when each line exits with 2:',
      ...two.pass.map((id) => `  ${id}`),
      // Only a kubectl that Ctrl-C has ended may do so.
      'pass when each line exits with 1:',
      ...one.pass.map((id) => `  ${id}`),
      'blocked when each line exits with 2:',
      ...two.error.map((id) => `  ${id}`),
      'fail when each line exits with 0, since a refusal is none then:',
      ...none.fail.map((id) => `  ${id}`),
    ]
    await expect(inLines(lines)).toMatchFileSnapshot(lockedOf(lab, 'decided-by-ends'))
  })

  test('of a line that a signal has ended nothing can be told', async () => {
    const { pass: byNoAnswer } = await whenAllEnd({ code: 2 })
    for (const how of [{ code: 137 }, { code: null, signal: 'SIGKILL' }]) {
      const { pass, fail, judged } = await whenAllEnd(how)
      expect(fail).toEqual([])
      expect(pass.filter((id) => !byNoAnswer.includes(id))).toEqual([])
      const reasons = judged.flatMap(({ reason }) => reason ?? [])
      for (const { kind } of reasons) expect(kind).toBe('line killed')
    }
  })
})
