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

/** How often a step that still runs says so where there is no terminal. */
const heartbeatSeconds = 30

/**
 * Shows steps as they go: with a running clock where standard output is a terminal, else as plain lines on
 * standard error with a heartbeat.
 */
export function terminalProgress(): Progress {
  return { say, step: process.stdout.isTTY ? clockedStep : plainStep }
}

const say = (text: string) => void process.stderr.write(`${forLog(text)}\n`)

/** A time as people say it: `35 s`, `6 min 13 s`. */
export function spoken(seconds: number): string {
  const whole = Math.round(seconds)
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`
}

async function plainStep<T>(title: string, work: (line: (text: string) => void) => Promise<T>): Promise<T> {
  const started = performance.now()
  const elapsed = () => spoken((performance.now() - started) / 1000)
  let last = ''
  say(`${title} ...`)
  const heartbeat = setInterval(
    () => say(`${title} ... ${elapsed()}${last && `, ${last}`}`),
    heartbeatSeconds * 1000,
  )
  try {
    const result = await work((text) => (last = text))
    say(`${title}: ${elapsed()}`)
    return result
  } catch (error) {
    say(`${title}: failed after ${elapsed()}`)
    throw error
  } finally {
    clearInterval(heartbeat)
  }
}

async function clockedStep<T>(title: string, work: (line: (text: string) => void) => Promise<T>): Promise<T> {
  const { Listr, PRESET_TIMER } = await import('listr2')
  const results: { value: T }[] = []
  const steps = new Listr(
    [
      {
        title,
        task: async (_, task) => {
          results.push({ value: await work((text) => (task.output = forLog(text))) })
        },
      },
    ],
    { registerSignalListeners: false, rendererOptions: { timer: PRESET_TIMER } },
  )
  await steps.run()
  const [result] = results
  if (!result) throw new Error('A step has neither ended nor failed')
  return result.value
}
