import type { Ailment } from '../trace/ailment.ts'
import type { Lost } from '../trace/event.ts'
import type { Kind } from '../trace/kinds.ts'

/** Why a conjunct can't be decided any more. States and lines go by their names. */
export type Undecided =
  /** It is not so when the conjunct would fail. */
  | { kind: 'state not given'; state: string }
  /** It was not so all the time while a line was answered. */
  | { kind: 'state not kept'; state: string; line: string }
  /** A duration is too long by no more than this can have made it. */
  | { kind: 'machine late'; ailments: readonly Ailment[] }
  /** It hangs on a secret, of which the trace has a name. */
  | { kind: 'hidden by a secret' }

/** Why a claim could not be judged, or was not tried. What the trace says itself stands in `why`. */
export type Reason =
  | Undecided
  /** A disagreement, while the machine was not well. */
  | { kind: 'doubted'; ailments: readonly Ailment[] }
  | { kind: 'never seen'; ailments: readonly Ailment[] }
  | { kind: 'trace broken off' }
  | { kind: 'changes missed'; of: Kind }
  /** The run ended before the scenario that is named began. */
  | { kind: 'not begun'; scenario: string; why?: string; lost?: Lost }
  | { kind: 'not ended'; why?: string; lost?: Lost }
  | { kind: 'step broke'; why?: string; lost?: Lost }
  /** A line was ended at its limit. */
  | { kind: 'line ended'; line: string; why: string }
  | { kind: 'line killed'; line: string; by: string }
  /** Of what a line wrote the trace has another number of bytes than came. */
  | { kind: 'output lost'; line: string; stream: 'stdout' | 'stderr'; there: number; came: number }
  | { kind: 'left out'; why?: string }
  /** The run is for other claims. */
  | { kind: 'not asked for' }
