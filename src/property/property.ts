import type { World } from '../trace/world.ts'
import { inWords, is, type Matcher } from './matcher.ts'
import type { Look, Observation } from './observation.ts'
import type { Source } from './source.ts'

/** *open* until it is certain. */
export type Answer = 'holds' | 'fails' | 'open'

/** The moments that count, of those at which there is something to see. */
export type When = 'at first' | 'at last' | 'at some moment' | 'at every moment' | 'at no moment'

/** What a conjunct of a property says, in parts. */
export interface Statement {
  /** What is looked at. */
  what: string
  when: When
  /** What must be found. */
  expected: string
  /** The window opens at the first moment at which this is true. */
  from?: string
  /** The window closes before the first moment at which this is true. */
  until?: string
}

/** What became of one conjunct: its statement, the answer, and the look that counted, if there was something to see. */
export interface Conjunct extends Statement {
  answer: Answer
  look?: {
    /** Milliseconds since the epoch. */
    at: number
    found: unknown
    sources: readonly Source[]
  }
}

/** A property at work on one trace: fed moment by moment, closed once when the window is over. */
export interface Monitor {
  readonly answer: Answer
  readonly conjuncts: readonly Conjunct[]
  /** Takes in one more moment. */
  step(world: World): void
  /** Nothing more will come: what has been seen enough of is decided; what was never seen stays open. */
  close(): void
}

/** One conjunct at work. */
interface Watcher {
  readonly answer: Answer
  readonly look: Conjunct['look'] | undefined
  step(world: World): void
  close(): void
}

interface Clause {
  statement: Statement
  start: () => Watcher
}

/** A statement about a trace, the conjunction of its clauses. Immutable; `start` gives a fresh monitor for one trace. */
export class Property {
  readonly #clauses: readonly Clause[]

  constructor(clauses: readonly Clause[]) {
    this.#clauses = clauses
  }

  get statements(): Statement[] {
    return this.#clauses.map(({ statement }) => statement)
  }

  /** Holds when both hold; fails as soon as one fails. */
  and(other: Property): Property {
    return new Property([...this.#clauses, ...other.#clauses])
  }

  /** The window opens when this is first true. */
  from(opening: Observation<boolean>): Property {
    return this.#windowed({ from: opening.name }, (inner) => {
      let isOpen = false
      return around(inner, {
        step(world) {
          isOpen ||= opening.look(world)?.found === true
          if (isOpen) inner.step(world)
        },
        close() {
          if (isOpen) inner.close()
        },
      })
    })
  }

  /** The window closes when this is first true; that moment is no longer part of it. */
  until(closing: Observation<boolean>): Property {
    return this.#windowed({ until: closing.name }, (inner) => {
      let isClosed = false
      return around(inner, {
        step(world) {
          if (isClosed) return
          isClosed = closing.look(world)?.found === true
          if (isClosed) inner.close()
          else inner.step(world)
        },
        close: () => inner.close(),
      })
    })
  }

  start(): Monitor {
    const running = this.#clauses.map(({ statement, start }) => ({ statement, watcher: start() }))
    const each = (act: (watcher: Watcher) => void) => {
      for (const { watcher } of running) if (watcher.answer === 'open') act(watcher)
    }
    return {
      get answer() {
        const answers = running.map(({ watcher }) => watcher.answer)
        if (answers.includes('fails')) return 'fails'
        return answers.every((answer) => answer === 'holds') ? 'holds' : 'open'
      },
      get conjuncts() {
        return running.map(({ statement, watcher: { answer, look } }) => ({
          ...statement,
          answer,
          ...(look && { look }),
        }))
      },
      step: (world) => each((watcher) => watcher.step(world)),
      close: () => each((watcher) => watcher.close()),
    }
  }

  #windowed(window: Pick<Statement, 'from' | 'until'>, wrap: (inner: Watcher) => Watcher): Property {
    return new Property(
      this.#clauses.map(({ statement, start }) => ({
        statement: { ...statement, ...window },
        start: () => wrap(start()),
      })),
    )
  }
}

/** A watcher that answers as another one does, but is fed in its own way. */
function around(inner: Watcher, fed: Pick<Watcher, 'step' | 'close'>): Watcher {
  return {
    get answer() {
      return inner.answer
    },
    get look() {
      return inner.look
    },
    ...fed,
  }
}

type Decide = (seen: { matched: boolean; closing: boolean }) => Answer

/** The common part: look, match, keep the look that decides, let `decide` say what it means. */
function watching<T>(
  when: When,
  observation: Observation<T>,
  expected: string,
  matcherAt: (first: Look<T>) => Pick<Matcher<T>, 'test'>,
  decide: Decide,
): Property {
  const start = (): Watcher => {
    let answer: Answer = 'open'
    let matcher: Pick<Matcher<T>, 'test'> | undefined
    let last: { look: NonNullable<Conjunct['look']>; matched: boolean } | undefined
    const judge = (closing: boolean) => {
      if (answer === 'open' && last) answer = decide({ matched: last.matched, closing })
    }
    return {
      get answer() {
        return answer
      },
      get look() {
        return last?.look
      },
      step(world) {
        const look = observation.look(world)
        if (!look) return
        matcher ??= matcherAt(look)
        last = { look: { at: world.now, ...look }, matched: matcher.test(look.found) }
        judge(false)
      },
      close: () => judge(true),
    }
  }
  return new Property([{ statement: { what: observation.name, when, expected }, start }])
}

const quantifier =
  (when: When, decide: Decide) =>
  <T>(observation: Observation<T>, matcher: Matcher<T>) =>
    watching(when, observation, matcher.says, () => matcher, decide)

/** At some moment it matches. */
export const eventually = quantifier('at some moment', ({ matched, closing }) =>
  matched ? 'holds' : closing ? 'fails' : 'open',
)

const atEveryMoment: Decide = ({ matched, closing }) => (matched ? (closing ? 'holds' : 'open') : 'fails')

/** It matches at every moment at which there is something to see; with nothing to see, it stays open. */
export const always = quantifier('at every moment', atEveryMoment)

/** It matches at no moment, though there was something to see. */
export const never = quantifier('at no moment', ({ matched, closing }) =>
  atEveryMoment({ matched: !matched, closing }),
)

/** The first thing to see matches. */
export const atFirst = quantifier('at first', ({ matched }) => (matched ? 'holds' : 'fails'))

/** The last thing to see in the window matches. */
export const atLast = quantifier('at last', ({ matched, closing }) =>
  closing ? (matched ? 'holds' : 'fails') : 'open',
)

/** What is seen first stays as it is. */
export const constant = <T>(observation: Observation<T>) =>
  watching('at every moment', observation, 'what it was at first', ({ found }) => is(found), atEveryMoment)

/** A yes-or-no observation is true at some moment. */
export const comesTrue = (observation: Observation<boolean>) => eventually(observation, is(true))

/** A statement as one line of plain text. */
export function statementInWords({ what, when, expected, from, until }: Statement): string {
  const window = [from && ` from the moment that ${from}`, until && ` until ${until}`]
    .filter(Boolean)
    .join(',')
  return `${when}${window}: ${what}: ${expected}`
}

const signs: Record<Answer, string> = { holds: '✓', fails: '✗', open: '·' }

/** Each conjunct as a line of plain text: whether it holds, what it says, and what was found. */
export function conjunctsInWords(conjuncts: readonly Conjunct[]): string[] {
  return conjuncts.map(({ answer, look, ...statement }) => {
    const found = look === undefined ? 'nothing to see' : `found ${inWords(look.found)}`
    return `${signs[answer]} ${statementInWords(statement)}; ${found}`
  })
}
