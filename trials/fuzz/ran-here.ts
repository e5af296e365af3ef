import type { EventEmitter } from 'node:events'
import { pathToFileURL } from 'node:url'
import type { CommandLine } from './command-line.ts'
import type { Ended } from './ended.ts'
import { nothingToBeginWith, program } from './script.ts'

let count = 0

/**
 * Runs a command in this process: the program each time as a module of its own, the modules that it imports only once.
 * @param folder path of one in which it finds nothing
 */
export async function ranHere({ script, words }: CommandLine, folder: string): Promise<Ended> {
  const { argv } = process
  using stdout = new Caught(process.stdout)
  using stderr = new Caught(process.stderr)
  using _ = listening()
  count += 1
  Object.assign(process.env, nothingToBeginWith(folder))
  Object.assign(process, { argv: [process.execPath, program, script, ...words], exitCode: undefined })
  try {
    await import(`${pathToFileURL(program).href}?${count}`)
    for (const listener of process.listeners('exit')) listener.call(process, Number(process.exitCode ?? 0))
    return { code: Number(process.exitCode ?? 0), stdout: stdout.text, stderr: stderr.text }
  } finally {
    Object.assign(process, { argv, exitCode: undefined })
  }
}

/** What is written to a stream, which gets nothing of it, until it is disposed of. */
class Caught implements Disposable {
  text = ''
  readonly #stream: NodeJS.WriteStream

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream
    stream.write = (text: string | Uint8Array) => {
      this.text += String(text)
      return true
    }
  }

  [Symbol.dispose](): void {
    // The method of its class is there again.
    Reflect.deleteProperty(this.#stream, 'write')
  }
}

/** Disposing of it takes away whoever waits for signals, errors and whatever else since then, but not for the end. */
function listening(): Disposable {
  const before = listeners()
  return {
    [Symbol.dispose]: () => {
      for (const [emitter, name, listener] of listeners())
        if (!before.some(([, , known]) => known === listener)) emitter.off(name, listener)
    },
  }
}

const listeners = () =>
  [process, process.stdout, process.stderr].flatMap((emitter: EventEmitter) =>
    emitter
      .eventNames()
      .filter((name) => name !== 'exit')
      .flatMap((name) =>
        emitter.rawListeners(name).map((listener) => [emitter, name, listener as () => void] as const),
      ),
  )
