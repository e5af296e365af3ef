import { expect, test } from 'vitest'
import { recordedEvents, triedVersions } from '../../testing/traces.ts'
import type { Happening, TraceEvent } from './event.ts'
import { Flaw } from './flaw.ts'
import { Structure } from './structure.ts'

const header: Happening = {
  type: 'header',
  format: 2,
  server: 'v1.37.2',
  kubectl: 'v1.37.2',
  nodeImage: 'node',
  host: 'here',
}
const begins = { type: 'scenario', scenario: 's', state: 'begins', namespace: 'lab' } as const
const ends = { ...begins, state: 'ends' } as const
const leftOut = { ...begins, state: 'left out' } as const
const which = { scenario: 's', command: 1 }
const typed: Happening = { type: 'typed', ...which, line: 'date', because: 'lab' }
const input: Happening = { type: 'input', ...which, text: 'yes' }
const output: Happening = { type: 'output', ...which, stream: 'stdout', text: 'now' }
const exited: Happening = { type: 'exited', ...which, code: 0 }
const end: Happening = { type: 'end', outcome: 'complete' }
const beat: Happening = { type: 'heartbeat' }

/** A second from one to the next, where nothing else is said. */
const timed = (happenings: (Happening | TraceEvent)[]): TraceEvent[] =>
  happenings.map((happening, second) => ({ at: second * 1000, ...happening }))

function read(...happenings: (Happening | TraceEvent)[]): void {
  const structure = new Structure()
  for (const event of timed(happenings)) structure.take(event)
}

test.each([
  ['what a run writes', [beat, header, begins, typed, output, input, output, exited, ends, beat, end]],
  ['a run that broke before the cluster answered', [beat, end]],
  ['a run that broke off', [header, begins, typed]],
  ['a scenario that is left out', [header, leftOut, end]],
  ['a program that ends after its scenario', [header, begins, typed, ends, output, exited, end]],
  ['keys that are pressed when the program has ended', [header, begins, typed, exited, input, ends, end]],
  ['two lines at once', [header, begins, typed, { ...typed, command: 2 }, exited, { ...exited, command: 2 }]],
  ['events of the same moment', [header, { ...beat, at: 1000 }, { ...beat, at: 1000 }]],
])('%s is in order', (_, happenings) => {
  expect(() => read(...happenings)).not.toThrow()
})

test.each<[string, (Happening | TraceEvent)[], string]>([
  ['no header', [begins], 'expected a header before all but heartbeats, found scenario'],
  [
    'a header too late',
    [beat, begins, header],
    'expected a header before all but heartbeats, found scenario',
  ],
  ['two headers', [header, beat, header], 'expected one header, found a second'],
  [
    'a time that goes back',
    [header, { ...beat, at: 5000 }, { ...beat, at: 4999 }],
    'expected no time before 1970-01-01T00:00:05.000Z, which came before, found 1970-01-01T00:00:04.999Z',
  ],
  [
    'a clock that jumps a hundred years',
    [header, { ...beat, at: Date.UTC(2070) }],
    'expected a time within 7 days of the first, 1970-01-01T00:00:00.000Z, found 2070-01-01T00:00:00.000Z',
  ],
  [
    'a number that is typed twice',
    [header, begins, typed, exited, typed],
    'expected each command to have a number of its own, found 1 again',
  ],
  ['output of nothing', [header, begins, output], 'expected a command typed in s before, found number 1'],
  ['input of nothing', [header, begins, input], 'expected a command typed in s before, found number 1'],
  ['an end of nothing', [header, begins, exited], 'expected a command typed in s before, found number 1'],
  [
    'output of a command of another scenario',
    [header, begins, typed, { ...begins, scenario: 't' }, { ...output, scenario: 't' }],
    'expected a command typed in t before, found number 1',
  ],
  [
    'output after the end',
    [header, begins, typed, exited, output],
    'expected nothing more of command 1, which has ended, found output',
  ],
  [
    'two ends of a command',
    [header, begins, typed, exited, exited],
    'expected nothing more of command 1, which has ended, found exited',
  ],
  ['a second beginning', [header, begins, begins], 'expected the scenario s to begin once, found begins'],
  [
    'a beginning after the end',
    [header, begins, ends, begins],
    'expected the scenario s to begin once, found begins',
  ],
  [
    'left out after it began',
    [header, begins, leftOut],
    'expected the scenario s to begin once, found left out',
  ],
  [
    'a beginning of what is left out',
    [header, leftOut, begins],
    'expected the scenario s to begin once, found begins',
  ],
  ['an end without a beginning', [header, ends], 'expected the scenario s to go on, found ends'],
  [
    'two ends',
    [header, begins, ends, { ...ends, state: 'breaks' }],
    'expected the scenario s to go on, found breaks',
  ],
  ['more after the end', [header, end, beat], 'expected nothing after the end, found heartbeat'],
  ['two ends of the run', [header, end, end], 'expected nothing after the end, found end'],
])('%s is not', (_, happenings, message) => {
  expect(() => read(...happenings)).toThrow(new Flaw(message))
})

test.each(triedVersions)('the run of %s is in order', async (version) => {
  const events = await recordedEvents(version)
  expect(() => read(...events)).not.toThrow()
})
