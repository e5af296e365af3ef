import { recordedLines, recordLine } from './recorded-lines.ts'

const record = 'undo'

/**
 * Records that this machine itself was changed, and not only the cache or what is in an engine.
 * @param command how to undo it, as it is typed
 */
export const recordUndo = (command: string): Promise<void> => recordLine(record, command)

/** How to undo what was done to this machine itself: commands, the first one first. */
export const undoCommands = (): Promise<string[]> => recordedLines(record)
