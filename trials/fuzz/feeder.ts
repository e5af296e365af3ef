import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CannotJudge } from '../../src/errors.ts'
import type { InputKind } from './input-kind.ts'
import type { CaseOutcome } from './outcome.ts'

/** Between two looks whether a case still gets no answer (milliseconds). */
const lookEvery = 250

/** A case to feed, by the name of its kind. */
export interface FedCase {
  kind: string
  input: unknown
}

/**
 * Feeds cases to the code that users reach, one at a time and in a process of its own: one that hangs or has crashed is
 * killed, and there is another for the next case. Disposing of it ends the process and removes its files.
 */
export class Feeder implements AsyncDisposable {
  readonly #lab: string
  readonly #kinds: string
  readonly #folder: string
  #child: Promise<ChildProcess> | undefined

  private constructor(lab: string, kinds: string, folder: string) {
    this.#lab = lab
    this.#kinds = kinds
    this.#folder = folder
  }

  /**
   * @param lab path of the module that exports the lab
   * @param kinds path of the module that exports the kinds of input
   */
  static async open(lab: string, kinds = join(import.meta.dirname, 'input-kinds.ts')): Promise<Feeder> {
    return new Feeder(lab, kinds, await mkdtemp(join(tmpdir(), 'kubelab-fuzz-')))
  }

  /** What becomes of one case. */
  async feed(
    { name, secondsAtMost }: Pick<InputKind, 'name' | 'secondsAtMost'>,
    input: unknown,
  ): Promise<CaseOutcome> {
    const child = await (this.#child ??= this.#start())
    const answered = Promise.withResolvers<CaseOutcome>()
    const answer = (outcome: CaseOutcome) => answered.resolve(outcome)
    const ended = (code: number | null, signal: string | null) =>
      answer({ result: 'crash', text: `the process ended with ${signal ?? `exit code ${code}`}` })
    child.on('message', answer).on('exit', ended)
    const begun = ownTime(child)
    const timer = setInterval(() => {
      if (ownTime(child) - begun < secondsAtMost * 1000) return
      answer({ result: 'hang', text: `no answer within ${secondsAtMost} s` })
    }, lookEvery)
    child.send({ kind: name, input } satisfies FedCase)
    const outcome = await answered.promise
    clearInterval(timer)
    child.off('message', answer).off('exit', ended)
    if (outcome.result === 'hang' || outcome.result === 'crash') await this.#end()
    return outcome
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#end()
    await rm(this.#folder, { recursive: true })
  }

  async #start(): Promise<ChildProcess> {
    const child = fork(join(import.meta.dirname, 'feeding.ts'), [this.#kinds, this.#lab, this.#folder], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      // Ctrl-C is for the process that started it.
      detached: true,
    })
    const [ready] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as unknown[]
    if (ready !== 'ready')
      throw new CannotJudge('expected a process that is fed with cases, found that it ended')
    return child
  }

  /** Ends the process, and removes what is left of the case. */
  async #end(): Promise<void> {
    const started = this.#child
    this.#child = undefined
    const child = await started?.catch(() => undefined)
    if (child && child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
    await rm(join(this.#folder, 'case'), { recursive: true, force: true })
  }
}

/** The time without that in which a process waited for a core: a busy machine makes nothing hang (milliseconds). */
function ownTime({ pid }: ChildProcess): number {
  try {
    const [, waited = '0'] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')
    return performance.now() - Number(waited) / 1e6
  } catch {
    // It has ended.
    return performance.now()
  }
}
