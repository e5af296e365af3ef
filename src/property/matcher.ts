import { isDeepStrictEqual } from 'node:util'

/** A yes-or-no question to a value, and the words for it. */
export interface Matcher<T> {
  says: string
  test: (value: T) => boolean
}

const show = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

/** Exactly this value, compared deeply. */
export const is = (value: unknown): Matcher<unknown> => ({
  says: `is ${show(value)}`,
  test: (found) => isDeepStrictEqual(found, value),
})

/** Exactly these items, in this order. */
export const are = (...items: string[]): Matcher<unknown> => ({
  says: items.length === 0 ? 'are none' : `are ${items.join(', ')}`,
  test: (found) => isDeepStrictEqual(found, items),
})

export const above = (bound: number): Matcher<number> => ({
  says: `is above ${bound}`,
  test: (found) => found > bound,
})

export const atLeast = (bound: number): Matcher<number> => ({
  says: `is at least ${bound}`,
  test: (found) => found >= bound,
})

export const atMost = (bound: number): Matcher<number> => ({
  says: `is at most ${bound}`,
  test: (found) => found <= bound,
})

/** Between two numbers, both included. */
export const between = (low: number, high: number): Matcher<number> => ({
  says: `is between ${low} and ${high}`,
  test: (found) => found >= low && found <= high,
})

/** A text that the expression matches. */
export const matches = (expression: RegExp): Matcher<unknown> => ({
  says: `matches ${expression}`,
  test: (found) => typeof found === 'string' && expression.test(found),
})

/** A text that begins so. */
export const startsWith = (beginning: string): Matcher<unknown> => ({
  says: `begins with ${beginning}`,
  test: (found) => typeof found === 'string' && found.startsWith(beginning),
})

/** A list with at least one item that passes. */
export const some = <T>(matcher: Matcher<T>): Matcher<T[]> => ({
  says: `has one that ${matcher.says}`,
  test: (found) => found.some(matcher.test),
})

/** A list that has all of these among its items. */
export const includes = (...items: unknown[]): Matcher<unknown[]> => ({
  says: `includes ${items.map(show).join(', ')}`,
  test: (found) => items.every((item) => found.some((other) => isDeepStrictEqual(other, item))),
})

/** A list whose every item passes; an empty list does not. */
export const each = <T>(matcher: Matcher<T>): Matcher<T[]> => ({
  says: `each ${matcher.says}`,
  test: (found) => found.length > 0 && found.every(matcher.test),
})

export const not = <T>(matcher: Matcher<T>): Matcher<T> => ({
  says: `not: ${matcher.says}`,
  test: (found) => !matcher.test(found),
})
