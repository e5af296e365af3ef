import type { World } from '../trace/world.ts'
import type { Kind } from '../trace/kinds.ts'
import { commandsIn, lineInWords, type Line } from './line.ts'
import { isSame, not, type Sure } from './hidden.ts'
import { is, type Matcher } from './matcher.ts'
import { bothOf, type Look, type Observation, type Subject } from './observation.ts'
import type { Undecided } from './reason.ts'
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
  /** What came back from a line counts only if this was true all the time. */
  while?: string
  /** It can only fail where this is true. */
  given?: string
}

/** What became of one conjunct: its statement, the answer, and the look that counted, if there was something to see. */
export interface Conjunct extends Statement {
  answer: Answer
  /** Why it can not be decided any more, where that is certain. */
  because?: Undecided
  look?: {
    /** Milliseconds since the epoch. */
    at: number
    found: unknown
    sources: readonly Source[]
    /** Why it does not count, whatever was found. */
    flaw?: string
  }
}

/** A property at work on one trace: fed moment by moment, closed once when the window is over. */
export interface Monitor {
  readonly answer: Answer
  readonly conjuncts: readonly Conjunct[]
  /** Takes in one more moment. */
  step(world: World): void
  /** What was seen last was still so at a later moment, at which nothing that it looks at has changed (milliseconds). */
  stay(moment: number): void
  /** Nothing more will come: what has been seen enough of is decided; what was never seen stays open. */
  close(world: World): void
}

/** One conjunct at work. */
interface Watcher {
  readonly answer: Answer
  readonly because: Undecided | undefined
  readonly look: Conjunct['look'] | undefined
  step(world: World): void
  stay(moment: number): void
  close(world: World): void
}

interface Clause {
  statement: Statement
  subject: Required<Subject>
  start: () => Watcher
}

/** A statement about a trace, the conjunction of its clauses. Immutable; `start` gives a fresh monitor for one trace. */
export class Property {
  readonly #clauses: readonly Clause[]

  constructor(clauses: readonly Clause[]) {
    this.#clauses = clauses
  }

  /** The kinds of object that it looks at. */
  get kinds(): Kind[] {
    return [...new Set(this.#clauses.flatMap(({ subject }) => subject.kinds))]
  }

  /** The lines of which it looks at what comes of them. */
  get lines(): Line[] {
    return [...new Set(this.#clauses.flatMap(({ subject }) => subject.lines))]
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
    return this.#windowed(opening, { from: opening.name }, (inner) => {
      let isOpen = false
      return around(inner, {
        step(world) {
          isOpen ||= opening.look(world)?.found === true
          if (isOpen) inner.step(world)
        },
        stay(moment) {
          if (isOpen) inner.stay(moment)
        },
        close(world) {
          if (isOpen) inner.close(world)
        },
      })
    })
  }

  /** The window closes when this is first true; that moment is no longer part of it. */
  until(closing: Observation<boolean>): Property {
    return this.#windowed(closing, { until: closing.name }, (inner) => {
      let isClosed = false
      return around(inner, {
        step(world) {
          if (isClosed) return
          isClosed = closing.look(world)?.found === true
          if (isClosed) inner.close(world)
          else inner.step(world)
        },
        stay(moment) {
          if (!isClosed) inner.stay(moment)
        },
        close(world) {
          if (!isClosed) inner.close(world)
        },
      })
    })
  }

  /**
   * What came back from a line counts only if this was true all the time, from its being typed until it ended: else
   * there is nothing to see.
   */
  while(state: Observation<boolean>, line: Line): Property {
    return this.#windowed(state, { while: state.name }, (inner) => {
      let wasTrue = true
      let counts: boolean | undefined
      return around(inner, {
        step(world) {
          if (counts === undefined) {
            const [command] = commandsIn(world, line)
            if (!command) return
            wasTrue &&= state.look(world)?.found === true
            if (command.exitedAt === undefined) return
            counts = wasTrue
          }
          if (counts) inner.step(world)
        },
        stay(moment) {
          if (counts === true) inner.stay(moment)
        },
        close(world) {
          if (counts === true) inner.close(world)
        },
        get because(): Undecided | undefined {
          return counts === false
            ? { kind: 'state not kept', state: state.name, line: lineInWords(line) }
            : inner.because
        },
      })
    })
  }

  /** Where this is not true when it would fail, nobody can tell: it stays open. */
  given(state: Observation<boolean>): Property {
    return this.#windowed(state, { given: state.name }, (inner) => {
      let because: Undecided | undefined
      const check = (world: World) => {
        if (inner.answer === 'fails' && state.look(world)?.found !== true)
          because ??= { kind: 'state not given', state: state.name }
      }
      return around(inner, {
        step(world) {
          inner.step(world)
          check(world)
        },
        stay: (moment) => inner.stay(moment),
        close(world) {
          inner.close(world)
          check(world)
        },
        get answer() {
          return because === undefined ? inner.answer : 'open'
        },
        get because() {
          return because ?? inner.because
        },
      })
    })
  }

  start(): Monitor {
    const running = this.#clauses.map(({ statement, start }) => ({ statement, watcher: start() }))
    const each = (act: (watcher: Watcher) => void) => {
      for (const { watcher } of running)
        if (watcher.answer === 'open' && watcher.because === undefined) act(watcher)
    }
    return {
      get answer() {
        const answers = running.map(({ watcher }) => watcher.answer)
        if (answers.includes('fails')) return 'fails'
        return answers.every((answer) => answer === 'holds') ? 'holds' : 'open'
      },
      get conjuncts() {
        return running.map(({ statement, watcher: { answer, because, look } }) => ({
          ...statement,
          answer,
          ...(because !== undefined && { because }),
          ...(look && { look }),
        }))
      },
      step: (world) => each((watcher) => watcher.step(world)),
      stay: (moment) => each((watcher) => watcher.stay(moment)),
      close: (world) => each((watcher) => watcher.close(world)),
    }
  }

  #windowed(
    edge: Observation<boolean>,
    window: Pick<Statement, 'from' | 'until' | 'while' | 'given'>,
    wrap: (inner: Watcher) => Watcher,
  ): Property {
    return new Property(
      this.#clauses.map(({ statement, subject, start }) => ({
        statement: { ...statement, ...window },
        subject: bothOf(subject, edge),
        start: () => unlessHidden(edge, wrap(start())),
      })),
    )
  }
}

/** Why nobody can tell. */
const hidden: Undecided = { kind: 'hidden by a secret' }

/** A watcher that can't decide where the edge of its window hangs on a secret. */
function unlessHidden(edge: Observation<boolean>, inner: Watcher): Watcher {
  if (edge.lines.length === 0) return inner
  let isHidden = false
  return around(inner, {
    step(world) {
      isHidden ||= edge.look(world)?.isHidden === true
      inner.step(world)
    },
    stay: (moment) => inner.stay(moment),
    close: (world) => inner.close(world),
    get answer() {
      return isHidden ? 'open' : inner.answer
    },
    get because() {
      return isHidden ? hidden : inner.because
    },
  })
}

/** A watcher that answers as another one does, but is fed in its own way. */
function around(inner: Watcher, fed: Pick<Watcher, 'step' | 'stay' | 'close'> & Partial<Watcher>): Watcher {
  return {
    get answer() {
      return fed.answer ?? inner.answer
    },
    get because() {
      return 'because' in fed ? fed.because : inner.because
    },
    get look() {
      return inner.look
    },
    step: (world) => fed.step(world),
    stay: (moment) => fed.stay(moment),
    close: (world) => fed.close(world),
  }
}

type Test<T> = Omit<Matcher<T>, 'says'>
type Decide = (seen: { matched: boolean; closing: boolean }) => Answer

/**
 * The common part: look, match, keep the look that decides, let `decide` say what it means. What is found counts only
 * where nothing is wrong with the look. It never fails for a duration that is too long by no more than the machine was
 * away.
 */
function watching<T>(
  when: When,
  observation: Observation<T>,
  expected: string,
  matcherAt: (first: Look<T>) => Test<T>,
  decide: Decide,
): Property {
  const start = (): Watcher => {
    let answer: Answer = 'open'
    let because: Undecided | undefined
    let matcher: Test<T> | undefined
    let last: { at: number; look: Look<T>; matched: Sure } | undefined
    /** Whether something was seen that may have decided it. */
    let isInDoubt = false
    /** Whether what was seen last was there to see at the last step. */
    let isThere = false
    const judge = (world: World, closing: boolean) => {
      if (!last || because !== undefined) return
      const { matched } = last
      const whichever = (matched === undefined ? [true, false] : [matched]).map((so) =>
        decide({ matched: so, closing }),
      )
      const [decided = 'open', otherwise = decided] = whichever
      if (decided !== otherwise) isInDoubt = true
      const slack = decided === 'fails' && matched === false ? excuse(world, last.look) : undefined
      if (slack) because = { kind: 'machine late', ailments: slack.why }
      else if (isInDoubt && (closing || (matched === undefined && !whichever.includes('open'))))
        because = hidden
      else if (decided === otherwise) answer = decided
    }
    const excuse = (world: World, { found, spans = [], flaw }: Look<T>) => {
      const slack = spans.length > 0 && flaw === undefined ? world.health.slack(spans, world) : undefined
      return slack && matcher?.excuses?.(found, slack) ? slack : undefined
    }
    return {
      get answer() {
        return answer
      },
      get because() {
        return because
      },
      get look() {
        if (!last) return undefined
        const { at, look } = last
        const { found, sources, flaw } = look
        return { at, found, sources, ...(flaw !== undefined && { flaw }) }
      },
      step(world) {
        if (because !== undefined) return
        const look = observation.look(world)
        isThere = look !== undefined
        if (!look) return
        matcher ??= matcherAt(look)
        const tested = look.isHidden ? undefined : matcher.test(look.found)
        const matched = look.flaw === undefined && tested
        last = { at: world.moment, look, matched }
        judge(world, false)
      },
      stay(moment) {
        if (last && isThere) last.at = moment
      },
      close: (world) => judge(world, true),
    }
  }
  return new Property([
    { statement: { what: observation.name, when, expected }, subject: observation, start },
  ])
}

const quantifier =
  (when: When, decide: Decide, tested = <T>(matcher: Matcher<T>): Test<T> => matcher) =>
  <T>(observation: Observation<T>, matcher: Matcher<T>) =>
    watching(when, observation, matcher.says, () => tested(matcher), decide)

/** At some moment it matches. */
export const eventually = quantifier('at some moment', ({ matched, closing }) =>
  matched ? 'holds' : closing ? 'fails' : 'open',
)

const atEveryMoment: Decide = ({ matched, closing }) => (matched ? (closing ? 'holds' : 'open') : 'fails')

/** It matches at every moment at which there is something to see; with nothing to see, it stays open. */
export const always = quantifier('at every moment', atEveryMoment)

/** It matches at no moment, though there was something to see. */
export const never = quantifier('at no moment', atEveryMoment, (matcher) => ({
  test: (found) => not(matcher.test(found)),
}))

/** The first thing to see matches. */
export const atFirst = quantifier('at first', ({ matched }) => (matched ? 'holds' : 'fails'))

/** The last thing to see in the window matches. */
export const atLast = quantifier('at last', ({ matched, closing }) =>
  closing ? (matched ? 'holds' : 'fails') : 'open',
)

/** What is seen first stays as it is. */
export const constant = <T>(observation: Observation<T>) =>
  watching(
    'at every moment',
    observation,
    'what it was at first',
    ({ found }) => ({ test: (later) => isSame(later, found) }),
    atEveryMoment,
  )

/** A yes-or-no observation is true at some moment. */
export const comesTrue = (observation: Observation<boolean>) => eventually(observation, is(true))
