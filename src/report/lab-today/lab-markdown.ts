import type { Cleaned } from '../../cleaned.ts'
import type { TraceEvent } from '../../trace/event.ts'
import { code, codeBlock, escaped, fileBlock, indented } from '../markdown.ts'
import { remedyOf } from '../remedy.ts'
import type { Report } from '../report.ts'
import { changedInWords, labToday, type Changed, type TypedToday } from './lab-today.ts'

/**
 * The lab as it would be printed for the version of a run, as Markdown: step by step what to type, what comes back, and
 * what has changed since the lab was written.
 */
export function labMarkdown(report: Cleaned<Report>, events: Cleaned<readonly TraceEvent[]>): string {
  return `${[
    `# ${escaped(labTitle(report))}`,
    labTodayMeans,
    ...labToday(report, events).flatMap(({ title, steps }) => [
      `## ${escaped(title)}`,
      ...steps.flatMap(({ step, typed, changes }) => [
        `### Step ${step}`,
        ...typed.flatMap(typedPart),
        ...changesPart(changes),
      ]),
    ]),
  ].join('\n\n')}\n`
}

export const labTitle = ({ lab, kubernetes }: Report) =>
  `${lab.title} on Kubernetes ${kubernetes.server} with kubectl ${kubernetes.kubectl}`

/** What this is, for people. */
const labTodayMeans =
  'What a student types, and what comes back on this version. Names, times, ages, addresses and secrets are other in each run. ' +
  'Each section begins in an empty namespace.'

/** What is said of a line that is not of the lab. */
const whyTyped = { lab: undefined, instead: 'Type instead:', also: 'What follows needs this:' }

function typedPart({ command: { because }, line, files, edited, shown, changes }: TypedToday): string[] {
  const why = whyTyped[because]
  const typed = line === undefined ? '' : `$ ${line}\n`
  return [
    ...files.flatMap(([name, text]) => [`The file ${code(name)}:`, fileBlock(name, text)]),
    ...(why === undefined ? [] : [why]),
    codeBlock(typed + shown, 'console'),
    ...(edited === undefined ? [] : ['In the editor:', codeBlock(edited, 'yaml')]),
    ...changesPart(changes),
  ]
}

const changesPart = (changes: readonly Changed[]) =>
  changes.length === 0 ? [] : [changes.flatMap(changeItems).join('\n')]

const changeItems = ({ id, drifts }: Changed) =>
  drifts.map((drift) => {
    const what = `**${escaped(changedInWords(drift))}** ([${code(id)}](report.html#${id})): ${escaped(drift.instead)}`
    return `- ${what} ${indented(remedyOf(drift.remedy)).trimStart()}`
  })
