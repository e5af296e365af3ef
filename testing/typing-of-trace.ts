import { frameOf } from '../src/trace/frame.ts'
import { scenarioRecords } from '../src/trace/scenario-record.ts'
import { Trace } from '../src/trace/trace.ts'
import { knownLines } from './known-line.ts'
import { plainly, typedAs } from './typed-line.ts'
import { Passage } from '../src/text/passage.ts'
import type { Session } from '../src/session/session.ts'
import type { LineTyped, Typing } from '../src/typing/typing.ts'

/** All lines that a recorded run has typed, by what a reader types, with all that came back from each. */
export interface RecordedAnswers {
  server: string
  kubectl: string
  answers: ReadonlyMap<string, string[]>
}

/** Reads them from a trace. */
export async function answersInTrace(path: string): Promise<RecordedAnswers> {
  const events = await Array.fromAsync(new Trace(path))
  const { server, kubectl } = frameOf(events, path).header
  const records = scenarioRecords(events)
  const answers = new Map<string, string[]>()
  for (const { typed, printed } of knownLines(records, [...records.keys()]))
    answers.set(typed, [...(answers.get(typed) ?? []), printed])
  return { server, kubectl, answers }
}

/** A typing of a text, with what a recorded run has printed for the same lines, at all of its moments. */
export function typingOfRecorded({ parts }: Session, { server, kubectl, answers }: RecordedAnswers): Typing {
  const lines = new Map<number, LineTyped>()
  for (const part of parts) {
    if (part.type !== 'typed') continue
    const line = typedAs(plainly(Passage.of(part.line)).text)
    const printed = answers.get(line) ?? []
    lines.set(part.number, {
      line: part.line,
      answers: printed.map((one, at) => ({ from: at, to: at, printed: one, code: 0 })),
    })
  }
  return { server, kubectl, lines, rows: [], names: new Map(), filesMissing: new Map() }
}
