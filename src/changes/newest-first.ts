import { sinceOf, type Change } from './change.ts'

/** 30 of a change that came with 1.30. */
export const minorNumber = (change: Change) => Number(sinceOf(change).split('.')[1])

/** Changes by the version that has them first. */
export const newestFirst = (changes: readonly Change[]): Change[] =>
  changes.toSorted((a, b) => minorNumber(b) - minorNumber(a))
