import type { Remedy } from '../lab/drift.ts'
import type { KnownRun } from './cluster.ts'
import { withEdits, type Edit } from './edit.ts'
import { editsTo, linesToPrint } from './edits.ts'
import type { KnownLine } from './known-line.ts'
import { compared } from './match.ts'
import { Passage } from '../text/passage.ts'
import { proofread } from './proofread.ts'
import type { Proofreading, Shown } from './proofreading.ts'
import { claimsFor } from './recorded-for.ts'
import { plainly, typedAs } from './typed-line.ts'

/** How often a text is corrected: one correction may uncover what the next is for. */
const rounds = 6

/** A text with what the cluster types and shows in place of what is stale; all that varies stays as it was printed. */
export function corrected(first: Proofreading): Proofreading {
  let proof = first
  for (let round = 0; round < rounds; round += 1) {
    const text = withEdits(
      proof.text.text,
      proof.parts.flatMap((part) => (part.type === 'shown' ? editsOf(part, proof) : [])),
    )
    if (text === proof.text.text) break
    proof = proofread(proof.name, text, proof.cluster)
  }
  return proof
}

function editsOf(shown: Shown, { text, cluster }: Proofreading): Edit[] {
  const { printed, wanted, findings } = shown
  const commands = toType(shown, cluster)
  const typed = commands && typedInstead(shown, commands, text.text, cluster)
  if (typed) return [typed]
  if (!printed || !wanted || findings.length === 0) return []
  const edits = editsTo(
    { source: text.text, printed },
    wanted,
    findings.map(({ difference }) => difference),
  )
  return edits.map((edit) => ({ ...edit, text: withUidOf(edit.text, shown) }))
}

const uids = /\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/g

/** What is put in has the uid that the text prints, where both print only one. */
function withUidOf(text: string, { excerpt, clusterSaid }: Shown): string {
  const [own, shown] = [excerpt.printed.text, clusterSaid].map((all) => [...new Set(all.match(uids))])
  const [uid] = own ?? []
  return uid !== undefined && own?.length === 1 && shown?.length === 1 ? text.replaceAll(uids, uid) : text
}

/** The lines that a remedy says to type, where the run has all of them. */
function toType(
  { owners, findings, standing, line }: Shown,
  { run, lines }: KnownRun,
): KnownLine[] | undefined {
  // What is typed instead already stays.
  if (standing === 'file' || line?.command.because === 'instead') return undefined
  const ids = new Set([...owners, ...findings.flatMap(({ owner }) => claimsFor(owner, run.judged))])
  const remedies = run.judged.flatMap(({ id, drifts = [] }): Remedy[] =>
    ids.has(id) ? drifts.map(({ remedy }) => remedy) : [],
  )
  for (const { type = [] } of remedies) {
    const known = type.map((text) => {
      const typed = typedAs(plainly(Passage.of(text)).text)
      const alike = lines.filter((one) => one.typed === typed)
      return alike.find(({ command }) => command.because === 'instead') ?? alike[0]
    })
    if (known.length > 0 && known.every((one) => one !== undefined)) return known
  }
  return undefined
}

function typedInstead(
  { excerpt }: Shown,
  lines: readonly KnownLine[],
  source: string,
  cluster: KnownRun,
): Edit | undefined {
  const { typed, printed, prompt } = excerpt
  const span = typed.span
  if (!span) return undefined
  const end = printed.trim().span?.to ?? span.to
  const isFlat =
    !printed.isEmpty &&
    !source.slice(span.from, printed.trim().span?.from).trimEnd().includes('\n') &&
    !/\n/.test(source.slice(span.to, printed.trim().span?.from))
  // What is printed in a box of its own stays there, and is looked at once more.
  const isApart = !printed.isEmpty && source.slice(span.to, printed.trim().span?.from).trim() !== ''
  const start = source.lastIndexOf('\n', span.from - 1) + 1
  const before = source.slice(start, span.from).match(/^[\s>]*/)?.[0] ?? ''
  const gap = isFlat ? ' ' : `\n${before}`
  const address = typed.text.match(/https:\/\/[\w.-]+:\d+/)?.[0]
  const written = lines.map((line, index) => {
    const text = address === undefined ? line.line : line.line.replaceAll('$server', address)
    const isLast = index === lines.length - 1
    const isAsPrinted =
      isLast && !printed.isEmpty && compared(excerpt, line, cluster).differences.length === 0
    const shown = isApart
      ? ''
      : isAsPrinted
        ? source.slice(printed.trim().span?.from, end)
        : linesToPrint(line.printed)
            .map((one) => (isFlat ? one.trim() : one))
            .join(gap)
    return `${index === 0 ? '' : prompt}${text}${shown === '' ? '' : gap}${shown}`
  })
  return { from: span.from, to: isApart ? span.to : end, text: written.join(gap) }
}
