import type { Fault } from '../fault.ts'
import { either, leaseLate, serverGone, waitedInVainFor, wasIll } from '../tells.ts'

/** All processes of the node stand still, and go on as if nothing had been. */
const paused = (needs: Fault['needs']): Fault => ({
  name: `node paused${needs === 'a firing' ? ' over a firing' : ''}`,
  needs,
  lasts: [5, 12],
  tells: either(leaseLate(), serverGone, wasIll(['kubelet silent']), waitedInVainFor('API server', 'watch')),
  inject: async ({ toNode }) => {
    await toNode('pause')
    return () => toNode('unpause')
  },
})

export const nodePaused = paused('any moment')
export const nodePausedOverFiring = paused('a firing')
