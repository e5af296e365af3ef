import { fork, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { openSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { CannotJudge } from '../errors.ts'
import { unlessAborted } from '../unless-aborted.ts'
import type { JudgedByWorker, RunOrder, WorkerNews, Instruction } from './messages.ts'

/** What the processes of a run carry in their environment, and all that they start. */
export const markOfRun = 'KUBELAB_RUN'

/** How long a run may take to remove its cluster, before it is killed (milliseconds). */
const patience = 90_000

/** A run of the lab in a process of its own, which can be stopped and killed. Disposing of it ends it in good order. */
export class LabRun implements AsyncDisposable {
  /** Path of its trace. */
  readonly trace: string
  /** What {@link markOfRun} is in its environment. */
  readonly mark = randomBytes(8).toString('hex')
  readonly #child: ChildProcess
  readonly #exited: Promise<unknown>
  readonly #cluster = Promise.withResolvers<Extract<WorkerNews, { type: 'cluster' }>>()
  readonly #begun = Promise.withResolvers<number>()
  readonly #judged = Promise.withResolvers<JudgedByWorker[]>()
  #hasJudged = false

  /**
   * Starts it.
   * @param folder for its trace and for what it prints; it must be there
   */
  static async start(order: Omit<RunOrder, 'trace'>, folder: string): Promise<LabRun> {
    await mkdir(folder, { recursive: true })
    return new LabRun(order, folder)
  }

  private constructor(order: Omit<RunOrder, 'trace'>, folder: string) {
    this.trace = join(folder, 'trace.ndjson')
    const log = openSync(join(folder, 'run.log'), 'a')
    const whole: RunOrder = { ...order, trace: this.trace }
    this.#child = fork(join(import.meta.dirname, 'worker.ts'), [JSON.stringify(whole)], {
      stdio: ['ignore', log, log, 'ipc'],
      env: { ...process.env, [markOfRun]: this.mark },
      // Ctrl-C is for the process that started it.
      detached: true,
    })
    const awaited = [this.#cluster, this.#begun, this.#judged]
    for (const { promise } of awaited) promise.catch(() => {})
    const fail = (message: string) => awaited.map(({ reject }) => reject(new CannotJudge(message)))
    this.#child.on('message', (said: WorkerNews) => {
      if (said.type === 'cluster') this.#cluster.resolve(said)
      if (said.type === 'begun') this.#begun.resolve(Date.now())
      if (said.type === 'judged') {
        this.#hasJudged = true
        this.#judged.resolve(said.judged)
      }
      if (said.type === 'failed') fail(said.message)
    })
    this.#exited = new Promise((resolve) => this.#child.once('close', resolve))
    void this.#exited.then(() => fail(`the process of the run has ended: ${join(folder, 'run.log')}`))
  }

  /** The id of its process. */
  get pid(): number {
    return this.#child.pid ?? 0
  }

  /** Its cluster, when that is ready. @throws CannotJudge when there comes none */
  cluster(signal: AbortSignal) {
    return unlessAborted(this.#cluster.promise, signal)
  }

  /** Lets it work through the lab. @param server address of the API server, where it is not the cluster's own */
  go(server?: string): void {
    this.#tell({ type: 'go', ...(server !== undefined && { server }) })
  }

  /** When the first scenario began: milliseconds since the epoch. */
  begun(signal: AbortSignal): Promise<number> {
    return unlessAborted(this.#begun.promise, signal)
  }

  /** What became of the claims. @throws CannotJudge when they could not be judged */
  judged(signal: AbortSignal): Promise<JudgedByWorker[]> {
    return unlessAborted(this.#judged.promise, signal)
  }

  /** Sends a signal to its process alone. */
  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal)
  }

  /** Resolves when it has ended. */
  async ended(): Promise<void> {
    await this.#exited
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#tell({ type: 'leave' })
    this.kill('SIGCONT')
    // One that has judged leaves by itself; any other is ended.
    if (!this.#hasJudged) this.kill('SIGTERM')
    const timer = setTimeout(() => this.kill('SIGKILL'), patience)
    await this.#exited
    clearTimeout(timer)
  }

  #tell(told: Instruction): void {
    if (this.#child.connected) this.#child.send(told)
  }
}
