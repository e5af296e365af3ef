import { standings } from '../../proofread/standing.ts'
import type { PlaceOwner } from '../../proofread/claim-of.ts'
import { isRecorded, recordedFor } from '../../proofread/recorded-for.ts'
import type { Finding } from '../../proofread/finding.ts'
import type { Proofreading, Shown } from '../../proofread/proofreading.ts'
import { shownIn, staleIn, summaryOf } from '../../proofread/summary.ts'
import { standingOf } from '../../proofread/standing.ts'
import { counted, sinceWords } from '../words.ts'

/** Characters of a value that are shown. */
const longest = 300

const shortened = (text: string) => (text.length > longest ? `${text.slice(0, longest)} …` : text)

/** What the text prints at a place, and what the cluster shows; undefined where there is nothing. */
export const bothValues = ({ printed, shown }: Finding) =>
  [printed, shown].map((value) => (value === undefined ? undefined : shortened(value)))

/** What can be said of a place, in words: what is missing is no printed place. */
export const findingInWords = (finding: Finding): string => {
  if (finding.kind === 'missing')
    return isRecorded(finding.owner) ? 'missing, as recorded' : 'missing, no claim'
  return finding.kind === 'order' ? `${standingOf(finding)}: another order` : standingOf(finding)
}

/** Changes, or claims that are not true, with since when, in words. */
const ownersInWords = ({ cluster: { run } }: Proofreading, owner: PlaceOwner): string =>
  [...Map.groupBy(recordedFor(owner, run.judged), ({ id }) => id)]
    .map(([id, all]) =>
      [
        id,
        ...new Set(
          all.map(({ recorded }) =>
            recorded.since === 'ever' ? 'never so' : `since ${sinceWords(recorded)}`,
          ),
        ),
      ].join(', '),
    )
    .join('; ')

/** Claims, with since when they are not true where that is so, in words. */
export const claimsInWords = (proof: Proofreading, ids: readonly string[]): string =>
  ids.map((id) => ownersInWords(proof, { type: 'drift', ids: [id] }) || id).join('; ')

/** To whom a stale place belongs, in words. */
export function placeOwnerInWords(proof: Proofreading, { owner }: Finding): string {
  if (owner.type === 'nobody') return 'no claim speaks of it'
  if (isRecorded(owner)) return ownersInWords(proof, owner)
  return `${owner.ids.join(', ')} ${owner.ids.length === 1 ? 'says' : 'say'} what the cluster shows`
}

/** How much of a text could be matched, and what became of it: a sentence each. */
export function summaryInWords(proof: Proofreading): string[] {
  const { typed, matched, places, tally, missing, replaced } = summaryOf(proof)
  const { versions, ill } = proof.cluster.run
  const by = versions.kubectl === versions.server ? '' : ` with kubectl ${versions.kubectl}`
  const counts = standings.flatMap((standing) =>
    tally[standing] > 0 ? [`${tally[standing]} ${standing}`] : [],
  )
  const lacking = missing.recorded + missing.noClaim
  return [
    `${matched} of ${counted(typed, 'typed line')} matched with what a student types on ${versions.server}${by}.`,
    `${counted(places, 'printed place')}${counts.length > 0 ? `: ${counts.join(', ')}` : ''}.`,
    ...(lacking > 0
      ? [
          `${counted(lacking, 'place')} missing that the cluster shows: ${missing.recorded} as recorded, ${missing.noClaim} without a claim.`,
        ]
      : []),
    ...(replaced > 0 ? [`${counted(replaced, 'line')} to type otherwise.`] : []),
    ...(ill === undefined
      ? []
      : [`The machine of that run was not well, which may have made a difference: ${ill}.`]),
  ]
}

/** The number of the line in which a place is. */
export const lineOf = ({ text }: Proofreading, at: number) => text.text.slice(0, at).split('\n').length

/** Where something is shown: the number of its first line. */
export const lineOfShown = (proof: Proofreading, { excerpt }: Shown) =>
  lineOf(proof, (excerpt.typed.span ?? excerpt.printed.trim().span)?.from ?? 0)

/** What is typed, or the file that is shown. */
export const nameOfShown = ({ excerpt }: Shown) =>
  excerpt.plain.text === '' ? (excerpt.shows ?? 'a code box') : excerpt.plain.text

/** A proofreading in the terminal: what could be matched first, then what could not, and each stale place on a line. */
export function proofreadInWords(proof: Proofreading): string {
  const one = (shown: Shown) => `${lineOfShown(proof, shown)}: ${nameOfShown(shown)}`
  return [
    ...summaryInWords(proof),
    ...shownIn(proof)
      .filter(({ standing }) => standing === 'not matched')
      .map((shown) => `? ${one(shown)}: not matched`),
    ...shownIn(proof)
      .filter(({ standing }) => standing === 'replaced')
      .map((shown) => `→ ${one(shown)}: type something else, ${claimsInWords(proof, shown.owners)}`),
    ...[...Map.groupBy(staleIn(proof), sameChange).values()].map((alike) => changeLine(proof, alike)),
  ].join('\n')
}

type Stale = ReturnType<typeof staleIn>[number]

const sameChange = ({ finding: { place, printed, shown, kind } }: Stale) =>
  JSON.stringify([place, printed, shown, kind])

/** Characters of a value that are shown on a line of the terminal. */
const onLine = 60

/** A change on one line, with all the lines of the text at which it is. */
function changeLine(proof: Proofreading, alike: readonly Stale[]): string {
  const [first] = alike
  if (!first) return ''
  const { shown, finding } = first
  const [printed, now] = [finding.printed, finding.shown].map((value) => {
    const text = value?.replaceAll(/\s+/g, ' ') ?? 'nothing'
    return text.length > onLine ? `${text.slice(0, onLine)}…` : text
  })
  const lines = [...new Set(alike.map((one) => lineOfShown(proof, one.shown)))].join(', ')
  const typed = [...new Set(alike.map((one) => nameOfShown(one.shown)))]
  const more = typed.length > 1 ? ` and ${typed.length - 1} more` : ''
  const place = finding.kind === 'other' && shown.printed?.form === 'lines' ? '' : ` ${finding.place}`
  const sign = isRecorded(finding.owner) ? '→' : '✗'
  return `${sign} ${lines}: ${typed[0]}${more}:${place} ${printed} → ${now} (${findingInWords(finding)}; ${placeOwnerInWords(proof, finding)})`
}
