import { comparePrinted } from '../proofread/compare-printed.ts'
import type { JudgedLine, JudgedPlace } from '../proofread/judged-text.ts'
import { knownPrint } from '../proofread/known-print.ts'
import { leavesOf } from '../proofread/leaves.ts'
import { pathKey } from '../proofread/path-key.ts'
import type { Printed } from '../proofread/printed.ts'
import { readText } from '../proofread/reading.ts'
import { withNamesOf } from '../proofread/same-names.ts'
import { isSameApart } from '../proofread/varies.ts'
import { Passage } from '../text/passage.ts'

/**
 * Whether what a text prints of a line reads as before when it is edited, but for the places that are: nothing else is gone or
 * new, nothing more is stale, and what was JSON is JSON.
 * @param edited places
 * @param before what is printed, as plain lines
 */
export function isRestKept(
  { typed, answer, printed, shown }: JudgedLine,
  edited: readonly JudgedPlace[],
  before: string,
  after: string,
): boolean {
  if (!printed || (isJson(before) && !isJson(after))) return false
  const read = readText(typed.line, Passage.at(after, 0), answer === undefined ? [] : [knownPrint(answer)])
  const now = shown ? withNamesOf(read, shown) : read
  const [old, values] = [valuesIn(printed), valuesIn(now)]
  const own = [...printed.spans].flatMap(([key, { from, to }]) =>
    edited.some(({ span }) => span && from >= span.from && to <= span.to && span.to > span.from) ? [key] : [],
  )
  const paths = [...own, ...edited.flatMap((place) => [place.path, ...columnsGone(place)].map(pathKey))]
  const isEdited = (key: string) =>
    paths.some((path) => key === path || path === '[]' || key.startsWith(`${path.slice(0, -1)},`))
  const isMade = edited.every(({ path, standing }) => {
    const value = old.get(pathKey(path))
    return standing !== 'changed' || value === undefined || value !== values.get(pathKey(path))
  })
  const areThere = [...old].every(([key, value]) => isEdited(key) || values.get(key) === value)
  return isMade && areThere && isNothingNew(printed, now, shown, edited)
}

/** Whether no place differs from what the cluster has printed that did not before; where it has not, whether there are not more new ones than edits. */
function isNothingNew(
  before: Printed,
  after: Printed,
  shown: Printed | undefined,
  edited: readonly JudgedPlace[],
): boolean {
  if (shown) {
    const [old, now] = [before, after].map(
      (printed) =>
        new Set(
          comparePrinted(printed, shown)
            .filter(({ values: [own = '', theirs = ''] }) => !isSameApart(own, theirs))
            .map(({ path }) => pathKey(path)),
        ),
    )
    const isNewCell = (key: string) =>
      edited.some(({ path }) => path[0] === 'columns') && /^\["[A-Z]/.test(key)
    return [...(now ?? [])].every((key) => old?.has(key) || isNewCell(key))
  }
  const old = valuesIn(before)
  const isTable = after.content.type === 'table'
  return isTable || [...valuesIn(after).keys()].filter((key) => !old.has(key)).length <= edited.length
}

const valuesIn = (printed: Printed) =>
  new Map(leavesOf(printed).map(({ path, value }) => [pathKey(path), value]))

/** The columns that are taken away with a header. */
const columnsGone = ({ path, printed, shown }: JudgedPlace): string[][] =>
  path[0] === 'columns'
    ? (printed ?? '')
        .split(', ')
        .filter((column) => !(shown ?? '').split(', ').includes(column))
        .map((column) => [column])
    : []

const isJson = (text: string) => /^\s*[{[]/.test(text) && knownPrint(text).document() !== undefined
