import { UsageError } from '../errors.ts'

/** Each gives other numbers. */
export const seeds = { least: 0, most: 2 ** 32 - 1 }

/**
 * Reads a number that is on the command line.
 * @param option as it is called there, for the message
 * @throws UsageError when it is none, or not one of these
 */
export function wholeNumber(
  option: string,
  text: string,
  { least, most }: { least: number; most: number },
): number {
  const number = Number(text)
  if (/^\d+$/.test(text) && number >= least && number <= most) return number
  throw new UsageError(`${option}: expected a whole number from ${least} to ${most}, found ${text}`)
}
