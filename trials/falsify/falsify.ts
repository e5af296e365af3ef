import { join } from 'node:path'
import { forLog } from '../../src/cleaned.ts'
import { createCluster } from '../../src/cluster/cluster.ts'
import { terminalProgress } from '../../src/machine/progress.ts'
import { setup, type SetupOptions } from '../../src/cluster/setup.ts'
import { CannotJudge } from '../../src/errors.ts'
import { judge, type Judgement } from '../../src/judge/judge.ts'
import { countsAs } from '../../src/judge/verdict.ts'
import type { Claim } from '../../src/lab/claim.ts'
import { worldChangeInWords } from '../../src/lab/counterexample.ts'
import { claimsOf, type Lab } from '../../src/lab/lab.ts'
import { only } from '../../src/lab/only.ts'
import { conjunctsInWords } from '../../src/property/words.ts'
import { workplaceOf } from '../../src/run/place.ts'
import { inRunFolder } from '../../src/run/run-folder.ts'
import { checkManifests } from '../../src/student/check-manifests.ts'
import type { Recording } from '../../src/student/recording.ts'
import { frameOf } from '../../src/trace/frame.ts'
import { Trace } from '../../src/trace/trace.ts'
import { sideBySide } from '../../src/side-by-side.ts'
import { publishTable } from '../kit/publish-table.ts'
import { recordedIn } from '../kit/recorded-in.ts'
import { tableOf } from '../kit/table.ts'
import { noiseOf } from '../../src/compare/noise-of.ts'
import { recordedLike } from '../../src/commands/compare-with-recorded.ts'
import { shownByComparison } from './shown-by-comparison.ts'
import { findingsOf, lanesOf, trialsOf, type Trial } from './trials.ts'

/** What one counterexample did to one claim. */
export interface FalsifyFinding {
  id: string
  /** The name that the scenario has in the trace. */
  scenario: string
  change: string
  verdict: Judgement['verdict']
  /** Red, and for the reason it should be; or left alone, as it should be. */
  noticed: boolean
  /** From the start of the scenario until it was certain. */
  seconds: number
  /** The property that decided, and the reason that was to be seen, in words. */
  found: string[]
  /** Where a comparison with the recorded run that is most like it shows the change; undefined where there is none. */
  compared?: readonly string[]
}

/**
 * Tries every counterexample of every claim on an ephemeral cluster, and writes a table of what was noticed.
 * @param only claims that are named as for `npm run verify -- --only`
 * @returns the exit code: 0 all were noticed for their reason, 1 some were not, 2 some could not be tried
 * @throws UsageError when no claim is of a name; CannotJudge when a trial was left out, or nothing can be tried at all
 */
export async function falsify(
  lab: Lab,
  { only: named, ...options }: SetupOptions & { only?: string | undefined },
  signal: AbortSignal,
): Promise<0 | 1 | 2> {
  const trials = trialsOf(claimsOf(lab), named === undefined ? undefined : only(lab, named).claims)
  await checkManifests(
    lab.manifests,
    trials.map(({ of }) => of),
  )
  return await inRunFolder((folder) => falsifyIn(folder, lab, trials, options, signal))
}

async function falsifyIn(
  folder: string,
  lab: Lab,
  trials: readonly Trial[],
  options: SetupOptions,
  signal: AbortSignal,
): Promise<0 | 1 | 2> {
  const begun = Date.now()
  const progress = terminalProgress()
  const toolbox = await setup({ ...options, images: lab.images, signal }, progress)
  const findings: FalsifyFinding[] = []
  {
    await using cluster = await createCluster(toolbox, { directory: folder, signal, progress })
    const tell = (finding: FalsifyFinding) => {
      findings.push(finding)
      console.log(forLog(line(finding)))
    }
    const scenarios = trials.map(({ scenario }) => scenario)
    const place = await workplaceOf(lab, toolbox, cluster)
    await recordedIn(folder, scenarios, place, signal, (recording, trace) =>
      sideBySide(
        lanesOf(trials).map((lane) => async (either: AbortSignal) => {
          for (const trial of lane) await tryCounterexample(trial, recording, trace, either, tell)
        }),
        signal,
      ),
    )
  }
  signal.throwIfAborted()
  const shown = await shownByRecorded(lab, trials, join(folder, 'trace.ndjson'))
  const all = findings.map((finding) => ({
    ...finding,
    ...(shown && { compared: shown.get(finding.scenario) ?? [] }),
  }))
  const noticed = findings.filter((finding) => finding.noticed).length
  const sum = [
    `${noticed} of ${findings.length} claims were as they should be in a changed world: red for the stated reason, or left alone`,
  ]
  if (shown) {
    const changes = [...shown.values()].filter((places) => places.length > 0).length
    sum.push(`${changes} of ${shown.size} changes show in a comparison with the recorded run as well`)
  }
  const as = `${toolbox.image.kubernetes}-falsify`
  await publishTable(
    folder,
    lab,
    { found: all, page: pageOf(all), sum: sum.join('\n') },
    begun,
    'falsify',
    as,
  )
  const expected = findingsOf(trials)
  if (findings.length !== expected)
    throw new CannotJudge(
      `expected ${expected} findings, as many as the counterexamples ask for, found ${findings.length}`,
    )
  if (findings.some(({ verdict }) => verdict === 'blocked')) return 2
  return noticed === findings.length ? 0 : 1
}

/**
 * Works through a scenario in a world with a change, and judges each claim that must turn red or must not.
 * @param tell is handed what became of each
 * @throws the reason of the signal, when it comes
 */
export async function tryCounterexample(
  { scenario, change, claims, leaves }: Trial,
  recording: Recording,
  trace: Trace,
  signal: AbortSignal,
  tell: (finding: FalsifyFinding) => void,
): Promise<void> {
  signal.throwIfAborted()
  const began = Date.now()
  const enough = new AbortController()
  const inTrial = (claim: Claim) => judge({ ...claim, in: scenario }, trace, { doubts: false })
  const finding = ({ id, verdict, at, conjuncts }: Judgement, noticed: boolean, reason: string[] = []) =>
    tell({
      id,
      scenario: scenario.name,
      change: worldChangeInWords(change),
      verdict,
      noticed,
      seconds: Math.max(0, at - began) / 1000,
      found: [...conjunctsInWords(conjuncts), ...reason],
    })
  const mustTurnRed = async ({ claim, counterexample: { verdict, reason } }: Trial['claims'][number]) => {
    const { drift: _, ...bare } = claim
    const [judgement, seen] = await Promise.all([inTrial(claim), inTrial({ ...bare, holds: reason })])
    const isSeen = seen.verdict === 'holds' && seen.at <= judgement.at
    finding(
      judgement,
      judgement.verdict === verdict && isSeen,
      conjunctsInWords(seen.conjuncts).map((words) => `reason: ${words}`),
    )
  }
  const mustStay = async (claim: Claim) => {
    const judgement = await inTrial(claim)
    finding(judgement, countsAs[judgement.verdict] === 'pass')
  }
  const judging = Promise.all([...claims.map(mustTurnRed), ...leaves.map(mustStay)]).finally(() =>
    enough.abort(),
  )
  await recording.work(scenario, AbortSignal.any([signal, enough.signal]), change)
  await judging
}

/** Where comparisons with the recorded run that is most like it show each trial, by the name of its scenario. */
async function shownByRecorded(
  lab: Lab,
  trials: readonly Trial[],
  path: string,
): Promise<Map<string, string[]> | undefined> {
  const events = await Array.fromAsync(new Trace(path))
  const like = await recordedLike(lab, frameOf(events, path).header)
  if (like === undefined) return undefined
  const unchanged = await Array.fromAsync(new Trace(like.path))
  const noise = await noiseOf(lab)
  return new Map(
    trials.map((trial) => [trial.scenario.name, shownByComparison(trial, events, unchanged, noise)]),
  )
}

function line({ id, change, verdict, noticed, seconds, found }: FalsifyFinding): string {
  const head = `${noticed ? '✓' : '✗'} ${id.padEnd(34)} ${verdict.padEnd(10)} ${seconds.toFixed(1).padStart(6)} s  ${change}`
  return noticed ? head : [head, ...found.map((words) => `    ${words}`)].join('\n')
}

function pageOf(findings: readonly FalsifyFinding[]): string {
  const rows = findings
    .toSorted((a, b) => a.id.localeCompare(b.id))
    .map(({ id, change, verdict, noticed, seconds, compared = [] }) => [
      id,
      change,
      noticed
        ? countsAs[verdict] === 'pass'
          ? 'left alone'
          : `noticed: ${verdict}`
        : `**not as it should be**: ${verdict}`,
      `${seconds.toFixed(1)} s`,
      compared[0],
    ])
  return `${tableOf(['claim', 'counterexample', 'result', 'after', 'compared'], rows)}\n`
}
