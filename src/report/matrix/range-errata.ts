import { compareMinors, minorOf } from '../version-order.ts'
import type { Matrix, MatrixDrift } from './matrix.ts'

/** A change that a course must speak of, and the minor versions of its range that have it and that have not. */
export interface RangeErratum extends MatrixDrift {
  step: string
  says: string
  inVersions: readonly string[]
  notIn: readonly string[]
}

/** The errata for the versions that a course supports. */
export interface RangeErrata {
  from: string
  to: string
  /** Worst first. */
  errata: readonly RangeErratum[]
  /** Minor versions of the range of which there is no run. */
  untried: readonly string[]
}

const severities = ['blocks', 'misleads', 'cosmetic'] as const

/** What a course must change that supports some versions: all there are, where none are named. Nothing where there is no run. */
export function rangeErrata({ columns, claims, drifts, supports }: Matrix): RangeErrata | undefined {
  const minors = columns.map(({ kubernetes }) => kubernetes && minorOf(kubernetes.server))
  const tried = [...new Set(minors.filter((minor) => minor !== undefined))].toSorted(compareMinors)
  const { from = tried[0], to = tried.at(-1) } = supports ?? {}
  if (from === undefined || to === undefined) return undefined
  const isWithin = (minor: string) => compareMinors(from, minor) <= 0 && compareMinors(minor, to) <= 0
  const errata = drifts.flatMap((drift): RangeErratum[] => {
    const has = (minor: string) => drift.columns.some((index) => minors[index] === minor)
    const inVersions = tried.filter((minor) => isWithin(minor) && has(minor))
    const { step = '', says = '' } = claims.find(({ id }) => id === drift.claim) ?? {}
    const notIn = tried.filter((minor) => isWithin(minor) && !has(minor))
    return inVersions.length > 0 ? [{ ...drift, step, says, inVersions, notIn }] : []
  })
  return {
    from,
    to,
    errata: severities.flatMap((severity) => errata.filter((erratum) => erratum.severity === severity)),
    untried: minorsBetween(from, to).filter((minor) => !tried.includes(minor)),
  }
}

function minorsBetween(from: string, to: string): string[] {
  const [major = '', first] = from.split('.')
  const last = to.split('.')[1]
  const count = Number(last) - Number(first) + 1
  return Array.from({ length: Math.max(0, count) }, (_, index) => `${major}.${Number(first) + index}`)
}

/** Which versions of the range have it: `all`, or `1.34, 1.35, not 1.33`. */
export const whereInWords = ({ inVersions, notIn }: RangeErratum) =>
  notIn.length === 0 ? 'all' : `${inVersions.join(', ')}; not ${notIn.join(', ')}`
