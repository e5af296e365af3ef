import cliTruncate from 'cli-truncate'
import { createLogUpdate } from 'log-update'
import { forLog } from '../cleaned.ts'

/** Where the parts of a set-up say what they do. */
export interface Progress {
  /** Says one thing, on a line of its own. */
  say(text: string): void
  /**
   * Shows a step that takes time, with the time it took, or with the error it ended in.
   *
   * @param title what is being done, as in `Compiling Kubernetes v1.37.2`
   * @param work is handed a function that shows a line beside the title, until the next one comes
   * @returns what the work results in
   * @throws whatever the work throws
   */
  step<T>(title: string, work: (line: (text: string) => void) => Promise<T>): Promise<T>
}

/** How often a step that still runs says so where there is no terminal, and how often its clock moves where there is one. */
const heartbeatSeconds = 30
const clockSeconds = 1

interface Step {
  title: string
  /** As `performance.now()` said. */
  started: number
  /** The last line that its work gave. */
  last: string
}

/**
 * Shows steps as they go, also several at once: with a running clock each on a terminal, else as plain lines with a
 * heartbeat.
 */
export function terminalProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  const write = (text: string) => void stream.write(`${forLog(text)}\n`)
  return stream.isTTY && process.env['TERM'] !== 'dumb' ? liveProgress(stream, write) : plainProgress(write)
}

/** A time as people say it: `35 s`, `6 min 13 s`. */
export function spoken(seconds: number): string {
  const whole = Math.round(seconds)
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`
}

function plainProgress(write: (text: string) => void): Progress {
  return {
    say: write,
    async step(title, work) {
      const step: Step = { title, started: performance.now(), last: '' }
      write(`${title} ...`)
      const heartbeat = setInterval(() => write(running(step)), heartbeatSeconds * 1000)
      try {
        return await ended(step, work, write)
      } finally {
        clearInterval(heartbeat)
      }
    },
  }
}

function liveProgress(stream: NodeJS.WriteStream, write: (text: string) => void): Progress {
  const steps = new Set<Step>()
  const live = createLogUpdate(stream, { showCursor: true })
  const draw = () => {
    if (steps.size === 0) live.clear()
    else live([...steps].map((step) => cliTruncate(forLog(running(step)), stream.columns)).join('\n'))
  }
  const say = (text: string) => {
    live.clear()
    write(text)
    draw()
  }
  return {
    say,
    async step(title, work) {
      const step: Step = { title, started: performance.now(), last: '' }
      steps.add(step)
      draw()
      const clock = setInterval(draw, clockSeconds * 1000)
      try {
        return await ended(step, work, (text) => {
          steps.delete(step)
          say(text)
        })
      } finally {
        clearInterval(clock)
      }
    },
  }
}

/** Does the work of a step, and says how it ended and what time it took. */
async function ended<T>(
  step: Step,
  work: (line: (text: string) => void) => Promise<T>,
  say: (text: string) => void,
): Promise<T> {
  try {
    const result = await work((text) => (step.last = text.replaceAll(/\s+/g, ' ')))
    say(`${step.title}: ${elapsed(step)}`)
    return result
  } catch (error) {
    say(`${step.title}: failed after ${elapsed(step)}`)
    throw error
  }
}

/** A step that still runs, in a line. */
const running = (step: Step) => `${step.title} ... ${elapsed(step)}${step.last && `, ${step.last}`}`
const elapsed = ({ started }: Step) => spoken((performance.now() - started) / 1000)
