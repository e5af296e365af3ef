import type { Difference } from '../../src/compare/differences.ts'
import type { Limit, Student, Terminal } from '../../src/lab/scenario.ts'
import type { SectionToday, TypedToday } from '../../src/report/lab-today/lab-today.ts'
import type { Command } from '../../src/trace/world.ts'
import type { PrintedLab } from './printed-lab.ts'

/** A line that only looks is typed again until it shows what is printed: three firings of a CronJob take six minutes. */
const looksOnly = /^(?:kubectl (?:get|describe)|curl) /
const patience = 420_000
const beforeTheNextLook: Limit = { name: 'before the next look', milliseconds: 300 }
const screenShows: Limit = { name: 'the screen', milliseconds: 60_000 }

/** What became of a line: where the answer was otherwise than is printed, and how often it was typed. */
export interface Retyped {
  typed: TypedToday
  looks: number
  changed: readonly Difference[]
}

/** A line that waits for its turn: keys for a program that is in the foreground of a terminal. */
interface Pending {
  at: number
  press: () => Promise<void>
}

/**
 * Types all that is printed, each section in an empty namespace, files included. Programs in terminals are told of when
 * all is over.
 * @param redact takes the secrets out of what came back
 * @param tell is handed what became of each line
 */
export async function typeLabToday(
  student: Student,
  sections: readonly SectionToday[],
  printed: PrintedLab,
  redact: (text: string) => string,
  tell: (one: Retyped) => void,
): Promise<void> {
  for (const { steps } of sections) {
    let pending: Pending[] = []
    const pressUntil = async (time: number) => {
      const due = pending.filter(({ at }) => at < time)
      pending = pending.filter(({ at }) => at >= time)
      for (const { press } of due) await press()
    }
    await student.typesAlso('kubectl delete pods,jobs,cronjobs,secrets --all')
    for (const typed of steps.flatMap((step) => step.typed)) {
      const { command, files } = typed
      await pressUntil(command.typedAt)
      for (const [file, text] of files) await student.typesAlso(`cat > ${file} <<'the end'\n${text}\nthe end`)
      if (command.inputs.length > 0) pending.push(...keysFor(command, await student.opens(command.line)))
      else tell(await typedUntilShown(student, typed, printed, redact))
    }
    await pressUntil(Number.POSITIVE_INFINITY)
  }
}

async function typedUntilShown(
  student: Student,
  typed: TypedToday,
  printed: PrintedLab,
  redact: (text: string) => string,
): Promise<Retyped> {
  const { command } = typed
  const until = Date.now() + patience
  for (let looks = 1; ; looks += 1) {
    const { code, stdout, stderr } = await student.typesAlso(command.line)
    const { bytes: _, ...answer } = command
    const changed = printed.changed(command, {
      ...answer,
      code,
      stdout: redact(stdout),
      stderr: redact(stderr),
    })
    if (changed.length === 0 || !looksOnly.test(command.line) || Date.now() > until)
      return { typed, looks, changed }
    await student.waits(beforeTheNextLook)
  }
}

/** The keys of a program in a terminal, each pressed when the screen ends as it did then. */
function keysFor({ inputs }: Command, terminal: Terminal): Pending[] {
  return inputs.map(({ at, text, screen }, index) => ({
    at,
    press: async () => {
      const shown = screen.trimEnd().slice(-3)
      if (shown !== '') await terminal.shows(shown, screenShows)
      await (text === 'Ctrl-C' ? terminal.presses(text) : terminal.types(text))
      if (index === inputs.length - 1) await terminal.ends(screenShows)
    },
  }))
}
