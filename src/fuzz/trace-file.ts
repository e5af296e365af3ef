import { claimsOf, scenariosOf, type Lab } from '../lab/lab.ts'
import { judgeRecorded } from '../judge/judge.ts'
import { oldestAndNewest, tracePath } from '../recorded-traces.ts'
import type { TraceEvent } from '../trace/event.ts'
import { Trace } from '../trace/trace.ts'
import { withByteChange, type ByteChange } from './byte-changes.ts'
import { cut } from './cut.ts'
import { sourcesOf, without, type Loss } from './evidence.ts'
import { writeForm, type FileForm } from './file-forms.ts'
import { withLineChange, type LineChange } from './line-changes.ts'
import { withValueChange, type ValueChange } from './value-changes.ts'

/** The recorded runs that are changed. */
export const recordings = oldestAndNewest().map(({ name }) => name)

/** What decided a claim is lost. */
interface LostEvidence {
  /** The id of the claim. */
  lost: string
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
  changes: readonly (EventChange | LineChange | LostEvidence)[]
  bytes: readonly ByteChange[]
  file: FileForm
  /** Whether reports are asked for. */
  reports: boolean
}

/** Writes a recorded run, changed. @returns its path */
export async function writeTrace(lab: Lab, input: TraceFile, folder: string): Promise<string> {
  let lines = (await recordedEvents(lab, input)).map((event) => JSON.stringify(event))
  for (const change of input.changes) {
    if ('lines' in change) lines = withLineChange(lines, change)
    else if ('value' in change) lines = withEventChange(lines, change)
    else lines = await withoutEvidence(lab, input, lines, change)
  }
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

/** Without what the claim was decided on before anything was changed. */
async function withoutEvidence(
  lab: Lab,
  input: TraceFile,
  lines: readonly string[],
  { lost, how }: LostEvidence,
): Promise<string[]> {
  const claims = claimsOf(lab).filter(({ id }) => id === lost)
  const events = await recordedEvents(lab, input)
  const sources = claims.flatMap((claim) => sourcesOf(judgeRecorded(claim, events)))
  return lines.flatMap((line) => {
    const event = parsed(line)
    return event === undefined
      ? [line]
      : without([event as TraceEvent], sources, how).map((left) => JSON.stringify(left))
  })
}

function parsed(line: string | undefined): unknown {
  try {
    return JSON.parse(line ?? '')
  } catch {
    return undefined
  }
}

const known = new Map<string, Promise<TraceEvent[]>>()

/** The events of a recorded run before anything but the versions is changed. */
export async function recordedEvents(
  lab: Lab,
  { recording, scenario, versions }: Pick<TraceFile, 'recording' | 'scenario' | 'versions'>,
): Promise<TraceEvent[]> {
  const key = [recording, scenario, versions].join(' ')
  const read = async () => {
    const all = await Array.fromAsync(new Trace(tracePath(recording)))
    const left = scenariosOf(lab).find(({ name }) => name === scenario)
    const some = left ? cut(all, left) : all
    return versions === undefined ? some : some.map((event) => withVersions(event, versions))
  }
  const events = known.get(key) ?? read()
  known.set(key, events)
  return await events
}

const withVersions = (event: TraceEvent, versions: string): TraceEvent =>
  event.type === 'header' ? { ...event, server: versions, kubectl: versions } : event
