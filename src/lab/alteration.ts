import type { CommandPart, Place } from '../property/source.ts'
import type { Kind } from '../trace/kinds.ts'

/** What was done to a recorded trace: to all objects of a kind, a field of them, a line and what came back, or all tokens. */
export type Alteration =
  | { objects: Kind; are: 'lost' | 'delayed' | 'reversed' | 'doubled' }
  | { field: string }
  | { line: string; run?: string; part: CommandPart; place?: Place; is: 'lost' | 'changed' }
  | { tokens: 'changed' }

/** Alterations of the newest recorded run that change nothing that a claim speaks of, each with the reason, by claim. */
export type Equivalent = Readonly<Record<string, readonly (readonly [Alteration, because: string])[]>>
