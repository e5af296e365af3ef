import { fork, type ChildProcess } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'

/** All cores of this machine, kept busy until it is disposed of, or until this process ends. */
export class Busy implements Disposable {
  readonly #loops: ChildProcess[]

  constructor() {
    this.#loops = Array.from({ length: availableParallelism() }, () =>
      fork(join(import.meta.dirname, 'busy-loop.ts'), { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] }),
    )
  }

  [Symbol.dispose](): void {
    for (const loop of this.#loops) loop.kill('SIGKILL')
  }
}
