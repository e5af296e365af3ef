import { looksAtCommand, stepsOfCommands } from '../../judge/steps-of-commands.ts'
import { countsAs } from '../../judge/verdict.ts'
import { promptOfBash } from '../../property/prompt.ts'
import { asSeen } from '../../trace/as-seen.ts'
import type { TraceEvent } from '../../trace/event.ts'
import { scenarioRecords, type ScenarioRecord } from '../../trace/scenario-record.ts'
import type { Command } from '../../trace/world.ts'
import type { RecordedDrift, Report, ReportedClaim } from '../report.ts'
import { sinceWords } from '../words.ts'

/** A claim that is true no more, as recorded. */
export type Changed = ReportedClaim & { drifts: readonly RecordedDrift[] }

/** Something that is typed, and what comes back. */
export interface TypedToday {
  command: Command
  /** Nothing where a shell is opened only to show what it says. */
  line: string | undefined
  /** The files that it names, by name, where they are other than they were last shown. */
  files: [name: string, text: string][]
  /** What is edited in an editor that it opens. */
  edited: string | undefined
  shown: string
  changes: readonly Changed[]
}

interface Step {
  step: string
  typed: readonly TypedToday[]
  /** What has changed that no line of this step shows. */
  changes: readonly Changed[]
}

/** A section of the lab with what is typed in each of its steps, in the lab's order. */
export interface SectionToday {
  title: string
  steps: readonly Step[]
}

/** The lab as it would be printed for the version of a run. */
export function labToday(report: Report, events: readonly TraceEvent[]): SectionToday[] {
  const records = scenarioRecords(events)
  const steps = stepsOfCommands(report.claims, records)
  const claimed = new Set(report.claims.map(({ step }) => step))
  return report.lab.sections.map(({ title, exercise }) => {
    const own = report.claims.filter(({ id }) => id.startsWith(`${exercise}/`))
    const commands = [...new Set(own.map(({ scenario }) => scenario))].flatMap(
      (name) => records.get(name)?.commands.filter((command, _, all) => isShown(command, all)) ?? [],
    )
    const byStep = Map.groupBy(commands, (command) => steps.get(command))
    const withoutClaim = [...byStep.keys()].filter((step) => step !== undefined && !claimed.has(step))
    return {
      title,
      steps: inOrder(
        own.map(({ step }) => step),
        withoutClaim as string[],
      )
        .map((step) =>
          stepToday(
            step,
            own.filter((claim) => claim.step === step),
            byStep.get(step) ?? [],
            records,
          ),
        )
        .filter(({ typed, changes }) => typed.length + changes.length > 0),
    }
  })
}

/** The steps that have claims, in the lab's order, with those that have only lines, by their anchors. */
function inOrder(ofClaims: readonly string[], others: readonly string[]): string[] {
  const all = [...new Set([...ofClaims, ...others])]
  return others.length === 0 ? all : all.toSorted(byAnchor.compare)
}

/** `6.10` comes after `6.9`. */
const byAnchor = new Intl.Collator('en', { numeric: true })

function stepToday(
  step: string,
  claims: readonly ReportedClaim[],
  commands: readonly Command[],
  records: ReadonlyMap<string, ScenarioRecord>,
): Step {
  const changed = claims.filter(isChanged)
  const at = new Map(
    changed.map((claim) => [claim, commands.find((command) => looksAtCommand(claim, command))]),
  )
  const namespaces = new Map(
    [...records.values()].flatMap((record) =>
      record.commands.map((command) => [command, record.namespace] as const),
    ),
  )
  return {
    step,
    typed: commands.map((command, index) => ({
      command,
      line: isShell(command) ? undefined : command.line,
      files: [...command.files].filter(
        ([name, text]) =>
          commands
            .slice(0, index)
            .findLast(({ files }) => files.has(name))
            ?.files.get(name) !== text,
      ),
      edited: /\bedit\b/.test(command.line) ? command.inputs.at(0)?.text : undefined,
      shown: shownOf(command, namespaces.get(command)),
      changes: changed.filter((claim) => at.get(claim) === command),
    })),
    changes: changed.filter((claim) => at.get(claim) === undefined),
  }
}

/** A line that the lab does not have is shown where it sets a variable that a line of the lab uses. */
function isShown({ because, line, typedAt }: Command, all: readonly Command[]): boolean {
  if (because !== 'also') return true
  const [, variable] = /^export (\w+)=/.exec(line) ?? []
  const uses = new RegExp(`\\$${variable}\\b`)
  return (
    variable !== undefined &&
    all.some((one) => one.because !== 'also' && one.typedAt > typedAt && uses.test(one.line))
  )
}

const isShell = ({ line }: Command) => /^bash\b/.test(line)
const promptOfShell = new RegExp(`^${promptOfBash.source} `, 'm')

/** In a terminal both outputs go to the screen. Of a shell it is what was there before the line that ends it. */
function shownOf(command: Command, namespace: string | undefined): string {
  const { stdout, stderr, inputs } = command
  if (!isShell(command)) return asSeen(stderr + stdout, namespace).trimEnd()
  const screen = asSeen(inputs.at(-1)?.screen ?? stdout, namespace)
  const begin = Math.max(0, screen.search(promptOfShell))
  return screen.slice(begin).replaceAll(new RegExp(promptOfShell, 'gm'), '$ ').trimEnd()
}

const isChanged = (claim: ReportedClaim): claim is Changed =>
  claim.drifts !== undefined && countsAs[claim.verdict] === 'pass'

/** Since when something has changed, in words. */
export const changedInWords = (drift: RecordedDrift) =>
  drift.since === 'ever' ? 'Never so' : `Changed, ${sinceWords(drift)}`
