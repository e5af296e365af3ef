import type { Returned, Scenario, Student, Terminal } from '../../../src/lab/scenario.ts'
import { textOf, type Run } from '../../../src/property/line.ts'
import { awaiting } from '../../../src/student/awaiting.ts'
import { foreground } from '../../../src/student/foreground.ts'
import { GaveUp } from '../../../src/student/gave-up.ts'
import { Waiter } from '../../../src/student/waiter.ts'
import type { TraceEvent } from '../../../src/trace/event.ts'
import type { Of } from './of.ts'
import type { Done, RecordedCommand, RecordedScenario } from './recorded-scenario.ts'
import type { ReenactedCluster } from './reenacted-cluster.ts'
import type { Stage } from './stage.ts'
import { wholeShift } from './whole-shift.ts'

/**
 * A student who does again what was recorded: types the same lines as the scenario wants them, gets the same answers as
 * long after, and waits as any student does for what is to be seen now.
 */
export class ReenactedStudent implements Student {
  readonly sees: Student['sees']
  readonly needs: Student['needs']
  readonly waits: Student['waits']
  readonly #scenario: string
  readonly #stage: Stage
  readonly #cluster: ReenactedCluster
  readonly #commands: RecordedCommand[]
  readonly #files: Done<Of<'file'>>[]
  readonly #waiter: Waiter

  constructor(scenario: string, stage: Stage, cluster: ReenactedCluster, recorded: RecordedScenario) {
    this.#scenario = scenario
    this.#stage = stage
    this.#cluster = cluster
    this.#commands = [...recorded.commands]
    this.#files = [...recorded.files]
    this.#waiter = new Waiter(scenario, stage, new AbortController().signal)
    const { sees, needs, waits } = awaiting(this.#waiter)
    this.sees = sees
    this.needs = needs
    this.waits = waits
  }

  /** Works through the scenario, to its end or until it is given up. @returns why it was given up */
  async works({ files, work }: Scenario): Promise<string | undefined> {
    try {
      for (const _ of files) await this.edits()
      await work(this)
      return undefined
    } catch (error) {
      if (error instanceof GaveUp) return error.message
      throw error
    }
  }

  async types(line: string | Run): Promise<Returned> {
    const recorded = await this.#typed(line)
    if (!recorded) return { code: null, stdout: '', stderr: '' }
    const [answer] = recorded.answers
    const exited = answer?.events.find((event) => event.type === 'exited')
    if (!exited) throw new TypeError(`expected that ${textOf(line)} was answered`)
    const { moment } = this.#stage
    const late = moment - recorded.event.at
    await this.#stage.pause(exited.at - recorded.event.at)
    const printed = this.#cluster.printed(recorded, exited.at + late)
    for (const event of printed) this.#stage.record(event)
    const text = (stream: 'stdout' | 'stderr') =>
      printed.flatMap((event) => (event.stream === stream ? event.text : [])).join('')
    const [stdout, stderr] = [text('stdout'), text('stderr')]
    const bytes = { stdout: Buffer.byteLength(stdout), stderr: Buffer.byteLength(stderr) }
    this.#recordRead({ ...exited, bytes })
    return { code: exited.code, stdout, stderr }
  }

  typesInstead(line: string | Run): Promise<Returned> {
    return this.types(line)
  }

  editsIn(line: string | Run): Promise<Returned> {
    return this.types(line)
  }

  comesTo(): void {}

  typesAlso(line: string | Run): Promise<Returned> {
    return this.types(line)
  }

  usesPort(work: () => Promise<void>): Promise<void> {
    return work()
  }

  async opens(line: string | Run): Promise<Terminal> {
    const recorded = await this.#typed(line)
    if (!recorded) throw new TypeError(`expected that ${textOf(line)} was typed in ${this.#scenario}`)
    const [first, ...others] = recorded.answers
    const show = (events: readonly TraceEvent[], late: number) => {
      for (const event of events)
        this.#stage.told(event.at + late, () => {
          if (event.type === 'exited') this.#recordRead(event)
          else this.#stage.record(event)
        })
    }
    show(first?.events ?? [], this.#stage.moment - recorded.event.at)
    const press = async (_: readonly string[], text: string) => {
      const answer = others.shift()
      if (answer?.to?.event.text !== text) throw new TypeError(`expected that ${text} was typed next`)
      await this.#getsTo(answer.to)
      this.#stage.record(answer.to.event)
      if (answer.to.cause) this.#cluster.sets(answer.to.cause)
      show(answer.events, this.#stage.moment - answer.to.event.at)
    }
    return foreground(recorded.event.command, press, this.#waiter)
  }

  async edits(): Promise<void> {
    const recorded = this.#files.shift()
    if (!recorded) throw new TypeError(`expected an edit of a file in ${this.#scenario}`)
    await this.#stage.pause(recorded.gap)
    this.#stage.record(recorded.event)
  }

  /** Types a line; undefined where a scenario has it only since the run was recorded: then nothing happens. */
  async #typed(line: string | Run): Promise<RecordedCommand | undefined> {
    const place = this.#commands.findIndex(({ event }) => (event.as ?? event.line) === textOf(line))
    const [recorded] = place === -1 ? [] : this.#commands.splice(place, 1)
    if (!recorded) return undefined
    await this.#getsTo(recorded)
    this.#recordRead(recorded.event)
    if (recorded.cause) this.#cluster.sets(recorded.cause)
    return recorded
  }

  /** Waits until it is time to do something. What sets things going is late by whole seconds. */
  async #getsTo({ event, gap, cause }: Done<TraceEvent>): Promise<void> {
    await this.#stage.pause(gap)
    if (!cause) return
    const late = this.#stage.moment - event.at
    await this.#stage.pause(Math.max(0, wholeShift(late) - late))
  }

  /** Records what says up to which revision all was there. */
  #recordRead(event: Of<'typed'> | Of<'exited'>): void {
    const { moment, revisions } = this.#stage
    this.#stage.record(
      event,
      (finished) => ({ ...finished, revision: revisions.newest(moment) }) as TraceEvent,
    )
  }
}
