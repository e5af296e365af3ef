import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { oldestAndNewest } from '../../src/lab/recorded-traces.ts'
import { judgeAllRecorded } from '../../src/judge/judge.ts'
import { countsAs } from '../../src/judge/verdict.ts'
import { claimsOf, scenariosOf } from '../../src/lab/lab.ts'
import { kubeletStopped } from './reenactment/faults.ts'
import { recordedRunOf } from './reenactment/recorded-run.ts'
import { recordedWrites } from './reenactment/recorded-writes.ts'
import { reenacted } from './reenactment/reenacted.ts'
import { stalls } from './stalls.ts'
import { stallsTable } from './stalls-table.ts'
import { sweep, type StallOutcome } from './sweep.ts'
import { isAtLength } from '../../testing/at-length.ts'
import { recordedEvents } from '../../testing/traces.ts'
import type { TraceEvent } from '../../src/trace/event.ts'
import { lab } from '../../specs/api-objects/lab.ts'
import { isA } from '../../src/trace/kinds.ts'

/**
 * How many moments of each run are tried for each fault of each length: `SWEEP=20` tries that many and writes them down,
 * `SWEEP=all` tries all there are, which takes hours. By default it is one, and of the lengths the least and the greatest.
 */
const { SWEEP: asked = '' } = process.env
const isWhole = isAtLength || asked !== ''
const tried = isWhole
  ? stalls
  : stalls.map((stall) => ({
      ...stall,
      sizes: stall.sizes.filter((_, at, { length }) => at === 0 || at === length - 1),
    }))
const moments = asked === 'all' ? Number.POSITIVE_INFINITY : Number(asked || 1)

/** No more than two runs, so that the sweep takes no longer when more are recorded. */
const own = await Promise.all(
  oldestAndNewest(lab).map(async ({ name }) => [name, await recordedEvents(name)] as const),
)
/** What an older Kubernetes does, said to be that of a newer one: claims are healed there, and stay so or are blocked. */
const saidToBe = (events: readonly TraceEvent[], version: string) =>
  events.map((event) => (event.type === 'header' ? { ...event, server: version, kubectl: version } : event))
const [[oldest, events], [newest, newestEvents]] = own as [(typeof own)[number], (typeof own)[number]]
const recorded = new Map<string, readonly TraceEvent[]>([
  ...own,
  [`${oldest} said to be ${newest}`, saidToBe(events, newest)],
])

const wrongIn = (outcomes: readonly StallOutcome[]) =>
  outcomes.flatMap(({ stall, size, wrong }) =>
    wrong.map(
      ({ claim, expected, found, from, trace }) =>
        `${claim}: ${expected} became ${found} on ${trace} when ${stall}, ${size} s, at ${from.toFixed(1)} s`,
    ),
  )

const pageOf = (outcomes: readonly StallOutcome[]) => `# Stalls of the recorded runs

Each fault is put into the recorded runs, at ${asked} moments for each length, and the student is enacted again as the fault makes
it act. A claim that was certain before the fault is not judged again. \`SWEEP=${asked} npx vitest --project unit trials/stalls\` writes this
page.

${stallsTable(outcomes)}

A kubelet that alone stands still for four to eight seconds leaves no sign: its Lease is renewed every ten seconds. Where a claim bounds how
long it takes for something, that nothing was seen of it meanwhile makes the claim _blocked_. Claims that look at how things are at one
moment have no such way yet: on v1.30.14 the Job fails at its deadline without waiting for its pods, and \`job/deadline-ends-all\` and
\`job/deadline-delete-takes-pods\` find pods that nobody has ended; \`job/completions-listed\` and \`job/completions-five\` find a pod
that ran on. \`job/parallel-two-at-once\` was wrong once on v1.37.2.
`

test('a kubelet that stands still between two renewals of its Lease turns no claim false that bounds what it does', async () => {
  const scenarios = scenariosOf(lab)
  const claims = claimsOf(lab).filter(({ in: { name } }) => name === 'pod-deadline')
  const run = recordedRunOf(newestEvents)
  const atDeadline = recordedWrites(newestEvents).find(
    ({ event: { object } }) =>
      isA('Pod', object) &&
      object.metadata.namespace === 'lab-pod-deadline' &&
      object.status.conditions?.some(({ reason }) => reason === 'PodFailed'),
  )
  for (const seconds of [4, 5, 6, 7, 8]) {
    const under = kubeletStopped((atDeadline?.at ?? 0) - 500, seconds * 1000)
    const judged = judgeAllRecorded(claims, await reenacted(run, scenarios, under))
    expect(judged.filter(({ verdict }) => countsAs[verdict] === 'fail').map(({ id }) => id)).toEqual([])
  }
})

test(
  'a verdict on a run in which something stalls is that of the run, or blocked',
  { timeout: 0 },
  async () => {
    const outcomes = await sweep(lab, recorded, { stalls: tried, moments })
    if (asked !== '') await writeFile(join(import.meta.dirname, '../../docs/stalls.md'), pageOf(outcomes))
    expect(wrongIn(outcomes)).toEqual([])
  },
)
