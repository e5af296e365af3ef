import { typedLines, type CommandLine } from './command-line.ts'
import { judgedLine } from './ended.ts'
import type { InputKind } from './input-kind.ts'
import { ranHere } from './ran-here.ts'

/** Command lines, each given to a script in this process. */
export const commandLines: InputKind<CommandLine> = {
  name: 'command lines',
  share: 150,
  secondsAtMost: 5,
  inputs: typedLines,
  feed: async (line, folder) => judgedLine(line.words, await ranHere(line, folder)),
}
