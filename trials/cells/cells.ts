import { differencesOf, pairsOf } from '../../src/compare/differences.ts'
import { namedOtherwise } from '../../src/compare/named-otherwise.ts'
import type { Noise } from '../../src/compare/noise.ts'
import { ofCommand, seenIn } from '../../src/compare/seen.ts'
import { judgeAllRecorded } from '../../src/judge/judge.ts'
import { countsAs } from '../../src/judge/verdict.ts'
import { claimsOf, type Lab } from '../../src/lab/lab.ts'
import { answersIn } from '../../src/printed/answers.ts'
import { History } from '../../src/printed/history.ts'
import { placesOfAnswer } from '../../src/printed/printed-places.ts'
import type { TraceEvent } from '../../src/trace/event.ts'
import { scenarioRecords } from '../../src/trace/scenario-record.ts'
import type { Command } from '../../src/trace/world.ts'
import { changedTexts, type ChangedText } from './other-values.ts'

/** Who notices that a line printed something else: the first of these. */
type CellWitness = 'stored' | 'recorded run' | 'claim' | 'nobody'

/** What became of one changed place. */
export interface CellOutcome extends Omit<ChangedText, 'text'> {
  scenario: string
  line: string
  /** Whether the lab has the line typed, or it is one of ours, to see more. */
  isOfLab: boolean
  witness: CellWitness
}

/**
 * Changes the printed places of a run, one at a time, and asks who notices.
 * @param every of how many changes one is tried
 */
export function changedCells(
  lab: Lab,
  events: readonly TraceEvent[],
  noise: Noise,
  every = 1,
): CellOutcome[] {
  const history = new History(events)
  const answers = answersIn(events, history)
  let met = 0
  const triedChanges = (text: string) => changedTexts(text).filter(() => (met += 1) % every === 0)
  const byCommand = new Map(answers.map((answer) => [answer.command, answer]))
  const shown = [...seenIn(events).values()].map(({ command, content }) => ({
    command,
    pairs: pairsOf(content, content),
  }))
  return [...scenarioRecords(events).values()].flatMap((record) => {
    const claims = claimsOf(lab).filter(({ in: { name } }) => name === record.name)
    return record.commands.flatMap((command) => {
      const seen = ofCommand(record, command)
      const others = shown.flatMap((one) => (one.command === command.number ? [] : one.pairs))
      return (['stdout', 'stderr'] as const).flatMap((stream) =>
        triedChanges(command[stream]).map(({ text, ...changed }): CellOutcome => {
          const now: Command = { ...command, [stream]: text }
          const answer = byCommand.get(command.number)
          const other = answer === undefined ? undefined : { ...answer, [stream]: text }
          const isMisprinted =
            answer !== undefined &&
            other !== undefined &&
            placesOfAnswer(other, history, answers.with(answers.indexOf(answer), other)).some(
              (place) => place.answer === 'disagrees',
            )
          const isOther = () => {
            const { content } = ofCommand(record, now)
            return (
              differencesOf(seen.content, content).some((difference) => !noise.covers(seen, difference)) ||
              namedOtherwise([...others, ...pairsOf(seen.content, content)]).size > 0
            )
          }
          const isFalse = () =>
            judgeAllRecorded(claims, printing(events, now, stream)).some(
              ({ verdict }) => countsAs[verdict] === 'fail',
            )
          const witness = isMisprinted
            ? 'stored'
            : isOther()
              ? 'recorded run'
              : isFalse()
                ? 'claim'
                : 'nobody'
          return {
            scenario: record.name,
            line: command.line,
            isOfLab: command.because !== 'also',
            witness,
            ...changed,
          }
        }),
      )
    })
  })
}

/** The run as it would be if a command had printed another text. */
function printing(
  events: readonly TraceEvent[],
  { number, ...now }: Command,
  stream: 'stdout' | 'stderr',
): TraceEvent[] {
  let isPut = false
  return events.map((event) => {
    if (event.type === 'exited' && event.command === number && event.bytes)
      return { ...event, bytes: { ...event.bytes, [stream]: Buffer.byteLength(now[stream]) } }
    if (event.type !== 'output' || event.command !== number || event.stream !== stream) return event
    const text = isPut ? '' : now[stream]
    isPut = true
    return { ...event, text }
  })
}
