import type { Ailment } from '../trace/ailment.ts'
import type { Reason, Undecided } from './reason.ts'

/** Why a claim could not be judged, or was not tried, in words for people: nothing reads them. */
export function reasonInWords(reason: Reason): string {
  switch (reason.kind) {
    case 'state not given':
    case 'state not kept':
    case 'machine late':
    case 'hidden by a secret':
      return undecidedInWords(reason)
    case 'doubted':
      return maybe(reason.ailments)
    case 'never seen':
      return ['the scenario ended and what the claim speaks of was never seen']
        .concat(reason.ailments.length > 0 ? maybe(reason.ailments) : [])
        .join('; ')
    case 'trace broken off':
      return 'the trace breaks off'
    case 'changes missed':
      return `changes of ${reason.of} objects may have been missed while the scenario ran`
    case 'not begun':
      return `the run ended before the scenario ${reason.scenario} began${since(reason.why)}`
    case 'not ended':
      return `the run ended in the middle of the scenario${since(reason.why)}`
    case 'step broke':
      return reason.why ?? 'a step before it broke'
    case 'line ended':
      return `${reason.line} was ended: ${reason.why}`
    case 'line killed':
      return `a signal ended ${reason.line} (${reason.by})`
    case 'left out':
      return reason.why ?? 'left out'
    case 'not asked for':
      return 'left out by --only, which names others'
    default:
      return `the trace has ${reason.there} bytes of what ${reason.line} wrote to ${reason.stream}, and not the ${reason.came} that came`
  }
}

/** Why a conjunct can't be decided, in words. */
export function undecidedInWords(undecided: Undecided): string {
  switch (undecided.kind) {
    case 'state not given':
      return `it is not so that ${undecided.state}`
    case 'state not kept':
      return `not all the time while ${undecided.line} was answered it was so that ${undecided.state}`
    case 'hidden by a secret':
      return 'it hangs on a secret, of which the trace has no more than a name'
    default:
      return ailmentsInWords(undecided.ailments)
  }
}

/** What was not well, in words. */
export const ailmentsInWords = (ailments: readonly Ailment[]) => ailments.map(ailmentInWords).join('; ')

function ailmentInWords(ailment: Ailment): string {
  switch (ailment.kind) {
    case 'unwitnessed':
      return ailment.why
    case 'clock set':
      return `the clock was set by ${lasting(ailment)}`
    case 'API server away':
      return 'the API server could not be reached'
    case 'API server silent':
      return `nothing was heard of the API server for ${lasting(ailment)}`
    case 'recorder away':
      return `the recorder was away for ${lasting(ailment)}`
    case 'lease late':
      return `${ailment.component} renewed its lease late by ${lasting(ailment)}`
    case 'lease missing':
      return `${ailment.component} has not renewed its lease for ${lasting(ailment)}`
    case 'kubelet started again':
      return `the kubelet of ${ailment.component} was started again`
    case 'kubelet silent':
      return `nothing was seen of the kubelet of ${ailment.component} for ${lasting(ailment)}`
    case 'pod connection lost':
      return `kubectl lost its connection to a pod: ${ailment.printed}`
    case 'hindrance':
      return `an object could not be made or placed: ${ailment.message}`
    case 'container not started':
      return `the container of ${ailment.pod} can't start: ${ailment.reason}`
    default:
      return `the container of ${ailment.pod} was lost: ${ailment.reason}`
  }
}

const maybe = (ailments: readonly Ailment[]) => `it may be due to this: ${ailmentsInWords(ailments)}`
const since = (why: string | undefined) => (why ? `: ${why}` : '')
const lasting = ({ seconds }: { seconds: number }) => `${seconds.toFixed(1)} s`
