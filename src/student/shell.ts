import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'

/** Runs a line in the environment that the lines before it have left, and leaves its own to the next. */
const carryOver = '. "$KUBELAB_STATE"; eval "$1"; code=$?; export -p > "$KUBELAB_STATE"; exit $code'

/** Between asking a program to end and ending it (milliseconds). */
const patience = 2000

/** A bash of the student's, in a folder of its own: variables that one line exports are there for the next. */
export class Shell implements AsyncDisposable {
  /** Where the student's files are; gone after disposal. */
  readonly folder: string
  readonly #env: Record<string, string>
  readonly #running = new Map<number, Promise<unknown>>()

  private constructor(folder: string, env: Record<string, string>) {
    this.folder = folder
    this.#env = { ...env, KUBELAB_STATE: join(folder, '.state') }
  }

  /** Opens a shell with these variables on top of the process's own. */
  static async open(env: Record<string, string>): Promise<Shell> {
    const folder = await mkdtemp(join(tmpdir(), 'kubelab-student-'))
    await writeFile(join(folder, '.state'), '', { mode: 0o600 })
    return new Shell(folder, env)
  }

  /** Runs one line. */
  run(line: string) {
    const child = execa('bash', ['-c', carryOver, 'bash', line], { ...this.#options(), stdin: 'ignore' })
    this.#keep(child.pid, child)
    return child
  }

  /**
   * Runs one line as the foreground of a pseudo-terminal, which util-linux's `script` keeps: what is written to its
   * standard input is typed.
   */
  open(line: string) {
    const args = ['--quiet', '--return', '--flush', '--command', line, '/dev/null']
    const child = execa('script', args, { ...this.#options(), stdin: 'pipe' })
    this.#keep(child.pid, child)
    return child
  }

  /** Ends what still runs, and removes the folder. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#signal('SIGTERM')
    const timer = setTimeout(() => this.#signal('SIGKILL'), patience)
    await Promise.all(this.#running.values())
    clearTimeout(timer)
    await rm(this.folder, { recursive: true, force: true })
  }

  #options() {
    return {
      cwd: this.folder,
      env: { ...this.#env, TERM: 'dumb', PS1: '$ ' },
      reject: false,
      stripFinalNewline: false,
      // A process group of its own, so that Ctrl-C reaches the run and not its students, and a pipeline ends as a whole.
      detached: true,
    } as const
  }

  #keep(pid: number | undefined, child: Promise<unknown>): void {
    if (pid === undefined) return
    this.#running.set(
      pid,
      child.finally(() => this.#running.delete(pid)),
    )
  }

  #signal(signal: 'SIGTERM' | 'SIGKILL'): void {
    for (const pid of this.#running.keys()) {
      try {
        process.kill(-pid, signal)
      } catch {
        // The group has ended meanwhile.
      }
    }
  }
}
