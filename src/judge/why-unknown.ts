import { lineInWords } from '../property/line.ts'
import { isKilled } from '../trace/command-end.ts'
import type { Command } from '../trace/world.ts'

/** Why nothing can be told by what came of a command that has ended; undefined where something can. */
export function whyUnknown(command: Command): string | undefined {
  const { line, run, signal, code, bytes } = command
  const name = lineInWords(run === undefined ? line : { text: line, run, place: 0 })
  if (isKilled(command)) return `a signal ended ${name} (${signal ?? `exit code ${code}`})`
  for (const stream of ['stdout', 'stderr'] as const) {
    const [came, there] = [bytes?.[stream], Buffer.byteLength(command[stream])]
    if (came !== undefined && came !== there)
      return `the trace has ${there} bytes of what ${name} wrote to ${stream}, and not the ${came} that came`
  }
  return undefined
}
