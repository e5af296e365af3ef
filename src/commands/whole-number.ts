import { UsageError } from '../errors.ts'

/**
 * Reads a number that is on the command line.
 * @param option as it is called there, for the message
 * @throws UsageError when it is none, or less than the least
 */
export function wholeNumber(option: string, text: string, least: number): number {
  const number = Number(text)
  if (/^\d+$/.test(text) && number >= least && Number.isSafeInteger(number)) return number
  throw new UsageError(`${option}: expected a whole number of at least ${least}, found ${text}`)
}
