import { lineInWords } from '../property/line.ts'
import { isKilled } from '../trace/command-end.ts'
import type { Command } from '../trace/world.ts'

/** Why nothing can be told by what came of a command that has ended; undefined where something can. */
export function whyUnknown(command: Command): string | undefined {
  if (isKilled(command))
    return `a signal ended ${named(command)} (${command.signal ?? `exit code ${command.code}`})`
  return undefined
}

const named = ({ line, run }: Command) =>
  lineInWords(run === undefined ? line : { text: line, run, place: 0 })
