import type { OfChange } from '../lab/claims-of-change.ts'
import type { Session, TypedLine } from '../session/session.ts'
import type { Typing } from '../typing/typing.ts'
import { contentAt } from '../compare/content.ts'
import { namesIn } from './compare-printed.ts'
import { placesInOrder, judgedTyped, type Doubt } from './judged-line.ts'
import type { JudgedLine, JudgedPlace, JudgedText } from './judged-text.ts'
import { pathKey } from './path-key.ts'

/**
 * Judges each printed place of a text by what came back when it was typed, by the lives of the objects, and by known changes.
 * @param name of the text, for people
 * @param typings of the session: one or two of each version, the oldest version first. Places are judged by the last version;
 * of the others it is said between which two a place became otherwise.
 * @param ofChange what a lab says of a known change, by its id
 */
export function judgedText(
  name: string,
  session: Session,
  typings: readonly Typing[],
  ofChange: (id: string) => OfChange = () => ({ claims: [] }),
): JudgedText {
  const byVersion = [...Map.groupBy(typings, ({ server, kubectl }) => `${server} ${kubectl}`).values()]
  const lines = session.parts.flatMap((part): JudgedLine[] => {
    if (part.type !== 'typed') return []
    const doubt = borrowedBy(session, part, typings) ?? doubtIn(session, part)
    const judged = byVersion.map((own) => judgedTyped(part, own, doubt))
    const last = judged.at(-1) ?? judgedTyped(part, [])
    const older = judged.slice(0, -1)
    const now = { ...last, places: withNewer(last, older) }
    const places = now.places.map((place) => withSince(place, [...older, now], byVersion))
    return [withLab({ ...now, places }, ofChange)]
  })
  const versions = byVersion.flatMap(([one]) => (one ? [{ server: one.server, kubectl: one.kubectl }] : []))
  return { name, session, versions, lines }
}

/** With what a lab says of the changes that were found. */
function withLab(line: JudgedLine, ofChange: (id: string) => OfChange): JudgedLine {
  const places = line.places.map((place) => {
    const claims = [...new Set(place.changes.flatMap(({ id }) => ofChange(id).claims))]
    return claims.length > 0 ? { ...place, claims } : place
  })
  const told = places.flatMap(({ changes }) =>
    changes.flatMap((change) => {
      const { remedy } = ofChange(change.id)
      return remedy ? [{ ...change, remedy }] : []
    }),
  )
  const retype = [...new Map([...told, ...line.retype].map((one) => [one.id, one])).values()]
  return { ...line, places, retype }
}

/** A file that the text names and never shows is somebody else's. */
function borrowedBy({ parts }: Session, { line }: TypedLine, typings: readonly Typing[]): Doubt | undefined {
  const shown = new Set(parts.flatMap((part) => (part.type === 'file' ? [part.name] : [])))
  const words = line.split(/[\s=]+/)
  const borrowed = typings.flatMap(({ filesMissing }) => [...filesMissing])
  const [name, from] = borrowed.find(([file]) => !shown.has(file) && words.includes(file)) ?? []
  return name === undefined
    ? undefined
    : {
        reason: `the text does not show ${name}: that of ${from} was typed`,
        butPhase: true,
        isBorrowed: true,
      }
}

/** A file that was changed in a way that nobody sees makes other objects. */
function doubtIn({ parts }: Session, line: TypedLine): Doubt | undefined {
  const edited = new Set<string>()
  let used: string | undefined
  for (const part of parts) {
    if (part.type === 'prose' && part.edits !== undefined) edited.add(part.edits)
    if (part.type === 'file' && !part.isPart) edited.delete(part.name)
    if (part.type === 'typed')
      used = [...edited].find((name) => part.line.split(/[\s=]+/).some((word) => word.endsWith(name))) ?? used
    if (part === line) break
  }
  return used === undefined
    ? undefined
    : { reason: `${used} is changed in a way that the text does not show`, butPhase: true }
}

const stale = new Set<JudgedPlace['standing']>(['changed', 'missing', 'not printed any more'])

/** With what an older version that was typed lacks like the text, which has all that is around it there. */
function withNewer(
  { places, printed, shown, lacks = [] }: JudgedLine,
  older: readonly JudgedLine[],
): JudgedPlace[] {
  const missing = lacks.filter(
    ({ path }) => path[0] !== 'Events' && older.some((line) => isLackedBy(line, path)),
  )
  const [own, now] = [printed?.content, shown?.content]
  const isHeader = ({ path, standing }: JudgedPlace) => path[0] === 'columns' && standing === 'as printed'
  const isNewHeader =
    own?.type === 'table' &&
    now?.type === 'table' &&
    own.columns.every((column) => now.columns.includes(column)) &&
    own.columns.length < now.columns.length &&
    older.some(
      (line) =>
        line.shown?.content.type === 'table' && line.shown.content.columns.join() === own.columns.join(),
    )
  return placesInOrder([
    ...places.map((place) =>
      isNewHeader && isHeader(place)
        ? { ...place, standing: 'changed' as const, shown: now.columns.join(', ') }
        : place,
    ),
    ...missing.map((one) => ({ ...one, standing: 'missing' as const, printed: undefined, changes: [] })),
  ])
}

/** Whether an answer has nothing at a place, and a text all that the answer has beside it. */
function isLackedBy({ printed, shown }: JudgedLine, path: readonly string[]): boolean {
  if (!printed || !shown || shown.form === 'table') return false
  const beside = path.slice(0, -1)
  const [own, theirs] = [printed, shown].map(({ content }) => namesIn(contentAt(content, beside)))
  return (
    theirs !== undefined &&
    theirs.length > 0 &&
    !theirs.includes(path.at(-1) ?? '') &&
    theirs.every((name) => own?.includes(name))
  )
}

/** With the versions between which it became otherwise. */
function withSince(
  place: JudgedPlace,
  judged: readonly JudgedLine[],
  byVersion: readonly (readonly Typing[])[],
): JudgedPlace {
  if (judged.length < 2 || !stale.has(place.standing)) return place
  const isSo = judged.map((line) => isAsPrintedAt(place, line))
  const by = isSo.findLastIndex(Boolean) + 1
  const nameOf = (index: number) => byVersion[index]?.[0]?.server
  return { ...place, since: { after: nameOf(by - 1), by: nameOf(by) ?? '' } }
}

function isAsPrintedAt({ path, standing }: JudgedPlace, { places, shown }: JudgedLine): boolean {
  if (!shown) return false
  const found = places.find((one) => pathKey(one.path) === pathKey(path))
  return found ? found.standing === 'as printed' : standing === 'missing'
}
