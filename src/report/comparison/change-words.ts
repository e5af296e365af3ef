import type { SeenChange, Comparison } from '../../compare/comparison.ts'
import { unclaimed } from './unclaimed.ts'

/** Characters of a value that are shown. */
const longest = 200

const shortened = (text: string) => (text.length > longest ? `${text.slice(0, longest)} …` : text)

/** What stood there before and after; undefined where there was nothing. */
export const shownValues = ({ values }: SeenChange) =>
  values.map((value) => (value === null ? undefined : shortened(value)))

/** Where a change was seen: `single; cron, after the first`. */
export const seenInWords = ({ seenIn }: SeenChange) =>
  seenIn
    .map(({ scenario, run }) =>
      run === undefined
        ? scenario
        : `${scenario}, ${run.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}`,
    )
    .join('; ')

/** A change on one line. */
export function changeInWords(change: SeenChange): string {
  const [before, now] = shownValues(change).map((value) => value?.replaceAll(/\s+/g, ' ') ?? 'nothing')
  return `${change.of}: ${change.place} (${seenInWords(change)}): ${before} → ${now}`
}

/** To whom a change belongs; nothing where it belongs to nobody. */
export function ownerInWords({ owner }: SeenChange): string | undefined {
  if (owner.type === 'nobody') return undefined
  if (owner.type === 'accepted') return owner.because
  const some = owner.type === 'change' ? owner.changes : owner.claims
  return some
    .map(({ id, since, axis }) =>
      since === undefined ? id : `${id}, since ${axis === 'kubectl' ? 'kubectl ' : ''}${since}`,
    )
    .join('; ')
}

/** The two runs in words: their versions, and kubectl's where it is another. */
export const versionsInWords = ({ versions }: Comparison): [string, string] => {
  const [one, other] = versions.map(({ server, kubectl }) =>
    kubectl === server ? server : `${server} with kubectl ${kubectl}`,
  )
  return [one ?? '', other ?? '']
}

/** Why an unclaimed change may be none, where that is so. */
export const doubtInWords = (comparison: Comparison): string[] =>
  comparison.doubt !== undefined && unclaimed(comparison).length > 0
    ? [`! a change may be due to the machine, which was not well: ${comparison.doubt}`]
    : []

/** The owners a change can have, those first that somebody must look at, with what they mean. */
export const owners = {
  nobody: { heading: 'Unclaimed', means: 'No claim looks at these, and nobody has accepted them.' },
  change: { heading: 'Known changes', means: 'It is recorded since when this is printed.' },
  drift: { heading: 'Drifts', means: 'A claim records them, with since when.' },
  claim: { heading: 'Allowed for', means: 'A claim looks at these places.' },
  accepted: { heading: 'Accepted', means: 'They say nothing about the lab.' },
} as const satisfies Record<SeenChange['owner']['type'], unknown>

/** Changes by what was typed, or whose lives they are, and by their owner. */
export const bySubject = (changes: readonly SeenChange[]) =>
  [...Map.groupBy(changes, (change) => JSON.stringify([change.of, ownerInWords(change)])).values()].flatMap(
    (own) => {
      const [first] = own
      return first ? [{ of: first.of, owner: ownerInWords(first), own }] : []
    },
  )
