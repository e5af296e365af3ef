import { inWords } from './matcher.ts'
import type { Answer, Conjunct, Statement } from './property.ts'
import { undecidedInWords } from './reason-words.ts'
import type { Undecided } from './reason.ts'

/** The moments that count for a statement, and the window that they are in, in words. */
export function whenInWords(
  statement: Pick<Statement, 'when' | 'from' | 'until' | 'while' | 'given'>,
): string {
  const { when, from, until, while: state, given } = statement
  const window = [
    from && ` from the moment that ${from}`,
    until && ` until ${until}`,
    state && ` while ${state}`,
    given && ` given that ${given}`,
  ]
    .filter(Boolean)
    .join(',')
  return `${when}${window}`
}

/** A statement as one line of plain text. */
export const statementInWords = (statement: Statement) =>
  `${whenInWords(statement)}: ${statement.what}: ${statement.expected}`

/** A statement with its answer, however it tells when it looked, and with the reason or its words. */
export type Answered = Omit<Conjunct, 'look' | 'because'> & {
  because?: Undecided | string
  look?: { found: unknown; flaw?: string }
}

/** The sign of an answer, beside its colour or without one. */
export const signs: Record<Answer, string> = { holds: '✓', fails: '✗', open: '·' }

/** What must be found, in words that can stand beside what was found. */
export const expectedInWords = ({ when, expected }: Pick<Statement, 'when' | 'expected'>) =>
  when === 'at no moment' ? `never ${expected}` : expected

/** What was found, in words, cut after so many characters. */
export function foundInWords({ look }: Pick<Answered, 'look'>, longest = 400): string {
  if (!look) return 'nothing to see'
  const text = inWords(look.found).trim()
  const more = text.length - longest
  return more > 0 ? `${text.slice(0, longest)} … (${more} characters more)` : text
}

/** A conjunct as a line of plain text: whether it holds, what it says, and what was found. */
export function conjunctInWords(conjunct: Answered, longest?: number): string {
  const { answer, because, what, look } = conjunct
  const expected = `${whenInWords(conjunct)}: ${what}: expected ${expectedInWords(conjunct)}`
  const but = look?.flaw === undefined ? '' : `, but ${look.flaw}`
  const found = `${look ? 'found ' : ''}${foundInWords(conjunct, longest)}${but}`
  const why = typeof because === 'object' ? undecidedInWords(because) : because
  const open = why === undefined ? ' so far' : `, not decided: ${why}`
  return `${signs[answer]} ${expected}; ${found}${answer === 'open' ? open : ''}`.replaceAll(/\s+/g, ' ')
}

/** Each conjunct as a line of plain text. */
export const conjunctsInWords = (conjuncts: readonly Answered[], longest?: number) =>
  conjuncts.map((conjunct) => conjunctInWords(conjunct, longest))
