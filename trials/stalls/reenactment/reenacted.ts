import type { Scenario } from '../../../src/lab/scenario.ts'
import type { TraceEvent } from '../../../src/trace/event.ts'
import { columnsByKind } from './columns-by-kind.ts'
import type { StagedFault } from './faults.ts'
import type { Of } from './of.ts'
import type { RecordedRun } from './recorded-run.ts'
import type { RecordedScenario } from './recorded-scenario.ts'
import { ReenactedCluster } from './reenacted-cluster.ts'
import { ReenactedStudent } from './reenacted-student.ts'
import { Stage } from './stage.ts'

/** A writer beats once a second (milliseconds). */
const beat = 1000

/**
 * The trace that a run would have left, had the machine had a fault. The scenarios are worked through again by the same
 * script, at once and without a cluster; nothing happens but what was recorded, each thing as long as before after what
 * it came of:
 *
 * - what the student types comes after what it had waited for, now to be seen, or after what it had typed before;
 * - an answer comes as long after its line; a table shows the objects that there are now;
 * - a change of an object comes as long after the command, the key or the firing that it came of, and the times in it
 *   are those that the clock of the cluster shows then; where that is another order, the revisions change places;
 * - a schedule goes by the clock of the cluster, heartbeats, leases and time limits by one that nobody sets.
 */
export async function reenacted(
  run: RecordedRun,
  scenarios: readonly Scenario[],
  fault: StagedFault,
): Promise<TraceEvent[]> {
  const stage = new Stage(fault)
  stage.at(run.header.at, () => {
    stage.record(run.header)
    for (const token of run.tokens) stage.record(token)
  })
  beatOn(stage, run.heartbeats)
  renewOn(stage, run.leases)
  for (const { event, at } of run.progress) {
    const tell = () => stage.record(event, (finished) => withNewest(stage, finished, at))
    stage.toldByWatch(event.kind, event.at, tell)
  }
  const columns = columnsByKind(run.scenarios.values())
  const working = scenarios.flatMap(async (scenario) => {
    const recorded = run.scenarios.get(scenario.name)
    if (recorded) await workThrough(scenario, recorded, stage, new ReenactedCluster(stage, recorded, columns))
  })
  const lastEnd = Math.max(...[...run.scenarios.values()].map(({ ends }) => ends.event.at))
  const ended = Promise.all(working).then(() =>
    stage.at(stage.moment + run.end.at - lastEnd, () => {
      stage.record(run.end)
      stage.end()
    }),
  )
  const [events] = await Promise.all([stage.play(), ended])
  return events
}

async function workThrough(
  scenario: Scenario,
  recorded: RecordedScenario,
  stage: Stage,
  cluster: ReenactedCluster,
): Promise<void> {
  const student = new ReenactedStudent(scenario.name, stage, cluster, recorded)
  await stage.pause(recorded.begins.at - stage.moment)
  stage.record(recorded.begins)
  const reason = await student.works(scenario)
  // It ends when every watch has told all that there was by now.
  const until = stage.moment
  await stage.pause(recorded.ends.gap)
  const heard = recorded.marked.map((kind) =>
    stage.toldByWatch(kind, stage.moment, () =>
      stage.record({ type: 'progress', kind, revision: '0' }, (event) => withNewest(stage, event, until)),
    ),
  )
  await stage.reach(Math.max(stage.moment, ...heard))
  const ends = { ...recorded.ends.event, ...(reason !== undefined && { reason }) }
  stage.record(ends, (event) => withNewest(stage, event, until))
}

const withNewest = ({ revisions }: Stage, event: TraceEvent, moment: number) =>
  ({ ...event, revision: revisions.newest(moment) }) as TraceEvent

/** The writer beats: as it did, and then once a second. What it misses while it stands still it does not catch up with. */
function beatOn(stage: Stage, recorded: readonly Of<'heartbeat'>[]): void {
  let last = -Infinity
  const next = (place: number, due: number) => {
    const { at, wall } = recorded[place] ?? { at: due, wall: recorded.at(-1)?.wall && due }
    stage.told(at, () => {
      const { now, moment, fault } = stage
      if (now > last)
        stage.record({
          type: 'heartbeat',
          ...(wall !== undefined && { wall: fault.clock(moment) + wall - at }),
        })
      last = now
      next(place + 1, at + beat)
    })
  }
  next(0, 0)
}

/** The components renew their leases: as they did, and then as often as before. */
function renewOn(stage: Stage, recorded: readonly Of<'lease'>[]): void {
  for (const component of new Set(recorded.map((lease) => lease.component))) {
    const own = recorded.filter((lease) => lease.component === component)
    const [oneBefore, newest] = own.slice(-2)
    const every = newest && oneBefore ? newest.at - oneBefore.at : Infinity
    const next = (place: number) => {
      const lease = own[place] ?? newest
      if (!lease || every === Infinity) return
      const late = Math.max(0, place - own.length + 1) * every
      const renewed = new Date(stage.fault.clock(Date.parse(lease.renewed) + late)).toISOString()
      const held = component.startsWith('kube-') ? 0 : stage.fault.kubelet(lease.at + late) - lease.at - late
      stage.told(lease.at + late + held, () => {
        stage.record({ ...lease, renewed: new Date(Date.parse(renewed) + held).toISOString() })
        next(place + 1)
      })
    }
    next(0)
  }
}
