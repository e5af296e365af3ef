import type { Fault } from '../fault.ts'

const tells = /API server|connect to the server|connection to the server|the watch of|may have been missed/

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
