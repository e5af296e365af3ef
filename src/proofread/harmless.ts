import type { Difference } from '../compare/differences.ts'
import type { Noise } from '../compare/noise.ts'
import type { Seen } from '../compare/seen.ts'
import { isOfOneRun, shapeOf } from '../compare/shape.ts'
import { cutShort } from './omission.ts'

/** What each word of a shape stands for, also where another cluster names or writes it in another way. */
const kinds: Record<string, string> = {
  '<uid>': String.raw`[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}`,
  '<token>': '(?:eyJ|<).*',
  '<time>': String.raw`(?:\w{3}, \d\d? \w{3} \d{4} [\d:]+ [+-]\d{4}|\d{4}-\d\d-\d\d[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)`,
  '<address>': String.raw`[\w.-]+`,
  '<hex>': '[\\da-f]{6,}',
  '-<random>': '-[a-z\\d]{3,10}',
  '<age>': String.raw`(?:\d+[ydhms])+`,
  '<number>': String.raw`\d+(?:\.\d+)*`,
}

/** A name that a cluster was given, which may be whatever word its owner likes. */
const isClusterName = (shape: string) => /^\S*<cluster>\S*$/.test(shape)

/** Whether a text is of the kind that a shape stands for, also where another cluster names or writes it in another way. */
export function looksLike(text: string, shape: string): boolean {
  if (isClusterName(shape)) return /^[\w.@:/-]+$/.test(text)
  const words = Object.keys(kinds).toSorted((a, b) => b.length - a.length)
  const pattern = shape
    .split(new RegExp(`(${words.map((word) => RegExp.escape(word)).join('|')})`))
    .map((part) => kinds[part] ?? RegExp.escape(part))
    .join('')
  return new RegExp(`^${pattern}$`, 's').test(text.replaceAll(/\s+/g, ' ').trim())
}

/** How long the numbers are in names that are given by time: one of seconds has more digits than one of minutes. */
const digits = (text: string) =>
  [...text.matchAll(/(?<=[a-z]-)\d{6,}(?![\da-f])/g)].map(([number]) => number.length)

/**
 * Whether it says nothing that a text prints one value and a run shows another: runs of one version differ in that place, and
 * what is printed there is of the same kind; or it is the same, cut short.
 * @param difference of the text, and of what the run shows
 */
export function isHarmless(seen: Seen, difference: Difference, noise: Noise): boolean {
  const [printed, shown] = difference.values
  if (printed !== undefined && shown !== undefined) {
    const left = cutShort(printed)
    if (left !== undefined && startsLike(shown, left)) return true
    if (digits(printed).join() !== digits(shown).join()) return false
  }
  if (noise.covers(seen, difference)) return true
  const [, shape] = difference.shapes
  if (printed === undefined || shape === undefined || !isOfOneRun(shape)) return false
  return noise.covers(seen, { ...difference, shapes: [shape, shape] }) && looksLike(printed, shape)
}

const startsLike = (text: string, start: string) => {
  const [all, begin] = [text, start].map((one) => one.replaceAll(/\s+/g, ' ').trim())
  return all?.startsWith(begin ?? '') === true || shapeOf(text).startsWith(shapeOf(start))
}
