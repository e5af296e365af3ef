import type { Student } from '../lab/scenario.ts'
import { awaiting } from './awaiting.ts'
import type { Desk } from './desk.ts'
import { editInEditor } from './edit-in-editor.ts'
import { editFile } from './edit-file.ts'
import { openTerminal } from './open-terminal.ts'
import { runLine } from './run-line.ts'
import { withPort } from './with-port.ts'

/** A student at a desk: all that is done there, and all that comes of it, goes into the trace. */
export function studentAt(desk: Desk): Student {
  return {
    comesTo: (step) => {
      desk.step = step
    },
    types: (line) => runLine(line, 'lab', desk),
    typesInstead: (line) => runLine(line, 'instead', desk),
    typesAlso: (line) => runLine(line, 'also', desk),
    opens: (line) => openTerminal(line, desk),
    edits: (file, ...edit) => editFile(file, desk, ...edit),
    editsIn: (line, changes) => editInEditor(line, changes, desk),
    usesPort: (work) => (desk.sharedPort === undefined ? work() : withPort(desk.sharedPort, work, desk)),
    ...awaiting(desk.waiter),
  }
}
