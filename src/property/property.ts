import type { World } from '../trace/world.ts'
import { is, not, type Matcher } from './matcher.ts'
import type { Observation } from './observation.ts'

/** *open* until it is certain. */
export type Answer = 'holds' | 'fails' | 'open'

/** One look that counted: when (milliseconds since the epoch), at what, what was expected, what was found. */
export interface Evidence {
  at: number
  of: string
  expected: string
  found: unknown
}

/** A property at work on one trace: fed moment by moment, closed once when the window is over. */
export interface Monitor {
  readonly answer: Answer
  readonly evidence: readonly Evidence[]
  /** Takes in one more moment. */
  step(world: World): void
  /** Nothing more will come: what has been seen enough of is decided; what was never seen stays open. */
  close(world: World): void
}

/** A statement about a trace. Immutable; `start` gives a fresh monitor for one trace. */
export class Property {
  readonly says: string
  readonly start: () => Monitor

  constructor(says: string, start: () => Monitor) {
    this.says = says
    this.start = start
  }

  /** Holds when both hold; fails as soon as one fails. */
  and(other: Property): Property {
    return new Property(`${this.says}, and ${other.says}`, () =>
      both(this.start(), other.start(), 'fails', 'holds'),
    )
  }

  /** Holds as soon as one holds; fails when both fail. */
  or(other: Property): Property {
    return new Property(`${this.says}, or ${other.says}`, () =>
      both(this.start(), other.start(), 'holds', 'fails'),
    )
  }

  /** The window opens when this is first true. */
  from(opening: Observation<boolean>): Property {
    return new Property(`from ${opening.name} on, ${this.says}`, () => {
      const inner = this.start()
      let isOpen = false
      return around(inner, {
        step(world) {
          isOpen ||= opening.look(world) === true
          if (isOpen) inner.step(world)
        },
        close(world) {
          if (isOpen) inner.close(world)
        },
      })
    })
  }

  /** The window closes when this is first true; that moment is no longer part of it. */
  until(closing: Observation<boolean>): Property {
    return new Property(`until ${closing.name}, ${this.says}`, () => {
      const inner = this.start()
      return around(inner, {
        step: (world) => (closing.look(world) === true ? inner.close(world) : inner.step(world)),
        close: (world) => inner.close(world),
      })
    })
  }
}

/** A monitor that answers as another one does, but is fed in its own way. */
function around(inner: Monitor, fed: Pick<Monitor, 'step' | 'close'>): Monitor {
  return {
    get answer() {
      return inner.answer
    },
    get evidence() {
      return inner.evidence
    },
    ...fed,
  }
}

function both(left: Monitor, right: Monitor, decisive: Answer, unanimous: Answer): Monitor {
  const each = (act: (monitor: Monitor) => void) => {
    for (const monitor of [left, right]) if (monitor.answer === 'open') act(monitor)
  }
  return {
    get answer() {
      const answers = [left.answer, right.answer]
      if (answers.includes(decisive)) return decisive
      return answers.every((answer) => answer === unanimous) ? unanimous : 'open'
    },
    get evidence() {
      const decided = [left, right].filter((monitor) => monitor.answer === decisive)
      return (decided.length > 0 ? decided : [left, right]).flatMap((monitor) => monitor.evidence)
    },
    step: (world) => each((monitor) => monitor.step(world)),
    close: (world) => each((monitor) => monitor.close(world)),
  }
}

type Decide = (seen: { matched: boolean; closing: boolean }) => Answer

/** The common part: look, match, keep the look that decides, let `decide` say what it means. */
function watching<T>(
  says: string,
  observation: Observation<T>,
  matcher: Matcher<T>,
  decide: Decide,
): Property {
  return new Property(`${observation.name} ${says} ${matcher.says}`, () => {
    let answer: Answer = 'open'
    let last: { look: Evidence; matched: boolean } | undefined
    const judge = (closing: boolean) => {
      if (answer === 'open' && last) answer = decide({ matched: last.matched, closing })
    }
    return {
      get answer() {
        return answer
      },
      get evidence() {
        return last ? [last.look] : []
      },
      step(world) {
        if (answer !== 'open') return
        const found = observation.look(world)
        if (found === undefined) return
        const look = { at: world.now, of: observation.name, expected: matcher.says, found }
        last = { look, matched: matcher.test(found) }
        judge(false)
      },
      close: () => judge(true),
    }
  })
}

/** At some moment it matches. */
export const eventually = <T>(observation: Observation<T>, matcher: Matcher<T>) =>
  watching('at some moment', observation, matcher, ({ matched, closing }) =>
    matched ? 'holds' : closing ? 'fails' : 'open',
  )

/** It matches at every moment at which there is something to see; with nothing to see, it stays open. */
export const always = <T>(observation: Observation<T>, matcher: Matcher<T>) =>
  watching('at every moment', observation, matcher, ({ matched, closing }) =>
    matched ? (closing ? 'holds' : 'open') : 'fails',
  )

/** It matches at no moment, though there was something to see. */
export const never = <T>(observation: Observation<T>, matcher: Matcher<T>) =>
  always(observation, not(matcher))

/** The first thing to see matches. */
export const atFirst = <T>(observation: Observation<T>, matcher: Matcher<T>) =>
  watching('at first', observation, matcher, ({ matched }) => (matched ? 'holds' : 'fails'))

/** The last thing to see in the window matches. */
export const atLast = <T>(observation: Observation<T>, matcher: Matcher<T>) =>
  watching('at last', observation, matcher, ({ matched, closing }) =>
    closing ? (matched ? 'holds' : 'fails') : 'open',
  )

/** What is seen first stays as it is. */
export const constant = <T>(observation: Observation<T>) =>
  new Property(`${observation.name} stays the same`, () => {
    let inner: Monitor | undefined
    return {
      get answer() {
        return inner?.answer ?? 'open'
      },
      get evidence() {
        return inner?.evidence ?? []
      },
      step(world) {
        const found = observation.look(world)
        if (found === undefined) return
        inner ??= always(observation, is(found)).start()
        inner.step(world)
      },
      close: (world) => inner?.close(world),
    }
  })

/** It is true at some moment. */
export const comesTrue = (observation: Observation<boolean>) => eventually(observation, is(true))
