import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { processStart } from '../process-start.ts'
import { markOfStudent } from '../scratch-folder.ts'

/** Between asking programs to end and ending them, and between two looks whether they have (milliseconds). */
const patience = 2000
const lookEvery = 20

/** What a shell in a folder gives to all that it starts: a terminal may put it into a session of its own. */
export const mark = (folder: string) => ({ [markOfStudent]: `${folder}/` })

/**
 * Ends all programs that shells in this folder, or in folders inside it, have started and that still run. Afterwards
 * none of them lives, and what they held, as a port, is free.
 */
export async function endProcesses(folder: string): Promise<void> {
  const over = Date.now() + patience
  // A program that ends loses its environment, by which it is known, before it lets go of its files and ports.
  const ending = new Map<number, string>()
  for (;;) {
    const running = await startedIn(folder)
    for (const pid of running) {
      const start = processStart(pid)
      if (start !== undefined) ending.set(pid, start)
      end(pid, Date.now() > over ? 'SIGKILL' : 'SIGTERM')
    }
    for (const [pid, start] of ending) if (processStart(pid) !== start) ending.delete(pid)
    if (running.length === 0 && ending.size === 0) return
    await pause(lookEvery)
  }
}

async function startedIn(folder: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const marked = await Promise.all(
    pids.map(async (pid) => {
      const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')
      return environment.split('\0').some((variable) => variable.startsWith(`${markOfStudent}=${folder}/`))
    }),
  )
  return pids.filter((_, index) => marked[index]).map(Number)
}

function end(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended meanwhile.
  }
}
