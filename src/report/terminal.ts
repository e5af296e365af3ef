import { styleText } from 'node:util'
import cliTruncate from 'cli-truncate'
import { createLogUpdate } from 'log-update'
import wrapAnsi from 'wrap-ansi'
import { cleaned, withoutCommands } from '../cleaned.ts'
import type { Judgement } from '../judge/judge.ts'
import { countsAs, verdicts, type Verdict } from '../judge/verdict.ts'
import { sectionOf, type Lab } from '../lab/lab.ts'
import { oneLine } from '../one-line.ts'
import { reasonInWords } from '../property/reason-words.ts'
import { conjunctInWords } from '../property/words.ts'
import type { TraceEvent } from '../trace/event.ts'
import { decisive } from './decisive.ts'
import { incomplete } from './incomplete.ts'
import { nextStep } from './next-step.ts'
import { misprintInWords, printedAndStored, printingLine, printingMeans } from './printing-words.ts'
import { misprintedIn } from './printing.ts'
import type { Report } from './report.ts'
import { unclaimedInWords } from './unclaimed-words.ts'
import { WaitingLine } from './waiting-line.ts'
import { verdictWords } from './words.ts'

/** Without a terminal, how long nothing is said before a line tells what is awaited (milliseconds). */
const quiet = 15_000

/** Characters of what was found that a line of the terminal shows. */
const longestFound = 300

/** Columns below which a claim takes a line of its own beneath its id. */
const roomy = 110

const colours = {
  holds: 'green',
  drifted: 'cyan',
  'never held': 'magenta',
  'new drift': 'red',
  healed: 'red',
  blocked: 'yellow',
  'not tried': 'gray',
} as const satisfies Record<Verdict, string>
type Colour = (typeof colours)[Verdict] | 'bold'

/** Prints a run as it goes: a line a claim in the lab's order, and between them what is being waited for. */
export class TerminalReport {
  readonly #lab: Lab
  readonly #stream: NodeJS.WriteStream
  readonly #waiting = new WaitingLine()
  readonly #isLive: boolean
  readonly #status: ReturnType<typeof createLogUpdate>
  #section = ''
  #lastSaid = Date.now()

  constructor(lab: Lab, stream: NodeJS.WriteStream = process.stdout) {
    this.#lab = lab
    this.#stream = stream
    this.#status = createLogUpdate(stream, { showCursor: true })
    this.#isLive = stream.isTTY && process.env['TERM'] !== 'dumb'
  }

  /** Takes note of what the run waits for; on a terminal shows it, elsewhere after a while of silence. */
  follow(event: TraceEvent): void {
    this.#waiting.take(event)
    if (event.type !== 'heartbeat') return
    const text = cleaned(this.#waiting.text(event.at))
    if (text === undefined) return
    if (this.#isLive) this.#status(withoutCommands(cliTruncate(text.replaceAll(/\s+/g, ' '), this.#columns)))
    else if (Date.now() - this.#lastSaid >= quiet) this.#line(text)
  }

  /** One claim is certain. */
  settled(judgement: Judgement): void {
    const { id, says, verdict, conjuncts, reason } = cleaned(judgement)
    this.#enterSection(id)
    const head = this.#verdict(verdict)
    if (this.#columns >= roomy) this.#line(head + id.padEnd(36), says, 49)
    else {
      this.#line(head + this.#style('bold', id))
      this.#line('', says, 13)
    }
    const counts = countsAs[verdict]
    if (counts === 'pass') return
    if (reason !== undefined) this.#line('    because ', reasonInWords(reason), 6)
    if (counts === 'skip') return
    const deciding = counts === 'fail' ? decisive(conjuncts) : []
    for (const conjunct of conjuncts) {
      const text = conjunctInWords(conjunct, longestFound)
      this.#line('    ', deciding.includes(conjunct) ? this.#style(colours[verdict], text) : text, 6)
    }
  }

  /**
   * The end: counts, what was not as recorded, times, where the reports are, and the one next thing to do.
   * @param folder of the reports, where some were written
   */
  end(found: Report, place?: string): void {
    const report = cleaned(found)
    const folder = place === undefined ? undefined : oneLine(place)
    const { kubernetes, verdicts: counted, seconds, claims } = report
    const counts = verdicts.flatMap((verdict) => {
      const count = counted[verdict]
      return count ? [this.#style(colours[verdict], `${count} ${verdict}`)] : []
    })
    const times = Object.entries(seconds).map(([phase, time = 0]) => `${phase} ${time.toFixed(1)} s`)
    this.#line('')
    this.#line(this.#style('bold', `Kubernetes ${kubernetes.server}, kubectl ${kubernetes.kubectl}`))
    // A bare name says no more than the versions do.
    if (kubernetes.nodeImage.includes(' ')) this.#line('Node: ', kubernetes.nodeImage, 6)
    this.#line(`${claims.length} claims: `, counts.join(', '), 11)
    for (const { id, step, verdict } of claims) {
      if (countsAs[verdict] === 'fail' || countsAs[verdict] === 'error') {
        this.#line(`${this.#verdict(verdict)}${id}, step ${step}`)
      }
    }
    const printing = printingMeans(report)
    if (printing !== undefined) this.#line(`${printedAndStored}: `, printing, printedAndStored.length + 2)
    for (const line of misprintedIn(report))
      for (const misprint of line.disagree)
        this.#line(this.#style('red', '✗ '), `${printingLine(line)}: ${misprintInWords(misprint)}`, 2)
    for (const line of unclaimedInWords(report)) this.#line(this.#style(colours.blocked, '? '), line, 2)
    const shortcoming = incomplete(report)
    if (shortcoming !== undefined) this.#line(this.#style(colours.blocked, '! '), shortcoming, 2)
    if (times.length > 0) this.#line('Time: ', times.join(', '), 6)
    if (folder !== undefined)
      this.#line('Reports: ', `${folder}/ (report.html, errata.md, lab.html, junit.xml, report.json)`, 9)
    this.#line('Next: ', nextStep(report, folder), 6)
  }

  get #columns(): number {
    return this.#stream.isTTY ? this.#stream.columns : Number.POSITIVE_INFINITY
  }

  #enterSection(id: string): void {
    const title = sectionOf(this.#lab, id)?.title ?? ''
    if (title === this.#section) return
    this.#section = title
    this.#line('')
    this.#line(this.#style('bold', title))
  }

  /** A line, the last part of which goes on below itself where it is too long for the terminal. */
  #line(head: string, text = '', indent = 0): void {
    if (this.#isLive) this.#status.clear()
    const [first = '', ...more] = wrapAnsi(text.replaceAll(/\s+/g, ' '), this.#columns - indent).split('\n')
    const start = head === '' ? ' '.repeat(indent) : head
    for (const line of [start + first, ...more.map((one) => ' '.repeat(indent) + one)]) {
      this.#stream.write(`${withoutCommands(line.trimEnd())}\n`)
    }
    this.#lastSaid = Date.now()
  }

  /** The sign and the word, 13 columns wide. */
  #verdict(verdict: Verdict): string {
    return this.#style(colours[verdict], `${verdictWords[verdict].sign} ${verdict.padEnd(10)} `)
  }

  #style(colour: Colour, text: string): string {
    return styleText(colour, text, { stream: this.#stream })
  }
}
