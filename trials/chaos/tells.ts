import type { Reason } from '../../src/property/reason.ts'
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

/** What broke a step, in the words of the program or of the recorder, has this in it. */
export const brokeWith =
  (text: RegExp): Tells =>
  (reason) =>
    'why' in reason && text.test(reason.why ?? '')

export const either =
  (...all: Tells[]): Tells =>
  (reason) =>
    all.some((tells) => tells(reason))
