import type { Fault } from '../fault.ts'
import { changesMissed, either, serverGone, waitedInVainFor, wasIll } from '../tells.ts'

const tells = either(
  serverGone,
  wasIll(['pod connection lost']),
  changesMissed,
  waitedInVainFor('API server', 'watch'),
)

/** Every connection of the suite to the API server is reset, and each new one for a moment. */
export const connectionsCut: Fault = {
  name: 'connections cut',
  needs: 'any moment',
  lasts: [0.1, 2],
  tells,
  inject: async ({ front }) => front.cut(),
}

/** What suite and API server send each other comes late. */
export const connectionsHeld: Fault = {
  name: 'connections held',
  needs: 'any moment',
  lasts: [2, 10],
  tells,
  inject: async ({ front }) => front.hold(),
}
