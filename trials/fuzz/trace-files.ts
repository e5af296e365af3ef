import { join } from 'node:path'
import * as fc from 'fast-check'
import { judgeAllRecorded } from '../../src/judge/judge.ts'
import { claimsOf, scenariosOf, type Lab } from '../../src/lab/lab.ts'
import { Trace } from '../../src/trace/trace.ts'
import { byteChanges } from './byte-changes.ts'
import { groundless, type Loss } from './evidence.ts'
import { fileForms, type FileForm } from './file-forms.ts'
import type { InputKind } from './input-kind.ts'
import { lineChanges } from './line-changes.ts'
import { outcomeOf } from './outcome.ts'
import { lacking, uncleanIn } from '../../testing/said.ts'
import {
  eventsOfRecording,
  recordingsOf,
  writeTrace,
  type EventChange,
  type TraceFile,
} from './trace-file.ts'
import { valueChanges } from './value-changes.ts'

const types = [
  'header',
  'scenario',
  'file',
  'typed',
  'input',
  'output',
  'exited',
  'object',
  'awaiting',
] as const
const signs = ['gap', 'away', 'progress', 'lease', 'token', 'heartbeat', 'end'] as const

const eventChanges: fc.Arbitrary<EventChange> = fc
  .tuple(fc.constantFrom(...types, ...types, ...signs), valueChanges)
  .map(([of, change]) => ({ of, ...change }))

const names = ['trace.ndjson', 'trace.ndjson.gz'] as const
const undamaged = fileForms(names, fc.constant([]))
const damaged = fileForms(
  names,
  fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(byteChanges, { maxLength: 2 }) },
  ),
)
const plainFile: FileForm = { form: 'plain', name: 'trace.ndjson', changes: [] }
const anyVersions = fc.constantFrom('v1.20.0', 'v1.24.17', 'v1.30.1', 'v1.31.0', 'v1.34.0', 'v1.40.0')

/** Trace files of one scenario: quick to judge. */
export function traceFiles(lab: Lab): InputKind<TraceFile> {
  const inputs = fc.record(
    {
      recording: fc.constantFrom(...recordingsOf(lab)),
      scenario: fc.constantFrom(...scenariosOf(lab).map(({ name }) => name)),
      changes: fc.oneof(
        { weight: 5, arbitrary: fc.array(eventChanges, { minLength: 1, maxLength: 3 }) },
        { weight: 2, arbitrary: fc.array(lineChanges, { minLength: 1, maxLength: 3 }) },
        { weight: 1, arbitrary: fc.array(fc.oneof(eventChanges, lineChanges), { maxLength: 6 }) },
        { weight: 2, arbitrary: fc.constant([]) },
      ),
      bytes: fc.oneof(
        { weight: 4, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(byteChanges, { minLength: 1, maxLength: 3 }) },
      ),
      file: damaged,
      reports: fc.boolean(),
    },
    { noNullPrototype: true },
  )
  return { name: 'trace files', share: 250, secondsAtMost: 5, inputs, feed: feedTrace(lab) }
}

/** Trace files of a whole run. */
export function wholeTraceFiles(lab: Lab): InputKind<TraceFile> {
  const inputs = fc.record(
    {
      recording: fc.constantFrom(...recordingsOf(lab)),
      changes: fc.array(
        fc.oneof({ weight: 4, arbitrary: eventChanges }, { weight: 1, arbitrary: lineChanges }),
        {
          maxLength: 1,
        },
      ),
      bytes: fc.constant([]),
      file: undamaged,
      reports: fc.boolean(),
    },
    { noNullPrototype: true },
  )
  return { name: 'whole trace files', share: 3, secondsAtMost: 5, inputs, feed: feedTrace(lab) }
}

/** Traces in which what decided a claim was destroyed, under several versions of Kubernetes. */
export function lostEvidence(lab: Lab): InputKind<TraceFile> {
  const inputs = fc
    .tuple(
      fc.constantFrom(...recordingsOf(lab)),
      fc.option(anyVersions, { nil: undefined }),
      fc.constantFrom(...claimsOf(lab)),
      fc.constantFrom<Loss[]>('drop', 'empty'),
      fc.oneof(
        { weight: 3, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(fc.oneof(eventChanges, lineChanges), { maxLength: 1 }) },
      ),
    )
    .map(([recording, versions, { id, in: scenario }, how, others]): TraceFile => ({
      recording,
      scenario: scenario.name,
      ...(versions !== undefined && { versions }),
      lost: { claim: id, how },
      changes: others,
      bytes: [],
      file: plainFile,
      reports: false,
    }))
  return { name: 'lost evidence', share: 90, secondsAtMost: 5, inputs, feed: feedLost(lab) }
}

/**
 * Reads a trace file, judges the claims of its scenario and writes reports where they are asked for, as `npm run replay` does; only that the
 * claims are no tests here.
 */
function feedTrace(whole: Lab): InputKind<TraceFile>['feed'] {
  return async (input, folder) => {
    // What takes half a second to load is for the process that is fed.
    const { replayed } = await import('./replayed.ts')
    const lab = input.scenario === undefined ? whole : labOf(whole, input.scenario)
    const path = await writeTrace(whole, input, folder)
    return await outcomeOf(
      async () => {
        const { judged, events, said } = await replayed(
          lab,
          path,
          input.reports ? join(folder, 'reports') : undefined,
        )
        const unclean = uncleanIn(said)
        if (unclean !== undefined) return `what is printed has ${unclean} in it`
        const blocked = judged.find(({ verdict, reason }) => verdict === 'blocked' && !reason)
        if (blocked) return `${blocked.id} is blocked for no reason`
        return groundless(judged, events, await eventsOfRecording(whole, input))[0]
      },
      (message) => lacking(message, path),
    )
  }
}

/** Judges the claims of which something is lost, and no others. */
function feedLost(lab: Lab): InputKind<TraceFile>['feed'] {
  return async (input, folder) => {
    const claims = claimsOf(lab).filter(({ id }) => id === input.lost?.claim)
    const path = await writeTrace(lab, input, folder)
    return await outcomeOf(
      async () => {
        const events = await Array.fromAsync(new Trace(path))
        const judged = judgeAllRecorded(claims, events)
        return groundless(judged, events, await eventsOfRecording(lab, input))[0]
      },
      (message) => lacking(message, path),
    )
  }
}

/** A lab of the claims of one scenario. */
const labOf = (lab: Lab, scenario: string): Lab => ({
  ...lab,
  sections: lab.sections.map((section) => ({
    ...section,
    steps: Object.fromEntries(
      Object.entries(section.steps).map(([step, claims]) => [
        step,
        typeof claims === 'string'
          ? claims
          : Object.fromEntries(Object.entries(claims).filter(([, claim]) => claim.in.name === scenario)),
      ]),
    ),
  })),
})
