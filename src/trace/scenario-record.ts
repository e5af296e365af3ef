import type { TraceEvent } from './event.ts'
import type { KubernetesObject } from './kinds.ts'
import { World, type Command } from './world.ts'

/** One change of one object, at a time in milliseconds since the epoch. */
export interface ObjectChange {
  at: number
  change: 'added' | 'modified' | 'deleted'
  object: KubernetesObject
}

/** What one scenario has left in a trace; times are milliseconds since the epoch. */
export interface ScenarioRecord {
  name: string
  namespace: string | undefined
  /** Whether the student came to its end. */
  isWhole: boolean
  from: number
  to: number
  commands: readonly Command[]
  changes: readonly ObjectChange[]
}

/**
 * Takes a trace apart by scenario.
 * @returns a record for each scenario that began, by its name
 */
export function scenarioRecords(events: readonly TraceEvent[]): Map<string, ScenarioRecord> {
  const last = events.at(-1)?.at ?? 0
  return new Map(
    events.flatMap((begin) => {
      if (begin.type !== 'scenario' || begin.state !== 'begins') return []
      const { at, scenario: name } = begin
      const world = new World(name)
      const changes: ObjectChange[] = []
      let to = last
      for (const event of events) {
        const isOurs = world.apply(event)
        if (isOurs && event.type === 'object') changes.push(event)
        if (isOurs && event.type === 'scenario' && event.state !== 'begins') {
          to = event.at
          break
        }
      }
      const { namespace, commands } = world
      const isWhole = world.state === 'ended'
      return [[name, { name, namespace, isWhole, from: at, to, commands, changes }]]
    }),
  )
}
