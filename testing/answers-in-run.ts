import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { asSeen } from '../src/trace/as-seen.ts'

/** A line that was typed in a recorded run, and what came back. */
export interface RecordedAnswer {
  /** The same in all runs. */
  key: string
  line: string
  printed: string
}

interface Event {
  type: string
  scenario: string
  command: number
  line: string
  run?: string
  text: string
  namespace: string
  state: string
}

/**
 * What came back from each line in a recorded run of the lab: read without what else is in the trace.
 * @param version name of the run, as `v1.37.2`
 */
export function answersInRun(version: string): Map<string, RecordedAnswer> {
  const file = join(import.meta.dirname, '../traces/api-objects', `${version}.ndjson.gz`)
  const events = gunzipSync(readFileSync(file))
    .toString()
    .split('\n')
    .filter((line) => /^\{"type":"(?:scenario|typed|output)"/.test(line))
    .map((line) => JSON.parse(line) as Event)
  const namespaces = new Map(
    events.flatMap(({ type, scenario, namespace }) => (type === 'scenario' ? [[scenario, namespace]] : [])),
  )
  const printed = Map.groupBy(
    events.filter(({ type }) => type === 'output'),
    ({ command }) => command,
  )
  return new Map(
    events.flatMap(({ type, scenario, command, line, run }) => {
      if (type !== 'typed') return []
      const key = JSON.stringify([scenario, line, run])
      const text = (printed.get(command) ?? []).map((one) => one.text).join('')
      return [[key, { key, line, printed: asSeen(text, namespaces.get(scenario)).trimEnd() }]]
    }),
  )
}
