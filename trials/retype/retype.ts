import { join } from 'node:path'
import { forLog } from '../../src/cleaned.ts'
import { createCluster } from '../../src/cluster/cluster.ts'
import { terminalProgress } from '../../src/machine/progress.ts'
import { setup } from '../../src/cluster/setup.ts'
import { placeOf as placeInWords } from '../../src/compare/place.ts'
import { CannotJudge } from '../../src/errors.ts'
import { scenariosOf, type Lab } from '../../src/lab/lab.ts'
import { scenario } from '../../src/lab/scenario.ts'
import { labToday, type SectionToday } from '../../src/report/lab-today/lab-today.ts'
import { columnOf } from '../../src/report/matrix/column-of.ts'
import { workplaceOf } from '../../src/run/place.ts'
import { inRunFolder, publish } from '../../src/run/run-folder.ts'
import { frameOf } from '../../src/trace/frame.ts'
import { scenarioRecords } from '../../src/trace/scenario-record.ts'
import { Trace } from '../../src/trace/trace.ts'
import { ownEvents } from '../../src/lab/own-events.ts'
import { noiseOf } from '../../src/compare/noise-of.ts'
import { recordedIn } from '../kit/recorded-in.ts'
import { PrintedLab } from './printed-lab.ts'
import { mustBeRecorded } from '../../src/commands/recorded-run.ts'
import { typeLabToday, type Retyped } from './type-lab-today.ts'

/**
 * Types the lab as it would be printed today, line by line, into a shell on a new cluster of the same version, in one
 * namespace, and compares what comes back with what is printed.
 * @param name of the trace of a recorded run, or of a version of which one is recorded
 * @returns 0 all came back as it is printed, apart from noise, 1 something did not
 * @throws UsageError when no such run is recorded; CannotJudge when not all could be typed; the reason of the signal
 */
export async function retype(lab: Lab, name: string, signal: AbortSignal): Promise<0 | 1> {
  const path = mustBeRecorded(lab, name)
  const events = await ownEvents(lab, path)
  const { server, kubectl } = frameOf(events, path).header
  const sections = labToday(columnOf(lab, name, events).report, events)
  const printed = new PrintedLab(events, await noiseOf(lab))
  return await inRunFolder(async (folder) => {
    const progress = terminalProgress()
    const toolbox = await setup(
      { kubernetes: server, kubectl: kubectl === server ? undefined : kubectl, signal },
      progress,
    )
    const trace = join(folder, 'trace.ndjson')
    const done: Retyped[] = []
    const tell = (one: Retyped) => {
      done.push(one)
      console.log(forLog(inWords(one)))
    }
    {
      await using cluster = await createCluster(toolbox, { directory: folder, signal, progress })
      const place = await workplaceOf(lab, toolbox, cluster)
      let redact = (text: string) => text
      const { port } = scenariosOf(lab).find((one) => one.port !== undefined) ?? {}
      const retyped = scenario(
        'retyped',
        { namespace: 'default', files: [], ...(port !== undefined && { port }) },
        (student) => student.usesPort(() => typeLabToday(student, sections, printed, redact, tell)),
      )
      await recordedIn(folder, [retyped], place, signal, (recording, _, { secrets }) => {
        redact = (text) => secrets.redact(text).text
        return recording.work(retyped, signal)
      })
    }
    signal.throwIfAborted()
    for (const one of await inTerminals(sections, printed, trace)) tell(one)
    const published = await publish(folder, lab, `${server}-retyped`)
    const expected = sections.flatMap(({ steps }) => steps.flatMap(({ typed }) => typed)).length
    const changed = done.filter((one) => one.changed.length > 0).length
    console.log(
      `\n${done.length - changed} of ${expected} lines gave what is printed; the recording is in ${published}`,
    )
    if (done.length < expected)
      throw new CannotJudge(`expected to type ${expected} lines, found that ${done.length} were typed`)
    return changed === 0 ? 0 : 1
  })
}

/** What programs in terminals have shown is known when all is over. */
async function inTerminals(
  sections: readonly SectionToday[],
  printed: PrintedLab,
  trace: string,
): Promise<Retyped[]> {
  const commands = scenarioRecords(await Array.fromAsync(new Trace(trace))).get('retyped')?.commands ?? []
  return sections
    .flatMap(({ steps }) => steps.flatMap((step) => step.typed))
    .filter(({ command }) => command.inputs.length > 0)
    .flatMap((typed) => {
      const answer = commands.find(({ line, inputs }) => line === typed.command.line && inputs.length > 0)
      return answer ? [{ typed, looks: 1, changed: printed.changed(typed.command, answer) }] : []
    })
}

function inWords({ typed: { command }, looks, changed }: Retyped): string {
  const times = looks === 1 ? '' : ` (typed ${looks} times)`
  return [
    `${changed.length === 0 ? '✓' : '✗'} ${command.line}${times}`,
    ...changed.map(
      ({ path, values: [printed = 'nothing', found = 'nothing'] }) =>
        `    ${placeInWords(path)}: expected ${printed}, found ${found}`,
    ),
  ].join('\n')
}
