import type { Command } from './world.ts'

type Ended = Pick<Command, 'code' | 'signal' | 'inputs'>

/**
 * Whether somebody pressed Ctrl-C in its terminal, and it ended by that. A kubectl that follows logs, watches, or waits
 * for a rollout catches the signal and ends with 1 (k8s.io/kubectl/pkg/util/interrupt).
 */
export const isInterrupted = ({ code, inputs }: Ended) =>
  code === 130 ? inputs.some(isCtrlC) : code === 1 && inputs.slice(-1).some(isCtrlC)

const isCtrlC = ({ text }: Ended['inputs'][number]) => /(?:^| )Ctrl-C$/.test(text)

/** Whether a signal ended it that no student has sent: a shell says so with an exit code above 128. */
export const isKilled = (command: Ended) =>
  command.code === null || ((command.code ?? 0) > 128 && !isInterrupted(command))

/** How it ended, in words. */
export const endInWords = ({ code, signal }: Ended) =>
  signal === undefined ? `exit code ${code ?? 'unknown'}` : `ended by ${signal}`
