import type { Change } from './change.ts'
import { allChanges } from './changes.ts'
import { isPrintedBy } from './is-printed-by.ts'
import { printingsOf } from './printing.ts'

const found = new Map<string, readonly Change[]>()

/** The known changes of what a line prints, of all versions. */
export function changesOfLine(line: string): readonly Change[] {
  const known = found.get(line)
  if (known) return known
  const printings = printingsOf(line)
  const changes = allChanges().filter((change) => printings.some((one) => isPrintedBy(change, one)))
  found.set(line, changes)
  return changes
}
