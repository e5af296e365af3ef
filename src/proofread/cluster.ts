import type { Noise } from '../compare/noise.ts'
import type { ComparedRun } from '../compare/comparison.ts'
import { runOf } from '../compare/run-of.ts'
import type { Seen } from '../compare/seen.ts'
import { stepsOfCommands } from '../judge/steps-of-commands.ts'
import type { Claim } from '../lab/claim.ts'
import { claimsOf, scenariosOf, type Lab } from '../lab/lab.ts'
import type { TraceEvent, TraceHeader } from '../trace/event.ts'
import { scenarioRecords } from '../trace/scenario-record.ts'
import type { Command } from '../trace/world.ts'
import { knownLines, type KnownLine } from './known-line.ts'
import { knownPrint, type KnownPrint } from './known-print.ts'
import { memo } from './memo.ts'
import { Passage } from '../text/passage.ts'
import { readPrinted, type Printed } from './printed.ts'
import { Vocabulary } from './vocabulary.ts'

/** What a text is checked against: all that is known of one recorded run. */
export interface KnownRun {
  lab: Lab
  events: readonly TraceEvent[]
  run: ComparedRun
  noise: Noise
  claims: readonly Claim[]
  /** The lines that a text may show, in the order of the lab. */
  lines: readonly KnownLine[]
  vocabulary: Vocabulary
  /** The step of the lab of each command. */
  steps: ReadonlyMap<Command, string>
  /** What was seen of a line, with its key. */
  seenOf: (line: KnownLine) => { key: string; seen: Seen } | undefined
  /** What was seen of it and of other runs of the same line in its scenario: an author types at another moment. */
  runsOf: (line: KnownLine) => readonly Seen[]
  /** What the run shows, of a line or of a file, taken apart. */
  shown: (text: string) => Printed
  /** A text that the run shows, as it is known. */
  known: (text: string) => KnownPrint
  /** What is known to come back from lines that are typed as one is: what came back from this one first. */
  likes: (line: KnownLine) => readonly KnownPrint[]
}

/** Gathers what is known of a recorded run. */
export function clusterOf(
  lab: Lab,
  header: Pick<TraceHeader, 'server' | 'kubectl'>,
  events: readonly TraceEvent[],
  noise: Noise,
): KnownRun {
  const records = scenarioRecords(events)
  const all = knownLines(
    records,
    scenariosOf(lab).map(({ name }) => name),
  )
  const claims = claimsOf(lab)
  const patterns = claims.flatMap(({ holds }) => holds.lines.filter((line) => line instanceof RegExp))
  const run = runOf(lab, header, events)
  const byCommand = new Map([...run.seen].map(([key, seen]) => [seen.command, { key, seen }]))
  const prints = memo(knownPrint)
  return {
    lab,
    events,
    run,
    noise,
    claims,
    lines: all.filter((line) => !isReplaced(line, all)),
    vocabulary: new Vocabulary(all, patterns),
    steps: stepsOfCommands(run.judged, records),
    seenOf: ({ command }) => byCommand.get(command.number),
    runsOf: ({ scenario, command }) =>
      [...run.seen.values()].filter((seen) => seen.scenario === scenario && seen.of === command.line),
    known: prints,
    shown: memo((text) => readPrinted(Passage.at(text, 0), [prints(text)])),
    likes: ({ typed, printed }) => {
      const others = all.filter((line) => line.typed === typed && line.printed !== printed)
      return [printed, ...others.map((line) => line.printed)].map(prints)
    },
  }
}

/** A line that the cluster refuses, and that is typed once more when its file is as it should be. */
const isReplaced = (line: KnownLine, all: readonly KnownLine[]) =>
  line.command.code !== 0 &&
  line.input === undefined &&
  all.some(
    (other) =>
      other.scenario === line.scenario &&
      other.typed === line.typed &&
      other.command.because === 'instead' &&
      other.command.code === 0 &&
      other.command.number > line.command.number,
  )
