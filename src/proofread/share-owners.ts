import type { PlaceOwner } from './claim-of.ts'
import type { Finding } from './finding.ts'
import { isRecorded } from './recorded-for.ts'
import type { Shown } from './proofreading.ts'
import { tallied } from './standing.ts'

/** What a change owns in one print is its own in the others: the same place, changed in the same way. */
export function shareOwners(shown: readonly Shown[]): Shown[] {
  const owners = new Map<string, PlaceOwner>()
  for (const one of shown)
    for (const found of one.findings)
      if (found.owner.type === 'drift')
        for (const key of alike(found, one)) if (!owners.has(key)) owners.set(key, found.owner)
  return shown.map((one) => {
    const findings = one.findings.map((found) => {
      if (isRecorded(found.owner)) return found
      const owner = alike(found, one).flatMap((key) => owners.get(key) ?? [])[0]
      return owner ? { ...found, owner } : found
    })
    const counted = one.standing === 'replaced' ? undefined : one.printed
    return { ...one, findings, ...(counted && { tally: tallied(counted, findings) }) }
  })
}

function alike({ kind, place, printed, shown, difference }: Finding, { line }: Shown): string[] {
  const isRow = difference.path[0] === 'rows'
  const digits = [printed, shown].map((text) => text?.match(/^([\w-]+-)(\d{6,})/))
  return [
    JSON.stringify([kind, place, printed, shown]),
    // Rows of one table go together.
    ...(isRow ? [JSON.stringify([kind, 'rows', line?.command.number])] : []),
    ...(digits[0] && digits[1]
      ? [JSON.stringify([digits[0][1], digits[0][2]?.length, digits[1][2]?.length])]
      : []),
  ]
}
