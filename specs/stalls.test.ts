import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { oldestAndNewest } from '../src/recorded-traces.ts'
import { stalls } from '../src/testing/stalls.ts'
import { stallsTable } from '../src/testing/stalls-table.ts'
import { sweep, type Outcome } from '../src/testing/sweep.ts'
import { recordedEvents } from '../src/testing/traces.ts'
import type { TraceEvent } from '../src/trace/event.ts'
import { lab } from './lab.ts'

/**
 * How many moments of each run are tried for each fault of each length: `SWEEP=20` tries that many and writes them down,
 * `SWEEP=all` tries all there are, which takes hours.
 */
const { SWEEP: asked = '' } = process.env
const moments = asked === 'all' ? Number.POSITIVE_INFINITY : Number(asked || 1)

/** No more than two runs, so that the sweep takes no longer when more are recorded. */
const own = await Promise.all(
  oldestAndNewest().map(async ({ name }) => [name, await recordedEvents(name)] as const),
)
/** What an older Kubernetes does, said to be that of a newer one: claims are healed there, and stay so or are blocked. */
const saidToBe = (events: readonly TraceEvent[], version: string) =>
  events.map((event) => (event.type === 'header' ? { ...event, server: version, kubectl: version } : event))
const [[oldest, events], [newest]] = own as [(typeof own)[number], (typeof own)[number]]
const recorded = new Map<string, readonly TraceEvent[]>([
  ...own,
  [`${oldest} said to be ${newest}`, saidToBe(events, newest)],
])

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

${stallsTable(outcomes)}
`

test(
  'a verdict on a run in which something stalls is that of the run, or blocked',
  { timeout: 0 },
  async () => {
    const outcomes = await sweep(lab, recorded, { stalls, moments })
    expect(wrongIn(outcomes)).toEqual([])
    if (asked !== '') await writeFile(join(import.meta.dirname, '../docs/stalls.md'), pageOf(outcomes))
  },
)
