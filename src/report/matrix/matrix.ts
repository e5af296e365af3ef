import { sinceOf } from '../../changes/change.ts'
import * as z from 'zod'
import { cleaned, type Cleaned } from '../../cleaned.ts'
import type { Behaviour } from '../../judge/behaviour.ts'
import { exitCodeOf, verdicts } from '../../judge/verdict.ts'
import type { Claim, ClaimId } from '../../lab/claim.ts'
import type { Versions } from '../../changes/has-happened.ts'
import { recordedOf, type Recorded } from '../../lab/drift.ts'
import { claimsOfSection, type Lab } from '../../lab/lab.ts'
import type { Comparison } from '../../compare/comparison.ts'
import { versionsInWords } from '../comparison/change-words.ts'
import { unclaimed } from '../comparison/unclaimed.ts'
import { comparisonName } from '../comparison/comparison-name.ts'
import { incomplete } from '../incomplete.ts'
import { misprint, misprintedIn } from '../printing.ts'
import { printingLine } from '../printing-words.ts'
import { recordedDrift, report as reportSchema, type Report } from '../report.ts'
import { basisOf, nameOfRecorded, inferSince, showsChange, type RunBehaviour } from '../since.ts'
import { compareMinors, compareVersions, minorOf } from '../version-order.ts'

const minor = z.string().regex(/^\d+\.\d+$/)

const matrixColumn = z.strictObject({
  /** What was asked for: a version, or the path of a trace. */
  name: z.string(),
  /** Nothing where there is no run. */
  kubernetes: reportSchema.shape.kubernetes.exactOptional(),
  /** The folder of its reports, from that of this file. */
  folder: z.string().exactOptional(),
  /** Why there is no run. */
  blocked: z.string().exactOptional(),
  /** What must be known of a run that was not recorded to its end. */
  incomplete: z.string().exactOptional(),
  verdicts: z.partialRecord(z.enum(verdicts), z.number().int()),
  /** The places at which a line printed something else than is stored. */
  misprinted: z.array(misprint.extend({ line: z.string() })),
})

const matrixCell = z.strictObject({
  verdict: z.enum(verdicts),
  /** Why it could not be judged, or was not tried. */
  reason: z.string().exactOptional(),
  /** It is the first in which a drift is seen, after others that behave as before. */
  begins: z.literal(true).exactOptional(),
})

const matrixDrift = z.strictObject({
  claim: z.string(),
  ...recordedDrift.shape,
  /** The newest minor version that has not changed yet, and the oldest that has; nothing where there is no such run. */
  after: minor.exactOptional(),
  by: minor.exactOptional(),
  basis: z.enum(['seen on both sides', 'said by its author']),
  /** In which columns it is there, counted from 0. */
  columns: z.array(z.number().int().nonnegative()),
  /** Whether what is seen is what is recorded. */
  agrees: z.boolean(),
  /** Whether runs with a kubectl of another version show that the other program has no part in it. */
  axisIsSeen: z.boolean(),
})

const neighbours = z.strictObject({
  /** The headings of their columns. */
  between: z.tuple([z.string(), z.string()]),
  changes: z.number().int(),
  /** How many of the changes belong to nobody. */
  unclaimed: z.number().int(),
  /** Why they may be none: the machine was not well. */
  doubt: z.string().exactOptional(),
  /** The page of the comparison, from that of this file. */
  page: z.string(),
})

/** What runs on several versions found, side by side: the content of `matrix.json`. */
export const matrix = z.strictObject({
  lab: z.strictObject({
    title: z.string(),
    sections: z.array(z.strictObject({ exercise: z.string(), title: z.string() })),
  }),
  /** Oldest version first. */
  columns: z.array(matrixColumn),
  /** In the order of the lab, each with a cell for each column. */
  claims: z.array(
    z.strictObject({ id: z.string(), step: z.string(), says: z.string(), cells: z.array(matrixCell) }),
  ),
  /** Each change that is recorded for a claim, with when it came. */
  drifts: z.array(matrixDrift),
  /** What a student sees on a version and not on the one before. */
  compared: z.array(neighbours),
  /** The oldest and the newest minor version that the course supports, for the errata; by default all there are. */
  supports: z.strictObject({ from: minor, to: minor }).exactOptional(),
})

export type Matrix = z.infer<typeof matrix>
export type MatrixColumn = Matrix['columns'][number]
export type MatrixCell = Matrix['claims'][number]['cells'][number]
export type MatrixDrift = Matrix['drifts'][number]
export type Supports = NonNullable<Matrix['supports']>

/** What the run of a version, or a trace, found. */
export interface RunColumn {
  /** What was asked for. */
  name: string
  report: Report
  /** Of its reports, from that of the matrix. */
  folder: string
  behaviours: ReadonlyMap<ClaimId, Behaviour>
}

/** A version or trace that was asked for: what its run found, or why there is none. */
export type Column = RunColumn | { name: string; blocked: string }

/**
 * Puts runs side by side, and infers when each drift came.
 * @param columns in any order
 * @param compared of neighbours, what a student sees on one and not on the other
 */
export function matrixOf(
  { title, sections }: Lab,
  columns: readonly Column[],
  supports?: Supports,
  compared: readonly Comparison[] = [],
): Cleaned<Matrix> {
  const ordered = columns.toSorted(byVersion)
  const claims = sections.flatMap(claimsOfSection)
  const drifts = claims.flatMap((claim) => driftsOf(claim, ordered))
  const found = {
    lab: { title, sections: sections.map(({ exercise, title: name }) => ({ exercise, title: name })) },
    columns: ordered.map((one) =>
      'blocked' in one
        ? { name: one.name, blocked: one.blocked, verdicts: { blocked: claims.length }, misprinted: [] }
        : columnOfRun(one),
    ),
    claims: claims.map(({ id, step, says }) => ({
      id,
      step,
      says,
      cells: ordered.map((column) => {
        const begins = drifts.some(({ drift, beginsIn }) => drift.claim === id && beginsIn === column)
        return { ...verdictIn(column, id), ...(begins && { begins }) }
      }),
    })),
    drifts: drifts.map(({ drift }) => drift),
    compared: compared.map(inShort),
    ...(supports && { supports }),
  }
  return cleaned(matrix.parse(found))
}

const inShort = (comparison: Comparison) => ({
  between: versionsInWords(comparison),
  changes: comparison.changes.length,
  unclaimed: unclaimed(comparison).length,
  ...(comparison.doubt !== undefined && { doubt: comparison.doubt }),
  page: `${comparisonName(comparison)}.html`,
})

function columnOfRun({ name, folder, report }: RunColumn): MatrixColumn {
  const { kubernetes, verdicts: found } = report
  const what = incomplete(report)
  return {
    name,
    kubernetes,
    folder,
    ...(what !== undefined && { incomplete: what }),
    verdicts: found,
    misprinted: misprintedIn(report).flatMap((line) =>
      line.disagree.map((place) => ({ line: printingLine(line), ...place })),
    ),
  }
}

/**
 * 0 as recorded, 1 the lab and Kubernetes disagree in a new way, a drift came at another time than is recorded, or something
 * is printed that is not stored, 2 not all could be judged.
 */
export function exitCodeOfMatrix({ columns, claims, drifts }: Matrix): 0 | 1 | 2 {
  if (drifts.some(({ agrees }) => !agrees)) return 1
  if (columns.some(({ misprinted }) => misprinted.length > 0)) return 1
  const isCutOff = columns.some((column) => column.incomplete !== undefined)
  return exitCodeOf(
    claims.flatMap(({ cells }) => cells.map(({ verdict }) => verdict)),
    { outcome: isCutOff ? 'cut off' : 'complete' },
  )
}

/** The changes of a claim, oldest first, with when each came, and with the first column that has it after others that have not. */
function driftsOf({ id, drift: drifts = [] }: Claim, columns: readonly Column[]) {
  const seen = columns.flatMap((column) => seenIn(column, id))
  const all = new Map(drifts.flatMap(recordedOf).map((one) => [nameOfRecorded(one), one]))
  return [...all.values()]
    .toSorted((a, b) => compareMinors(ageOf(a), ageOf(b)))
    .map((recorded) => {
      const inferred = inferSince(recorded, seen)
      const basis = basisOf(inferred)
      const having = seen.filter(({ behaviour }) => showsChange(recorded, behaviour) === true)
      const first = having.find(({ versions }) => minorOf(versions[recorded.axis]) === inferred.by)
      const there = columns.flatMap((column, index) =>
        having.some((run) => run.column === column) ? [index] : [],
      )
      const beginsIn = basis === 'seen on both sides' ? first?.column : undefined
      return { drift: { claim: id, ...recorded, ...inferred, basis, columns: there }, beginsIn }
    })
}

const ageOf = (recorded: Recorded) => (recorded.since === 'ever' ? '0.0' : sinceOf(recorded))

function seenIn(column: Column, id: ClaimId): (RunBehaviour & { column: Column })[] {
  if ('blocked' in column) return []
  return [{ column, versions: column.report.kubernetes, behaviour: column.behaviours.get(id) }]
}

function verdictIn(column: Column, id: ClaimId): MatrixCell {
  if ('blocked' in column) return { verdict: 'blocked', reason: column.blocked }
  const claim = column.report.claims.find((one) => one.id === id)
  if (!claim) return { verdict: 'blocked', reason: 'it was not judged' }
  const { verdict, reason } = claim
  return { verdict, ...(reason !== undefined && { reason }) }
}

/** By the server's version, then by kubectl's; one that is unknown goes by its name. */
function byVersion(a: Column, b: Column): number {
  const [first, second] = [a, b].map((column) =>
    'blocked' in column ? { server: column.name, kubectl: column.name } : column.report.kubernetes,
  ) as [Versions, Versions]
  return compareVersions(first.server, second.server) || compareVersions(first.kubectl, second.kubectl)
}
