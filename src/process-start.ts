import { readFileSync } from 'node:fs'

/** When a process started, in ticks since boot; undefined when it does not live: a zombie has only not been buried yet. */
export function processStart(pid: number): string | undefined {
  try {
    // Field 22 of proc_pid_stat(5), counted from behind the name, which may hold anything.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? undefined : fields[19]
  } catch {
    return undefined
  }
}
