import type { TraceEvent } from '../src/trace/event.ts'

/**
 * A recorded run as another run of the same version would be: with other times, ages, uids, addresses, names and
 * revisions, each of the same form.
 */
export const anotherRun = (events: readonly TraceEvent[]): TraceEvent[] =>
  events.map((event) => {
    const other = JSON.parse(
      others.reduce((text, [found, by]) => text.replaceAll(found, by), JSON.stringify(event)),
    ) as TraceEvent
    return event.type === 'exited' ? without(other) : other
  })

/** What it printed has as many bytes as it has. */
function without(event: TraceEvent): TraceEvent {
  if (event.type !== 'exited') return event
  const { bytes: _, ...rest } = event
  return rest
}

/** The same with other digits, of which none becomes 0. */
const turned = (text: string) => text.replaceAll(/[1-3a-c]/g, (digit) => digits[digit] ?? digit)
const digits: Record<string, string> = { 1: '2', 2: '3', 3: '1', a: 'b', b: 'c', c: 'a' }

const others: readonly (readonly [RegExp, (found: string) => string])[] = [
  [/\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/g, turned],
  [
    /\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ/g,
    (time) => new Date(Date.parse(time) + 7_200_000).toISOString().replace('.000', ''),
  ],
  [/ (\d\d):(\d\d:\d\d \+0000)/g, (time) => time.replace(/ \d\d/, ' 11')],
  [/\bkubelab-\d+-[\da-f]{6}\b/g, () => 'kubelab-777-0a1b2c'],
  [/\b127\.0\.0\.1:4\d{4}\b/g, () => '127.0.0.1:45678'],
  [/\b10\.89\.0\.\d+\b/g, () => '10.89.0.77'],
  [
    /(?<=sleepy-(?:\d{8}-)?)[bcdfghjklmnpqrstvwxz2456789]{5}\b/g,
    (name) => name.split('').toReversed().join(''),
  ],
  [/(?<= )(?<!op=Exists for )\d+s(?=[ \\])/g, turned],
  [/(?<=resourceVersion\\?": ?\\?")\d+/g, (revision) => String(Number(revision) + 1)],
]
