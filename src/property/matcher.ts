import { isDeepStrictEqual } from 'node:util'
import { all, any, hasNames, isSame, not, sureOf, type Sure } from './hidden.ts'

/**
 * A yes-or-no question to a value, and the words for what it asks for. It can't be answered where it hangs on a secret of
 * which the value has no more than a name, unless it asks for names.
 */
export interface Matcher<T> {
  says: string
  test: (value: T) => Sure
  /** Whether the answer would be yes if so many seconds of a duration were not its own. */
  excuses?: (value: T, slack: Allowance) => boolean
}

/**
 * The seconds by which something may be late, or early, through no fault of Kubernetes. What ends late took longer, and
 * what begins late took shorter.
 */
export interface Allowance {
  late: number
  early: number
}

/** A value in words: what is expected and what is found are written alike. */
export function inWords(value: unknown): string {
  if (value === true) return 'yes'
  if (value === false) return 'no'
  if (value === null) return 'nothing there'
  if (value === '') return 'an empty text'
  if (Number.isNaN(value)) return 'no number'
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(inWords).join(', ')
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'number' ? rounded(part) : part))
}

/** Seconds are as good as the clock: to milliseconds. */
const rounded = (value: number) => Math.round(value * 1000) / 1000

/** Exactly this value, compared deeply. */
export const is = (value: unknown): Matcher<unknown> => ({
  says: inWords(value),
  test: (found) => (hasNames(value) ? isDeepStrictEqual(found, value) : isSame(found, value)),
})

/** Exactly these items, in this order. */
export const are = (...items: string[]): Matcher<unknown> => is(items)

/** The name of a secret, or how it begins. */
const name = /<(?:part of|secret|private key|client certificate|token)\b/

/** A text that passes; an expectation in which there is a name asks for names. */
const aText = (says: string, expected: string, test: (text: string) => boolean): Matcher<unknown> => ({
  says,
  test: (found) => typeof found === 'string' && (name.test(expected) ? test(found) : sureOf(test, found)),
})

export const above = (bound: number): Matcher<number> => ({
  says: `above ${bound}`,
  test: (found) => found > bound,
})

export const atLeast = (bound: number): Matcher<number> => ({
  says: `at least ${bound}`,
  test: (found) => found >= bound,
  excuses: (found, { late, early }) => found + early + late >= bound,
})

export const atMost = (bound: number): Matcher<number> => ({
  says: `at most ${bound}`,
  test: (found) => found <= bound,
  excuses: (found, { late }) => found - late <= bound,
})

/** Between two numbers, both included. */
export const between = (low: number, high: number): Matcher<number> => ({
  says: `between ${low} and ${high}`,
  test: (found) => found >= low && found <= high,
  excuses: (found, { late, early }) => found + early + late >= low && found - late <= high,
})

/** A text that the expression matches. */
export const matches = (expression: RegExp): Matcher<unknown> =>
  aText(`a text that matches ${expression}`, expression.source, (text) => expression.test(text))

/** A text that begins so. */
export const startsWith = (beginning: string): Matcher<unknown> =>
  aText(`a text that begins with ${beginning}`, beginning, (text) => text.startsWith(beginning))

/** A list with at least one item that passes. */
export const some = <T>(matcher: Matcher<T>): Matcher<T[]> => ({
  says: `one of them ${matcher.says}`,
  test: (found) => any(found.map((item) => matcher.test(item))),
})

const isAmong = (item: unknown, found: readonly unknown[]) => any(found.map((other) => is(item).test(other)))

/** A list that has all of these among its items. */
export const includes = (...items: unknown[]): Matcher<unknown[]> => ({
  says: `among them ${items.map(inWords).join(', ')}`,
  test: (found) => all(items.map((item) => isAmong(item, found))),
})

/** A list that has none of these among its items. */
export const lacks = (...items: unknown[]): Matcher<unknown[]> => ({
  says: `not among them ${items.map(inWords).join(', ')}`,
  test: (found) => not(any(items.map((item) => isAmong(item, found)))),
})

/** A list whose every item passes; an empty list does not. */
export const each = <T>(matcher: Matcher<T>): Matcher<T[]> => ({
  says: `each of them ${matcher.says}`,
  test: (found) => found.length > 0 && all(found.map((item) => matcher.test(item))),
  ...(matcher.excuses && {
    excuses: (found: T[], allowance: Allowance) =>
      found.length > 0 && found.every((item) => matcher.test(item) || matcher.excuses?.(item, allowance)),
  }),
})
