import { Console } from 'node:console'
import { vi } from 'vitest'
import type { Subcommand } from '../src/commands/command.ts'
import { answerOf } from '../src/commands/main.ts'

/**
 * Gives words to a program in this process, where nothing but its answer is asked for: what it loads is loaded once.
 * @returns what it would end with, and what it has printed, without the last end of a line
 */
export async function answeredBy(
  program: Subcommand,
  ...words: string[]
): Promise<{ exitCode: number; all: string; stderr: string }> {
  const said = { all: '', stderr: '' }
  const { argv } = process
  const { console } = globalThis
  using stack = new DisposableStack()
  for (const name of ['stdout', 'stderr'] as const) {
    const hear = (text: string | Uint8Array) => {
      said.all += String(text)
      if (name === 'stderr') said.stderr += String(text)
      return true
    }
    stack.use(vi.spyOn(process[name], 'write').mockImplementation(hear))
  }
  // That of vitest does not write there.
  Object.assign(globalThis, { console: new Console(process.stdout, process.stderr) })
  process.argv = [process.execPath, 'kubelab', ...words]
  try {
    const exitCode = await answerOf((signal) => program.answer(words, signal), new AbortController().signal)
    return { exitCode, all: said.all.replace(/\n$/, ''), stderr: said.stderr.replace(/\n$/, '') }
  } finally {
    process.argv = argv
    Object.assign(globalThis, { console })
  }
}
