import type { Fault } from './fault.ts'
import {
  apiServerKilled,
  controllersKilled,
  controllersKilledAtFiring,
  etcdKilled,
  schedulerKilled,
} from './faults/components.ts'
import { connectionsCut, connectionsHeld } from './faults/network.ts'
import { nodePaused, nodePausedOverFiring } from './faults/node.ts'
import { containerdRestarted, kubeletRestarted, registryStopped } from './faults/services.ts'
import { jobDeleted, namespaceDeleted, podDeleted } from './faults/somebody.ts'
import { suiteStopped } from './faults/suite.ts'

/** All that can be made to go wrong. */
export const faults: readonly Fault[] = [
  apiServerKilled,
  etcdKilled,
  controllersKilled,
  controllersKilledAtFiring,
  schedulerKilled,
  kubeletRestarted,
  containerdRestarted,
  registryStopped,
  nodePaused,
  nodePausedOverFiring,
  connectionsCut,
  connectionsHeld,
  suiteStopped,
  podDeleted,
  jobDeleted,
  namespaceDeleted,
]

/** The whole suite is killed: no fault of the others', since nothing is judged then. */
export const suiteKilled = 'suite killed'

/** A kind of fault. */
export type FaultKind = Fault | typeof suiteKilled

/** All kinds whose name has this in it. */
export const faultKindsNamed = (part: string): FaultKind[] =>
  [...faults, suiteKilled].filter((kind): kind is FaultKind =>
    (typeof kind === 'string' ? kind : kind.name).includes(part),
  )
