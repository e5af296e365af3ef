import type { Command } from './world.ts'

type Ended = Pick<Command, 'code' | 'signal' | 'inputs'>

/** Whether somebody pressed Ctrl-C in its terminal, and it ended by that. */
export const isInterrupted = ({ code, inputs }: Ended) =>
  code === 130 && inputs.some(({ text }) => text === 'Ctrl-C')

/** Whether a signal ended it that no student has sent: a shell says so with an exit code above 128. */
export const isKilled = (command: Ended) =>
  command.code === null || ((command.code ?? 0) > 128 && !isInterrupted(command))

/** How it ended, in words. */
export const endInWords = ({ code, signal }: Ended) =>
  signal === undefined ? `exit code ${code ?? 'unknown'}` : `ended by ${signal}`
