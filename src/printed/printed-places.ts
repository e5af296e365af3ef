import type { TraceEvent } from '../trace/event.ts'
import { answersIn, type PrintedAnswer } from './answers.ts'
import { placesOfConfirmation } from './confirmations.ts'
import { placesOfDates } from './dated.ts'
import { placesOfDescription } from './descriptions.ts'
import { placesOfDocument } from './documents.ts'
import { inOrder } from '../trace/kinds.ts'
import { History } from './history.ts'
import type { PrintedPlace } from './printed-place.ts'
import { isOfRun, placesOfLife } from './stored.ts'
import { placesOfTable } from './tables.ts'

/** The printed places of an answer; or, without a command, what is always so of the objects of a kind. */
export interface AnswerPlaces {
  command?: number
  scenario: string
  /** The line that was typed; the kind. */
  line: string
  run?: string
  places: readonly PrintedPlace[]
}

/** How an answer is read, the first that fits. */
const readings = [placesOfTable, placesOfDocument, placesOfDescription, placesOfConfirmation]

/** What was printed in a run, beside what was stored while the line was answered. */
export function printedPlaces(events: readonly TraceEvent[]): AnswerPlaces[] {
  const history = new History(events)
  const answers = answersIn(events, history)
  const printed = answers.map((answer) => {
    const { command, scenario, line, run } = answer
    const places = placesOfAnswer(answer, history, answers)
    return { command, scenario, line, ...(run !== undefined && { run }), places }
  })
  const stored = [...history.scenarios].flatMap(([namespace, scenario]) =>
    inOrder(history.kinds).map((kind) => ({
      scenario,
      line: kind,
      places: history.lives
        .filter((life) => life.kind === kind && life.namespace === namespace)
        .flatMap((life) => placesOfLife(life, history)),
    })),
  )
  const dated = inOrder(history.kinds).map((kind) => {
    const lives = history.lives.filter((life) => life.kind === kind && isOfRun(life, history))
    const scenario = history.scenarios.get(lives[0]?.namespace ?? '') ?? ''
    return { scenario, line: kind, places: placesOfDates(lives, history) }
  })
  return [...printed, ...stored, ...dated].filter(({ places }) => places.length > 0)
}

/** The places of one answer; none where it shows no objects. @param all answers of the run */
export function placesOfAnswer(
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
