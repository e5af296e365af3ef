import { lineInWords } from '../property/line.ts'
import type { Reason } from '../property/reason.ts'
import type { Ailment } from '../trace/ailment.ts'
import { isKilled } from '../trace/command-end.ts'
import type { Command } from '../trace/world.ts'

/** Why nothing can be told by what came of a command that has ended; undefined where something can. */
export function whyUnknown(command: Command): Reason | undefined {
  const { line, run, signal, reason, code, bytes } = command
  const named = lineInWords(run === undefined ? line : { text: line, run, place: 0 })
  if (reason !== undefined) return { kind: 'line ended', line: named, why: reason }
  if (isKilled(command)) return { kind: 'line killed', line: named, by: signal ?? `exit code ${code}` }
  for (const stream of ['stdout', 'stderr'] as const) {
    const [came, there] = [bytes?.[stream], Buffer.byteLength(command[stream])]
    if (came !== undefined && came !== there) return { kind: 'output lost', line: named, stream, there, came }
  }
  return undefined
}

/** Why nothing can be told by what follows in a scenario where this was printed; undefined where something can. */
export function whyDoubtful(printed: string): Ailment | undefined {
  // What is typed from then on does not reach the program in the pod (pkg/cmd/run of k8s.io/kubectl).
  const [lost] = /^.*attach.*falling back to (streaming )?logs.*$/m.exec(printed) ?? []
  return lost === undefined ? undefined : { kind: 'pod connection lost', printed: lost.trim() }
}
