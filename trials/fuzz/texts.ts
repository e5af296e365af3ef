import * as fc from 'fast-check'
import { forLog } from '../../src/cleaned.ts'
import type { Lab } from '../../src/lab/lab.ts'
import { newestTrace } from '../../src/lab/recorded-traces.ts'
import { textPatch } from '../../src/patch/text-patch.ts'
import { judgedText } from '../../src/proofread/judge-text.ts'
import { sarifOf } from '../../src/report/proofread/texts-sarif.ts'
import { textsInTerminal } from '../../src/report/proofread/texts-terminal.ts'
import { textsMarkdown } from '../../src/report/proofread/texts-markdown.ts'
import { textsPage } from '../../src/report/proofread/texts-page.ts'
import { textsReportOf } from '../../src/report/proofread/texts-report.ts'
import { sessionOf } from '../../src/session/session-of.ts'
import { givenText } from '../../src/text/given-text.ts'
import { Trace } from '../../src/trace/trace.ts'
import { answersInTrace, typingOfRecorded, type RecordedAnswers } from '../../testing/typing-of-trace.ts'
import { anyText } from './any-text.ts'
import { fileForms, writeForm, type FileForm } from './file-forms.ts'
import type { InputKind } from './input-kind.ts'
import { outcomeOf } from './outcome.ts'
import { lacking, uncleanIn } from '../../testing/said.ts'

/**
 * A line that was typed in a recorded run, or printed, or the first half of a printed one; places count on from the beginning
 * where there are not as many.
 */
interface RecordedPiece {
  of: 'typed' | 'printed' | 'begun'
  at: number
}

/** A text of pieces that texts of labs are made of, in any order. */
interface PiecedText {
  pieces: readonly (string | RecordedPiece)[]
  file: FileForm
}

const pieces: fc.Arbitrary<string | RecordedPiece> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.constantFrom(
      '```console\n',
      '```\n',
      '> ',
      '12345678910\n',
      '\n',
      '\n\n',
      ' ',
      '\\\n',
      '# ',
      '$ ',
      '/ # ',
      'student@a:~$ ',
      '<output_omitted>',
      '...',
      '<pre>',
      '</pre>',
      '<p>',
      '&lt;',
      '<!doctype html>',
      '“',
      'NAME READY STATUS ',
      'Labels: a=b c=d ',
      'apiVersion: v1\n',
      'spec: ',
      '- type: ',
      'completions: 5 #<-- here\n',
      '["a"] ',
      '"open ',
      '{ "kind": "APIVersions", ',
      '] ',
      '} ',
      '"message": "cut...',
      'No resources found.\n',
    ),
  },
  {
    weight: 9,
    arbitrary: fc.record(
      { of: fc.constantFrom('typed', 'printed', 'begun'), at: fc.nat() },
      { noNullPrototype: true },
    ),
  },
  { weight: 1, arbitrary: anyText(12) },
)

/** Texts of labs: they are proofread, and put right. */
export function texts(lab: Lab): InputKind<PiecedText> {
  let recorded: ReturnType<typeof newest> | undefined
  return {
    name: 'texts',
    share: 60,
    secondsAtMost: 5,
    inputs: fc.record(
      {
        pieces: fc.array(pieces, { maxLength: 60, size: 'max' }),
        file: fc
          .constantFrom('lab.md', 'lab.txt', 'lab.html')
          .chain((name) => fileForms([name], fc.constant([]))),
      },
      { noNullPrototype: true },
    ),
    feed: async (input, folder) => {
      recorded ??= newest(lab)
      const { known, pieceOf } = await recorded
      const path = await writeForm(folder, Buffer.from(input.pieces.map(pieceOf).join('')), input.file)
      return await outcomeOf(
        async () => {
          const session = sessionOf(await givenText(path))
          const judged = judgedText(input.file.name, session, [typingOfRecorded(session, known)])
          const report = textsReportOf([{ judged, patch: textPatch(judged) }])
          const out = [
            forLog(textsInTerminal(report)),
            textsMarkdown(report),
            textsPage(report),
            sarifOf(report),
          ]
          return out.map(uncleanIn).find((wrong) => wrong !== undefined)
        },
        (message) => lacking(message, path),
      )
    },
  }
}

async function newest(
  lab: Lab,
): Promise<{ known: RecordedAnswers; pieceOf: (piece: string | RecordedPiece) => string }> {
  const path = newestTrace(lab)
  const events = await Array.fromAsync(new Trace(path))
  const typed = [...new Set(events.flatMap((event) => (event.type === 'typed' ? event.line : [])))]
  const printed = [
    ...new Set(events.flatMap((event) => (event.type === 'output' ? event.text.split('\n') : []))),
  ]
  return {
    known: await answersInTrace(path),
    pieceOf: (piece) => {
      if (typeof piece === 'string') return piece
      const lines = piece.of === 'typed' ? typed : printed
      const line = lines[piece.at % lines.length] ?? ''
      return piece.of === 'begun' ? line.slice(0, line.length / 2) : `${line}\n`
    },
  }
}
