import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'

/** Between asking programs to end and ending them, and between two looks whether they have (milliseconds). */
const patience = 2000
const lookEvery = 20

/** What a shell in a folder gives to all that it starts: a terminal may put it into a session of its own. */
export const mark = (folder: string) => ({ KUBELAB_STUDENT: `${folder}/` })

/** Ends all programs that shells in this folder, or in folders inside it, have started and that still run. */
export async function endProcesses(folder: string): Promise<void> {
  const over = Date.now() + patience
  for (;;) {
    const running = await startedIn(folder)
    if (running.length === 0) return
    for (const pid of running) end(pid, Date.now() > over ? 'SIGKILL' : 'SIGTERM')
    await pause(lookEvery)
  }
}

async function startedIn(folder: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const marked = await Promise.all(
    pids.map(async (pid) => {
      const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')
      return environment.split('\0').some((variable) => variable.startsWith(`KUBELAB_STUDENT=${folder}/`))
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
