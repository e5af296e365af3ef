import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { markdownTable } from 'markdown-table'
import { describe, expect, test } from 'vitest'
import type { TraceEvent } from '../src/trace/event.ts'
import { sweep, type Outcome } from '../src/testing/stalls.ts'
import { recordedEvents, recordedVersions } from '../src/testing/traces.ts'
import { lab } from './lab.ts'

/**
 * How many moments of each run are tried for each fault of each length: `SWEEP=20` tries that many and writes them down,
 * `SWEEP=all` tries all there are, which takes hours.
 */
const { SWEEP: asked = '' } = process.env
const count = asked === 'all' ? Number.POSITIVE_INFINITY : Number(asked || 1)

const recorded = new Map(
  await Promise.all(
    recordedVersions.map(async (version) => [version, await recordedEvents(version)] as const),
  ),
)

const wrongIn = (outcomes: readonly Outcome[]) =>
  outcomes.flatMap(({ stall, size, wrong }) =>
    wrong.map(
      ({ claim, expected, found, from, trace }) =>
        `${claim}: ${expected} became ${found} on ${trace} when ${stall}, ${size} s, at ${from.toFixed(1)} s`,
    ),
  )

const pageOf = (outcomes: readonly Outcome[]) => `# Stalls of the recorded runs

Each fault is put into the recorded runs, at ${asked} moments for each length, and the student is enacted again as the fault makes
it act. A claim that was certain before the fault is not judged again. \`SWEEP=${asked} npx vitest --project unit specs/stalls\` writes this
page.

${tableOf(outcomes)}
`

function tableOf(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map(({ stall, size, traces, judged, kept, blocked, wrong }) =>
    [stall, `${size} s`, traces, judged, kept, blocked, wrong.length].map(String),
  )
  return markdownTable([['fault', 'length', 'traces', 'judged', 'as before', 'blocked', 'wrong'], ...rows], {
    align: ['l', 'r', 'r', 'r', 'r', 'r', 'r'],
  })
}

test(
  'a verdict on a run in which something stalls is that of the run, or blocked',
  { timeout: 0 },
  async () => {
    const outcomes = await sweep(lab, recorded, count)
    expect(wrongIn(outcomes)).toEqual([])
    if (asked !== '') await writeFile(join(import.meta.dirname, '../docs/stalls.md'), pageOf(outcomes))
  },
)

describe('the sweep sees', () => {
  const one = new Map([...recorded].slice(0, 1))
  /** A trace as it was before it told of health and of revisions. */
  const blind = (events: readonly TraceEvent[]) =>
    events
      .filter(({ type }) => type !== 'lease' && type !== 'progress')
      .map((event) => {
        if (event.type === 'heartbeat') return { type: event.type, at: event.at }
        if (event.type === 'object') return { ...event, written: new Date(event.at).toISOString() }
        const { revision: _, ...unordered } = { revision: '', ...event }
        return unordered as TraceEvent
      })

  test('what goes wrong when a trace tells nothing of health, times and order', async () => {
    expect(wrongIn(await sweep(lab, one, 2, blind)).length).toBeGreaterThan(0)
  })
})
