import type { TraceEvent } from '../trace/event.ts'
import { answersIn, type PrintedAnswer } from './answers.ts'
import { placesOfConfirmation } from './confirmations.ts'
import { placesOfDescription } from './descriptions.ts'
import { placesOfDocument } from './documents.ts'
import { History } from './history.ts'
import type { PrintedPlace } from './printed-place.ts'
import { placesOfTable } from './tables.ts'

/** The printed places of an answer. */
export interface AnswerPlaces extends Pick<PrintedAnswer, 'command' | 'scenario' | 'line' | 'run'> {
  places: readonly PrintedPlace[]
}

/** How an answer is read, the first that fits. */
const readings = [placesOfTable, placesOfDocument, placesOfDescription, placesOfConfirmation]

/** What was printed in a run, beside what was stored while the line was answered. */
export function printedPlaces(events: readonly TraceEvent[]): AnswerPlaces[] {
  const history = new History(events)
  const answers = answersIn(events, history)
  return answers.flatMap((answer) => {
    const places = placesOfAnswer(answer, history, answers)
    const { command, scenario, line, run } = answer
    return places.length === 0 ? [] : { command, scenario, line, ...(run !== undefined && { run }), places }
  })
}

/** The places of one answer; none where it shows no objects. @param all answers of the run */
function placesOfAnswer(
  answer: PrintedAnswer,
  history: History,
  all: readonly PrintedAnswer[],
): PrintedPlace[] {
  for (const reading of readings) {
    const places = reading(answer, history, all)
    if (places) return places
  }
  return []
}
