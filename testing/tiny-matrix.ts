import type { TraceEvent } from '../src/trace/event.ts'
import type { Versions } from '../src/changes/has-happened.ts'
import { columnOf } from '../src/report/matrix/column-of.ts'
import { matrixOf, type RunColumn } from '../src/report/matrix/matrix.ts'
import { tinyComparison } from './tiny-comparison.ts'
import { tinyLab } from './tiny-lab.ts'
import { recordedEvents } from './traces.ts'
import { objectsOfKind, type TraceChange } from './worlds.ts'

const events = await recordedEvents('v1.37.2')

/** The Job at its deadline has one condition, as before 1.31. */
export const onlyFailed: TraceChange = objectsOfKind('Job', 'deadline', (job) => {
  const { conditions } = job.status
  if (conditions) job.status.conditions = conditions.filter(({ type }) => type === 'Failed')
  return job
})

/** The recorded run as it would have been on other versions, in another world. */
export const madeUp = (
  { server, kubectl = server }: Partial<Versions> & { server: string },
  world?: TraceChange,
) =>
  (world?.(events) ?? events).map((event): TraceEvent =>
    event.type === 'header' ? { ...event, server, kubectl } : event,
  )

/** What a made-up run finds in the tiny lab. */
export const madeUpColumn = (server: string, world?: TraceChange): RunColumn =>
  columnOf(tinyLab, server, madeUp({ server }, world))

/** Two versions on both sides of 1.31, and one that can't be had; two are compared. */
export const tinyMatrix = matrixOf(
  tinyLab,
  [
    madeUpColumn('v1.31.14'),
    madeUpColumn('v1.30.14', onlyFailed),
    { name: 'v1.29.6', blocked: 'the proxy refuses k8s.io/cloud-provider v0.29.6' },
  ],
  undefined,
  [tinyComparison],
)
