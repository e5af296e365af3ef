import { lineInWords } from '../property/line.ts'
import { isKilled } from '../trace/command-end.ts'
import type { Command } from '../trace/world.ts'

/** Why nothing can be told by what came of a command that has ended; undefined where something can. */
export function whyUnknown(command: Command): string | undefined {
  const { line, run, signal, reason, code, bytes } = command
  const name = lineInWords(run === undefined ? line : { text: line, run, place: 0 })
  if (reason !== undefined) return `${name} was ended: ${reason}`
  if (isKilled(command)) return `a signal ended ${name} (${signal ?? `exit code ${code}`})`
  for (const stream of ['stdout', 'stderr'] as const) {
    const [came, there] = [bytes?.[stream], Buffer.byteLength(command[stream])]
    if (came !== undefined && came !== there)
      return `the trace has ${there} bytes of what ${name} wrote to ${stream}, and not the ${came} that came`
  }
  return undefined
}

/** Why nothing can be told by what follows in a scenario where this was printed; undefined where something can. */
export function whyDoubtful(printed: string): string | undefined {
  // What is typed from then on does not reach the program in the pod (pkg/cmd/run of k8s.io/kubectl).
  const [lost] = /^.*attach.*falling back to (streaming )?logs.*$/m.exec(printed) ?? []
  return lost && `kubectl lost its connection to a pod: ${lost.trim()}`
}
