import { CannotJudge, CommandFailed, UsageError } from '../../src/errors.ts'

/**
 * What may become of an input: the first two are as it should be. *Unhelpful* is an error that does not say what was
 * expected where, and what to do; *wrong* an answer that can't be true; a *crash* has a stack or ends the process.
 */
export const results = ['valid', 'refused', 'unhelpful', 'wrong', 'crash', 'hang'] as const

/** What became of one input. */
export interface CaseOutcome {
  result: (typeof results)[number]
  /** What was said, or what is wrong; of a crash with its stack. The first line tells one fault from another. */
  text: string
}

export const isFault = ({ result }: CaseOutcome) => result !== 'valid' && result !== 'refused'

/**
 * Lets the code that users reach work on an input.
 * @param work its answer is what is wrong with what came out; undefined when nothing is
 * @param lacks what is wrong with the text of an error; undefined when nothing is
 */
export async function outcomeOf(
  work: () => Promise<string | undefined>,
  lacks: (message: string) => string | undefined,
): Promise<CaseOutcome> {
  try {
    const wrong = await work()
    return wrong === undefined ? { result: 'valid', text: '' } : { result: 'wrong', text: wrong }
  } catch (error) {
    if (!isForUsers(error)) return { result: 'crash', text: stackOf(error) }
    const lacking = lacks(error.message)
    return lacking === undefined
      ? { result: 'refused', text: error.message }
      : { result: 'unhelpful', text: `${lacking}\n${error.message}` }
  }
}

const isForUsers = (error: unknown) =>
  error instanceof UsageError || error instanceof CannotJudge || error instanceof CommandFailed

const stackOf = (error: unknown) => (error instanceof Error && error.stack) || String(error)
