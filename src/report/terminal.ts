import { styleText } from 'node:util'
import type { JudgedClaim } from '../judge/claims-as-tests.ts'
import { countsAs, verdicts } from '../judge/verdict.ts'
import type { TraceEvent } from '../trace/event.ts'
import type { Report } from './report.ts'

/** Without a terminal, how long nothing is said before a line tells what is awaited (milliseconds). */
const quiet = 15_000

const marks = { pass: '✓', fail: '✗', error: '!', skip: '-' } as const
const colours = { pass: 'green', fail: 'red', error: 'yellow', skip: 'gray' } as const

/** Prints a run as it goes: a line a claim, and between them what is being waited for. */
export class TerminalReport {
  readonly #stream: NodeJS.WriteStream
  readonly #awaited = new Map<string, { what: string; until: number }>()
  #lastSaid = Date.now()
  #live = false

  constructor(stream: NodeJS.WriteStream = process.stdout) {
    this.#stream = stream
  }

  /** Takes note of what the run waits for, and says so when there was nothing else to say for a while. */
  follow(event: TraceEvent): void {
    if (event.type === 'awaiting') this.#awaited.set(event.scenario, event)
    else if (event.type === 'scenario' && event.state !== 'begins') this.#awaited.delete(event.scenario)
    else if (event.type === 'heartbeat') this.#beat(event.at)
  }

  /** One claim is certain. */
  settled({ id, says, judgement }: JudgedClaim): void {
    const counts = countsAs[judgement.verdict]
    const mark = this.#style(colours[counts], marks[counts])
    this.#line(`${mark} ${id.padEnd(32)} ${judgement.verdict.padEnd(10)} ${says}`)
    if (counts === 'pass') return
    if (judgement.reason !== undefined) this.#line(`    because   ${judgement.reason}`)
    this.#line(`    expected  ${judgement.expected}`)
    for (const { of, found } of judgement.evidence)
      this.#line(`    found     ${of}: ${JSON.stringify(found)}`)
  }

  /** The end: counts, times, where the reports are. */
  end({ kubernetes, verdicts: counted, seconds, claims }: Report, folder?: string): void {
    const counts = verdicts.flatMap((verdict) => (counted[verdict] ? [`${counted[verdict]} ${verdict}`] : []))
    const times = Object.entries(seconds).map(([phase, time = 0]) => `${phase} ${time.toFixed(1)} s`)
    this.#line('')
    this.#line(
      `Kubernetes ${kubernetes.server}, kubectl ${kubernetes.kubectl}: ${claims.length} claims, ${counts.join(', ')}`,
    )
    if (times.length > 0) this.#line(times.join(', '))
    if (folder !== undefined) this.#line(`Reports in ${folder}`)
  }

  #beat(now: number): void {
    const status = [...this.#awaited]
      .filter(([, { until }]) => until > now)
      .toSorted(([, a], [, b]) => a.until - b.until)
      .map(([scenario, { what, until }]) => `${scenario}: ${what} (${clock(until - now)} left)`)
    if (status.length === 0) return
    const text = `… ${status.join('; ')}`
    if (this.#stream.isTTY) {
      this.#clear()
      this.#stream.write(text.slice(0, this.#stream.columns - 1))
      this.#live = true
    } else if (Date.now() - this.#lastSaid > quiet) {
      this.#line(text)
    }
  }

  #line(text: string): void {
    this.#clear()
    this.#stream.write(`${text}\n`)
    this.#lastSaid = Date.now()
  }

  #clear(): void {
    if (this.#live) this.#stream.write('\r\u001b[K')
    this.#live = false
  }

  #style(colour: 'green' | 'red' | 'yellow' | 'gray', text: string): string {
    return styleText(colour, text, { stream: this.#stream })
  }
}

/** Minutes and seconds of some milliseconds: `1:12`. */
function clock(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
