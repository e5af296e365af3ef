import type { Reason } from '../../src/property/reason.ts'
import type { Lost } from '../../src/trace/event.ts'
import type { Ailment } from '../../src/trace/ailment.ts'

/** Whether a reason for which a claim is blocked tells of a fault. */
export type Tells = (reason: Reason) => boolean

/**
 * Something of these kinds was not well.
 * @param component where it matters of which component
 */
export const wasIll =
  (kinds: readonly Ailment['kind'][], component = /^/): Tells =>
  (reason) =>
    'ailments' in reason &&
    reason.ailments.some(
      (one) => kinds.includes(one.kind) && component.test('component' in one ? one.component : ''),
    )

/** A component did not renew its Lease in time. */
export const leaseLate = (component?: RegExp): Tells => wasIll(['lease late', 'lease missing'], component)

/** Nothing was heard of the API server, or it was not reached. */
export const serverGone = wasIll(['API server away', 'API server silent'])

export const changesMissed: Tells = ({ kind }) => kind === 'changes missed'

/** A step broke, or the run ended, since one of these was waited for in vain. */
export const waitedInVainFor =
  (...some: readonly Lost[]): Tells =>
  (reason) =>
    'lost' in reason && reason.lost !== undefined && some.includes(reason.lost)

export const either =
  (...all: Tells[]): Tells =>
  (reason) =>
    all.some((tells) => tells(reason))
