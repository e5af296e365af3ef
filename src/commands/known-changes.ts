import { sinceOf } from '../changes/change.ts'
import { allChanges } from '../changes/changes.ts'
import { isPrintedBy } from '../changes/is-printed-by.ts'
import { printingsOf } from '../changes/printing.ts'
import { UsageError } from '../errors.ts'
import { claimsOfChange } from '../lab/claims-of-change.ts'
import type { Lab } from '../lab/lab.ts'
import { placeInWords, printerInWords, sinceInWords } from '../report/known-change-words.ts'
import { compareMinors } from '../report/version-order.ts'

/** Which changes are wanted: those of some minor versions (`1.30`), and of what a line prints. */
interface Wanted {
  since?: string | undefined
  until?: string | undefined
  in?: string | undefined
}

/**
 * Prints the known changes that a student of some versions sees, oldest first.
 * @param lab whose claims must have drifted by them, where that matters
 * @returns 0
 * @throws UsageError where a version or a line is none
 */
export function knownChanges({ since, until, in: line }: Wanted, lab?: Lab): 0 {
  const [from, to] = [minorOption('--since', since), minorOption('--until', until)]
  const printings = line === undefined ? undefined : printingsIn(line)
  const all = allChanges()
  const ofLab = lab && claimsOfChange(lab)
  const wanted = all.filter((change) => {
    const first = sinceOf(change)
    return (
      (ofLab === undefined || ofLab(change.id).claims.length > 0) &&
      (from === undefined || compareMinors(from, first) <= 0) &&
      (to === undefined || compareMinors(first, to) <= 0) &&
      (printings === undefined || printings.some((printing) => isPrintedBy(change, printing)))
    )
  })
  for (const change of wanted.toSorted((a, b) => compareMinors(sinceOf(a), sinceOf(b)))) {
    const place = [printerInWords(change), placeInWords(change)].filter(Boolean).join(': ')
    console.log(
      `${sinceInWords(change)} ${change.axis}, ${place}: ${change.says} (${change.severity}, ${change.id})`,
    )
  }
  const shown = wanted.filter(({ proof }) => proof === 'runs').length
  console.log(
    `${wanted.length} of ${all.length} known changes; recorded runs show both sides of ${shown} of them.`,
  )
  return 0
}

function minorOption(name: string, version: string | undefined): string | undefined {
  const minor = version?.match(/^v?(1\.\d+)(?:\.\d+)?$/)?.[1]
  if (version !== undefined && minor === undefined)
    throw new UsageError(`${name}: expected a minor version, as 1.30, found ${version}. Name one.`)
  return minor
}

/** What prints, of a line that may leave kubectl out: `get jobs`. */
function printingsIn(line: string) {
  const own = printingsOf(line)
  const found = own.length > 0 ? own : printingsOf(`kubectl ${line}`)
  if (found.length === 0)
    throw new UsageError(
      `--in: expected a line with kubectl or curl whose answer is printed, as "get jobs", found ${line}. Name one.`,
    )
  return found
}
