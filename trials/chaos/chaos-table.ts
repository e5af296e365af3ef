import { suiteKilled } from './faults.ts'
import { blockedOf, noticedOf, wrongOf, type Disturbed, type FaultyOutcome } from './outcome.ts'
import { reasonInWords } from '../../src/property/reason-words.ts'
import { tableOf } from '../kit/table.ts'
import { momentInWords } from './plan.ts'
import { either, leaseLate, wasIll, type Tells } from './tells.ts'

/** How often what became of a fault: as the head of the table calls it. */
const counts = {
  count: 'count',
  /** Nothing was other than in a quiet run. */
  asQuiet: 'as quiet',
  /** Claims were blocked by it, with its reason. */
  blocked: 'blocked',
  /** Claims noticed what somebody else did. */
  noticed: 'noticed',
  /** A verdict was wrong in its run, or blocked with a reason that is not true. */
  wrong: 'wrong',
  /** Something was left of its run. */
  leftBehind: 'left behind',
  /** It could not be done, or the lab was over before. */
  notDone: 'not done',
} as const

type Count = keyof typeof counts
const countNames = Object.keys(counts) as Count[]

/** What a kind of fault came to. */
export interface ChaosRow extends Record<Count, number> {
  kind: string
}

/** Where nothing goes wrong, clusters that are worked on at the same time may make each other late. */
const slow = either(leaseLate(), wasIll(['recorder away']))

/** A claim says itself what must be so that it can be judged: a machine that is slow may not bring it about. */
const ofTheClaim: Tells = ({ kind }) => kind === 'state not given' || kind === 'state not kept'

/** Blocked with a reason that none of the faults gives. */
export const unexplainedOf = (outcome: FaultyOutcome): Disturbed[] =>
  blockedOf(outcome).filter(
    ({ by, reason }) =>
      by.length === 0 &&
      !(reason && (ofTheClaim(reason) || (outcome.killedAfter !== undefined && slow(reason)))),
  )

/** What somebody else did to the lab may be seen where no claim looks. */
const isBySomebody = ({ faults }: FaultyOutcome) => faults.some(({ fault }) => fault.bySomebody)

/** Sums up by kind of fault, in the order of their names. */
export function rowsOf(outcomes: readonly FaultyOutcome[]): ChaosRow[] {
  const rows = new Map<string, ChaosRow>()
  const rowOf = (kind: string) => {
    const empty = Object.fromEntries(countNames.map((name) => [name, 0])) as Record<Count, number>
    const row = rows.get(kind) ?? { kind, ...empty }
    rows.set(kind, row)
    return row
  }
  for (const outcome of outcomes) {
    const isWrong =
      wrongOf(outcome).length + unexplainedOf(outcome).length > 0 ||
      (outcome.unclaimed.length > 0 && !isBySomebody(outcome))
    const blocked = new Set(blockedOf(outcome).flatMap(({ by }) => by))
    const isBlockedByItself = blockedOf(outcome).some(({ by }) => by.length === 0)
    const noticed = new Set(noticedOf(outcome).flatMap(({ by }) => by))
    const names = [
      ...outcome.faults.map(({ fault, at, problem }) => ({
        kind: fault.name,
        isDone: at !== undefined && problem === undefined,
      })),
      ...(outcome.killedAfter === undefined ? [] : [{ kind: suiteKilled, isDone: true }]),
    ]
    for (const { kind, isDone } of names) {
      const row = rowOf(kind)
      if (!isDone || outcome.problem !== undefined) {
        row.notDone += 1
        continue
      }
      row.count += 1
      if (isWrong) row.wrong += 1
      else if (noticed.has(kind)) row.noticed += 1
      else if (blocked.has(kind) || isBlockedByItself) row.blocked += 1
      else row.asQuiet += 1
      if (outcome.left.length > 0) row.leftBehind += 1
    }
  }
  return [...rows.values()].toSorted((a, b) => a.kind.localeCompare(b.kind))
}

/** The report in Markdown. */
export function chaosTable(outcomes: readonly FaultyOutcome[], seed: number): string {
  const rows = rowsOf(outcomes).map((row) => [row.kind, ...countNames.map((name) => row[name])])
  return [
    `# Faults\n`,
    `Seed ${seed}. _As quiet_: every verdict is that of a quiet run. _Blocked_: some claims are, and their reason names what`,
    `was ill or which step broke. _Noticed_: somebody else had deleted something, and claims say that it was not there.`,
    `_Wrong_: a verdict that is neither, a reason that is not true, or a change that no claim speaks of; it counts for all faults of its run.\n`,
    tableOf(['fault', ...Object.values(counts)], rows),
    '\n## Runs\n',
    ...outcomes.toSorted((a, b) => a.number - b.number).map(runInWords),
    '',
  ].join('\n')
}

/** One run, its faults and what was not as in a quiet one. */
export function runInWords(outcome: FaultyOutcome): string {
  const { number, quick, faults, killedAfter, judged, unclaimed, problem, differences, left } = outcome
  const lines = (title: string, claims: readonly Disturbed[]) =>
    Object.entries(
      Object.groupBy(claims, ({ verdict, reason }) => `${verdict}: ${reason ? reasonInWords(reason) : ''}`),
    ).map(
      ([reason, some = []]) =>
        `  - ${title} (${reason.replace(/: $/, '')}): ${some.map(({ id }) => id).join(', ')}`,
    )
  const unexplained = unexplainedOf(outcome)
  const explained = blockedOf(outcome).filter((claim) => !unexplained.some(({ id }) => id === claim.id))
  const differing = differences && [
    ...differences.lost.map((change) => `lost: ${change}`),
    ...differences.doubled.map((change) => `doubled: ${change}`),
    ...differences.invented.map((change) => `seen by nobody else: ${change}`),
  ]
  return [
    `- Run ${number}, ${quick ? 'the short scenarios' : 'the whole lab'}: ${judged.length} claims judged` +
      (differences ? `, ${differences.compared} changes of objects compared` : ''),
    ...(killedAfter === undefined ? [] : [`  - the suite is killed ${killedAfter} s after its start`]),
    ...faults.map(({ fault, moment, lasts, at, problem: why }) => {
      const said = why ?? (at === undefined ? 'the lab was over before' : undefined)
      const time = lasts > 0 ? ` for ${lasts} s` : ''
      return `  - ${fault.name}${time}, ${momentInWords(moment)}${said === undefined ? '' : `: not done: ${said}`}`
    }),
    ...(problem === undefined ? [] : [`  - the run did not end: ${problem.split('\n')[0]}`]),
    ...lines('**wrong**', wrongOf(outcome)),
    ...lines('**blocked without a true reason**', unexplained),
    ...lines('noticed', noticedOf(outcome)),
    ...lines('blocked', explained),
    ...(differing ?? []).map((line) => `  - **${line}**`),
    ...unclaimed.map((what) => `  - ${isBySomebody(outcome) ? 'noticed' : '**unclaimed**'}: ${what}`),
    ...left.map((what) => `  - **left behind**: ${what}`),
  ].join('\n')
}
