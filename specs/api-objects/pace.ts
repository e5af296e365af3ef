import { everyJob } from '../../src/property/jobs.ts'
import { above, between, each, is } from '../../src/property/matcher.ts'
import { pods } from '../../src/property/pods.ts'
import { always, never } from '../../src/property/property.ts'
import { limits } from './limits.ts'

// How fast each Job and each pod of a scenario goes on, whichever exercise it is of.

/** Seconds: a controller syncs in far less than one, of pods that end in one (since 1.28), and both times are cut. */
export const atOnce = between(0, 2)
/** Seconds: the kubelet asks the runtime once in one, takes the pod down and then tells of it, one to four in all. */
export const endIsSeen = between(0, 6)
/** Seconds that containers ran that sleep three: the runtime dates their start when it has started them. */
const threeSeconds = between(2, 4)
/** From creation to start, pod, container, end, success and completion each Job goes on at once. */
export const goesOnAtOnce = always(everyJob.startsAfter, each(atOnce))
  .and(always(everyJob.makesPodAfter, each(atOnce)))
  .and(always(pods.containersStart, each(between(0, limits.podStart.milliseconds / 1000))))
  .and(always(pods.endsAreSeen, each(endIsSeen)))
  .and(always(everyJob.completesAfter, each(atOnce)))
/** Each pod ran its container once, for three seconds, and ended well. */
export const eachSleepsOnce = always(pods.containersRan, each(threeSeconds))
  .and(always(pods.exitCodes, each(is(0))))
  .and(never(pods.restarts, above(0)))
