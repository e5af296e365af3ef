import { CannotJudge } from '../errors.ts'
import type { Lost } from '../trace/event.ts'

/** Something was waited for in vain, so that nothing can be judged by what comes. */
export class Gone extends CannotJudge {
  override name = 'Gone'
  readonly lost: Lost

  constructor(lost: Lost, message: string) {
    super(message)
    this.lost = lost
  }
}

/** What an error says of what was lost, as an event has it. */
export const lostIn = (error: unknown): { lost?: Lost } => (error instanceof Gone ? { lost: error.lost } : {})
