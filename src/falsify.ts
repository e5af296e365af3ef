import { writeFile } from 'node:fs/promises'
import { isDeepStrictEqual } from 'node:util'
import { join } from 'node:path'
import { markdownTable } from 'markdown-table'
import { catalogue } from './catalogue.ts'
import { createCluster } from './cluster/cluster.ts'
import { terminalProgress } from './cluster/progress.ts'
import { setup, type SetupOptions } from './cluster/setup.ts'
import { judge } from './judge/judge.ts'
import { countsAs, type Verdict } from './judge/verdict.ts'
import type { Claim } from './lab/claim.ts'
import { inWords, type Change, type Counterexample } from './lab/counterexample.ts'
import type { Scenario } from './lab/scenario.ts'
import { makeRunFolder, publish } from './run-folder.ts'
import { Lab } from './student/lab.ts'
import { checkManifests } from './student/manifests.ts'
import { Trace } from './trace/trace.ts'
import { TraceWriter } from './trace/writer.ts'

/** How many of the short scenarios are worked through at once: more would make pods start late. */
const jobsAtOnce = 4

/** A scenario in a world with a change, the claims that must turn red in it, and those that must not. */
interface Trial {
  scenario: Scenario
  change: Change
  claims: { claim: Claim; counterexample: Counterexample }[]
  leaves: Claim[]
}

/** What one counterexample did to one claim. */
interface Finding {
  id: string
  change: string
  verdict: Verdict
  /** Red, and for the reason it should be; or left alone, as it should be. */
  noticed: boolean
  /** From the start of the scenario until it was certain. */
  seconds: number
  /** The looks that decided. */
  found: string[]
}

/** The trials that some claims need: counterexamples with the same change of the same scenario share one. */
function trialsOf(claims: readonly Claim[]): Trial[] {
  const trials: Trial[] = []
  for (const claim of claims) {
    for (const counterexample of claim.turnedRedBy) {
      const { change } = counterexample
      const known = trials.find(
        (trial) => trial.scenario.work === claim.in.work && isDeepStrictEqual(trial.change, change),
      )
      if (known) known.claims.push({ claim, counterexample })
      else {
        const scenario = { ...claim.in, name: `${claim.in.name}-${trials.length + 1}` }
        const leaves = claims.filter(({ id }) => change.leaves?.includes(id))
        trials.push({ scenario, change, claims: [{ claim, counterexample }], leaves })
      }
    }
  }
  return trials
}

/**
 * Tries every counterexample of every claim on an ephemeral cluster, and writes a table of what was noticed.
 * @returns the exit code: 0 all were noticed for their reason, 1 some were not, 2 some could not be tried
 */
export async function falsify(options: SetupOptions, signal: AbortSignal): Promise<0 | 1 | 2> {
  const begun = Date.now()
  const trials = trialsOf(await catalogue())
  await checkManifests(trials.map(({ scenario }) => scenario))
  const progress = terminalProgress()
  const toolbox = await setup({ ...options, signal }, progress)
  const folder = await makeRunFolder()
  const findings: Finding[] = []
  {
    await using cluster = await createCluster(toolbox, { directory: folder, signal, progress })
    const writer = new TraceWriter(join(folder, 'trace.ndjson'))
    const place = {
      kubeconfig: cluster.kubeconfig,
      kubectl: toolbox.kubectl,
      nodeImage: toolbox.image.reference,
      folder,
    }
    try {
      await using lab = await Lab.open(
        trials.map(({ scenario }) => scenario),
        place,
        writer,
      )
      const trace = new Trace(join(folder, 'trace.ndjson'))
      const tell = (finding: Finding) => {
        findings.push(finding)
        console.log(line(finding))
      }
      await Promise.all(lanes(trials).map((lane) => workThrough(lane, lab, trace, signal, tell)))
    } finally {
      writer.end(signal.aborted ? 'interrupted' : 'complete')
    }
  }
  signal.throwIfAborted()
  await writeFile(join(folder, 'falsify.json'), `${JSON.stringify(findings, undefined, 2)}\n`)
  await writeFile(join(folder, 'falsify.md'), table(findings))
  const published = await publish(folder, `${toolbox.image.kubernetes}-falsify`)
  const noticed = findings.filter((finding) => finding.noticed).length
  console.log(
    `\n${noticed} of ${findings.length} claims were as they should be in a changed world: red for the stated reason, or left alone`,
  )
  console.log(`${((Date.now() - begun) / 1000).toFixed(0)} s; the table is ${published}/falsify.md`)
  if (findings.some(({ verdict }) => verdict === 'blocked')) return 2
  return noticed === findings.length ? 0 : 1
}

/**
 * What may go on at the same time: scenarios in the lab's own namespace and those that need its port one after
 * another, a few Jobs at once, and all that wait for a schedule.
 */
function lanes(trials: readonly Trial[]): Trial[][] {
  const of = (exercise: string) =>
    trials.filter(({ claims }) => claims[0]?.claim.id.startsWith(`${exercise}/`))
  const jobs = Array.from({ length: jobsAtOnce }, (_, lane) =>
    of('job').filter((_trial, index) => index % jobsAtOnce === lane),
  )
  return [of('rest'), of('proxy'), ...jobs, ...of('cronjob').map((trial) => [trial])]
}

async function workThrough(
  lane: readonly Trial[],
  lab: Lab,
  trace: Trace,
  signal: AbortSignal,
  tell: (finding: Finding) => void,
): Promise<void> {
  for (const { scenario, change, claims, leaves } of lane) {
    signal.throwIfAborted()
    const began = Date.now()
    const enough = new AbortController()
    const judgeIn = async (claim: Claim, isAsItShould: (verdict: Verdict, found: string[]) => boolean) => {
      const { verdict, at, evidence } = await judge({ ...claim, in: scenario }, trace)
      const found = evidence.map((look) => `${look.of}: ${JSON.stringify(look.found)}`)
      const seconds = Math.max(0, at - began) / 1000
      tell({
        id: claim.id,
        change: inWords(change),
        verdict,
        noticed: isAsItShould(verdict, found),
        seconds,
        found,
      })
    }
    const judging = Promise.all([
      ...claims.map(({ claim, counterexample: { verdict: expected, shows } }) =>
        judgeIn(claim, (verdict, found) => verdict === expected && found.some((look) => shows.test(look))),
      ),
      ...leaves.map((claim) => judgeIn(claim, (verdict) => countsAs[verdict] === 'pass')),
    ]).finally(() => enough.abort())
    await lab.work(scenario, AbortSignal.any([signal, enough.signal]), change)
    await judging
  }
}

function line({ id, change, verdict, noticed, seconds, found }: Finding): string {
  const head = `${noticed ? '✓' : '✗'} ${id.padEnd(34)} ${verdict.padEnd(10)} ${seconds.toFixed(1).padStart(6)} s  ${change}`
  return noticed ? head : [head, ...found.map((look) => `    found  ${look}`)].join('\n')
}

function table(findings: readonly Finding[]): string {
  const rows = findings
    .toSorted((a, b) => a.id.localeCompare(b.id))
    .map(({ id, change, verdict, noticed, seconds }) => [
      id,
      change.replaceAll('|', '\\|'),
      noticed
        ? countsAs[verdict] === 'pass'
          ? 'left alone'
          : `noticed: ${verdict}`
        : `**not as it should be**: ${verdict}`,
      `${seconds.toFixed(1)} s`,
    ])
  return `${markdownTable([['claim', 'counterexample', 'result', 'after'], ...rows])}\n`
}
