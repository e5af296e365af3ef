import { claimsOf, scenariosOf, type Lab } from '../../src/lab/lab.ts'
import { judgeAllRecorded } from '../../src/judge/judge.ts'
import { oldestAndNewest, tracePath } from '../../src/lab/recorded-traces.ts'
import type { TraceEvent } from '../../src/trace/event.ts'
import { Trace } from '../../src/trace/trace.ts'
import { withByteChange, type ByteChange } from './byte-changes.ts'
import { cut } from './cut.ts'
import { sourcesOf, without, type Loss } from './evidence.ts'
import { writeForm, type FileForm } from './file-forms.ts'
import { withLineChange, type LineChange } from './line-changes.ts'
import { withValueChange, type ValueChange } from './value-changes.ts'

/** The recorded runs of a lab that are changed. */
export const recordingsOf = (lab: Lab) => oldestAndNewest(lab).map(({ name }) => name)

/** What decided a claim is lost. */
interface LostEvidence {
  /** Its id. */
  claim: string
  how: Loss
}

/** An event of a type has another value. */
export interface EventChange extends ValueChange {
  of: TraceEvent['type']
}

/** A recorded run that was changed, and how its file stands on the disk. */
export interface TraceFile {
  recording: string
  /** The scenario that is left of it; all where none is named. */
  scenario?: string
  /** The versions in the header, where they are others. */
  versions?: string
  lost?: LostEvidence
  changes: readonly (EventChange | LineChange)[]
  bytes: readonly ByteChange[]
  file: FileForm
  /** Whether reports are asked for. */
  reports: boolean
}

/** Writes a recorded run, changed. @returns its path */
export async function writeTrace(lab: Lab, input: TraceFile, folder: string): Promise<string> {
  const { events, lines: recorded } = await recordedRun(lab, input)
  const begun = input.lost ? withoutEvidence(lab, events, input.lost) : recorded
  const lines = input.changes.reduce<readonly string[]>(
    (before, change) =>
      'lines' in change ? withLineChange(before, change) : withEventChange(before, change),
    begun,
  )
  const text = Buffer.from(`${lines.join('\n')}\n`)
  return await writeForm(folder, input.bytes.reduce(withByteChange, text), input.file)
}

function withEventChange(lines: readonly string[], change: EventChange): string[] {
  const places = [...lines.keys()].filter((place) => lines[place]?.startsWith(`{"type":"${change.of}"`))
  const place = places[change.at % places.length]
  const event = place === undefined ? undefined : parsed(lines[place])
  if (place === undefined || event === undefined) return [...lines]
  return lines.with(place, withValueChange(event, change))
}

/** The lines without what the claim was decided on. */
function withoutEvidence(
  lab: Lab,
  events: readonly TraceEvent[],
  { claim: id, how }: LostEvidence,
): string[] {
  const claims = claimsOf(lab).filter((claim) => claim.id === id)
  const sources = judgeAllRecorded(claims, events).flatMap(sourcesOf)
  return without(events, sources, how).map((event) => JSON.stringify(event))
}

function parsed(line: string | undefined): unknown {
  try {
    return JSON.parse(line ?? '')
  } catch {
    return undefined
  }
}

/** A recorded run before anything but the versions is changed: its events, and the lines that they are. */
interface RecordedRun {
  events: readonly TraceEvent[]
  lines: readonly string[]
}

/** Which recorded run, and what is left of it under which versions: as in {@link TraceFile}. */
interface Recording {
  recording: string
  scenario?: string | undefined
  versions?: string | undefined
}

const known = new Map<string, Promise<RecordedRun>>()

async function recordedRun(lab: Lab, wanted: Recording): Promise<RecordedRun> {
  const key = JSON.stringify([wanted.recording, wanted.scenario, wanted.versions])
  const read = async () => {
    const events = await readEvents(lab, wanted)
    return { events, lines: events.map((event) => JSON.stringify(event)) }
  }
  const run = known.get(key) ?? read()
  known.set(key, run)
  return await run
}

/** A file is read once, however many scenarios and versions are made of it. */
async function readEvents(lab: Lab, { recording, scenario, versions }: Recording): Promise<TraceEvent[]> {
  if (versions !== undefined)
    return (await eventsOfRecording(lab, { recording, scenario })).map((event) =>
      withVersions(event, versions),
    )
  const left = scenariosOf(lab).find(({ name }) => name === scenario)
  return left
    ? cut(await eventsOfRecording(lab, { recording }), left)
    : await Array.fromAsync(new Trace(tracePath(lab, recording)))
}

/** The events of a recorded run before anything but the versions is changed. */
export const eventsOfRecording = async (lab: Lab, recording: Recording): Promise<readonly TraceEvent[]> =>
  (await recordedRun(lab, recording)).events

const withVersions = (event: TraceEvent, versions: string): TraceEvent =>
  event.type === 'header' ? { ...event, server: versions, kubectl: versions } : event
