import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { endProcesses, mark } from './end-processes.ts'

/** Runs a line in the environment that the lines before it have left, and leaves its own to the next. */
const carryOver = '. "$KUBELAB_STATE"; eval "$1"; code=$?; export -p > "$KUBELAB_STATE"; exit $code'

/** A bash of the student's, in a folder of its own: variables that one line exports are there for the next. */
export class Shell implements AsyncDisposable {
  /** Where the student's files are; gone after disposal. */
  readonly folder: string
  readonly #state: string
  readonly #env: Record<string, string>

  private constructor(folder: string, env: Record<string, string>) {
    this.folder = folder
    this.#state = join(folder, '.state')
    this.#env = { ...env, ...mark(folder), KUBELAB_STATE: this.#state, TERM: 'dumb' }
  }

  /** Opens a shell, in a new folder inside the given one, with these variables on top of the process's own. */
  static async open(inside: string, env: Record<string, string>): Promise<Shell> {
    const folder = await mkdtemp(join(inside, 'student-'))
    const shell = new Shell(folder, env)
    await writeFile(shell.#state, '', { mode: 0o600 })
    return shell
  }

  /** Runs one line. */
  run(line: string) {
    return execa('bash', ['-c', carryOver, 'bash', line], { ...this.#options(), stdin: 'ignore' })
  }

  /** The variables that the lines so far have exported, as a script that would set them. */
  async variables(): Promise<string> {
    return await readFile(this.#state, 'utf8')
  }

  /**
   * Runs one line as the foreground of a pseudo-terminal, which util-linux's `script` keeps: what is written to its
   * standard input is typed.
   */
  open(line: string) {
    const args = ['--quiet', '--return', '--flush', '--command', line, '/dev/null']
    return execa('script', args, { ...this.#options(), stdin: 'pipe' })
  }

  /** Ends all that was started here and still runs, in the background as well, and removes the folder. */
  async [Symbol.asyncDispose](): Promise<void> {
    await endProcesses(this.folder)
    await rm(this.folder, { recursive: true, force: true })
  }

  #options() {
    return {
      cwd: this.folder,
      env: this.#env,
      reject: false,
      stripFinalNewline: false,
      // A process group of its own: Ctrl-C is for the run, which ends its students itself.
      detached: true,
    } as const
  }
}
