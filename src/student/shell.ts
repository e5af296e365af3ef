import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { execa, type Options } from 'execa'
import { ownEnvironment } from '../own-environment.ts'
import { endProcesses, mark } from './end-processes.ts'
import type { OwnNetwork } from './own-network.ts'

/** Runs a line in the environment that the lines before it have left, and leaves its own to the next. */
const carryOver = '. "$KUBELAB_STATE"; eval "$1"; code=$?; export -p > "$KUBELAB_STATE"; exit $code'

/** A bash of the student's, in a folder of its own: variables that one line exports are there for the next. */
export class Shell implements AsyncDisposable {
  /** Where the student's files are; gone after disposal. */
  readonly folder: string
  /** Path of the file with what the editor of the student is to edit, once. */
  readonly orders: string
  readonly #state: string
  readonly #env: Record<string, string>
  readonly #enter: readonly string[]

  private constructor(folder: string, env: Record<string, string>, enter: readonly string[]) {
    this.folder = folder
    this.#enter = enter
    this.#state = join(folder, '.state')
    const programs = join(folder, '.bin')
    this.orders = join(programs, 'orders')
    this.#env = {
      ...ownEnvironment(folder, programs),
      EDITOR: 'editor',
      ...env,
      ...mark(folder),
      KUBELAB_STATE: this.#state,
    }
  }

  /**
   * Opens a shell, in a new folder inside the given one, which is the student's home. Nothing of the user's is there.
   * @param env variables of the student's
   * @param options path of the kubectl that the student types as `kubectl`, whatever it is called, and a network of its own
   */
  static async open(
    inside: string,
    env: Record<string, string>,
    { kubectl, network }: { kubectl?: string; network?: OwnNetwork | undefined } = {},
  ): Promise<Shell> {
    const folder = await mkdtemp(join(inside, 'student-'))
    const shell = new Shell(folder, env, network?.enter ?? [])
    await writeFile(shell.#state, '', { mode: 0o600 })
    // Where there is none, curl looks in the home that the system has for the user.
    await writeFile(join(folder, '.curlrc'), '')
    await writeFile(join(folder, '.inputrc'), 'set enable-bracketed-paste off\n')
    await mkdir(join(folder, '.bin'))
    const editor = [process.execPath, join(import.meta.dirname, 'editor.ts'), shell.orders].map(
      (word) => `'${word.replaceAll("'", String.raw`'\''`)}'`,
    )
    await writeFile(join(folder, '.bin/editor'), `#!/bin/sh\nexec ${editor.join(' ')} "$@"\n`, {
      mode: 0o755,
    })
    if (kubectl !== undefined) await symlink(resolve(kubectl), join(folder, '.bin/kubectl'))
    return shell
  }

  /**
   * Runs one line.
   * @param timeout after so many milliseconds it is ended, with all that it has started; 0 for never
   */
  run(line: string, timeout = 0) {
    const ending = { timeout, killDescendants: true, forceKillAfterDelay: 2000 }
    return this.#start(['bash', '-c', carryOver, 'bash', line], 'ignore', ending)
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
    const command = ['script', '--quiet', '--return', '--flush', '--command', line, '/dev/null'] as const
    // A program that fills the screen needs a terminal that can; bash shows there what it does in any other.
    return this.#start(command, 'pipe', {}, { TERM: 'xterm', INPUTRC: join(this.folder, '.inputrc') })
  }

  /** Ends all that was started here and still runs, in the background as well, and removes the folder. */
  async [Symbol.asyncDispose](): Promise<void> {
    await endProcesses(this.folder)
    await rm(this.folder, { recursive: true, force: true })
  }

  #start<Input extends 'ignore' | 'pipe'>(
    command: readonly [string, ...string[]],
    stdin: Input,
    ending: Pick<Options, 'timeout' | 'killDescendants' | 'forceKillAfterDelay'> = {},
    env: Record<string, string> = {},
  ) {
    const [program = '', ...args] = [...this.#enter, ...command]
    return execa(program, args, {
      ...ending,
      stdin,
      cwd: this.folder,
      env: { ...this.#env, ...env },
      extendEnv: false,
      reject: false,
      stripFinalNewline: false,
      // A process group of its own: Ctrl-C is for the run, which ends its students itself.
      detached: true,
    })
  }
}
