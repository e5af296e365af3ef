import { contentAt, type Content } from '../compare/content.ts'
import type { Change } from '../changes/change.ts'
import { changesAt } from '../changes/changes-at.ts'
import { changesOfLine } from '../changes/changes-of-line.ts'
import { hasHappened, type Versions } from '../changes/has-happened.ts'
import { fits } from '../changes/pattern.ts'
import { printingsOf } from '../changes/printing.ts'
import type { TypedLine } from '../session/session.ts'
import { around } from '../text/passage.ts'
import { suggestedBy } from '../typing/suggested.ts'
import type { Typing } from '../typing/typing.ts'
import { afterWarnings } from './after-warnings.ts'
import { changesIn } from './changes-in.ts'
import { comparePrinted, namesIn, type PrintedDifference } from './compare-printed.ts'
import type { JudgedLine, JudgedPlace } from './judged-text.ts'
import { leavesOf, valueAtPath } from './leaves.ts'
import { isSoAt, isWithin, momentsOf, type AnswerBeside } from './moments.ts'
import type { Printed } from './printed.ts'
import { isDue, ownTime } from './own-time.ts'
import { pathKey } from './path-key.ts'
import { isRefusal, passageOf, readText } from './reading.ts'
import { isBeyondLife, isOnItsWay, momentsInLife, wasInColumn, wasInLife } from './row-lives.ts'
import { isSameApart } from './varies.ts'

/** Why nothing can be said of the values that a text prints of a line. */
export interface Doubt {
  /** Nothing is said of what differs. */
  reason: string
  /** What tells how far an object has come does not depend on its file. */
  butPhase: boolean
  /** Its file is not the text's own: that it is refused says nothing of the text. */
  isBorrowed?: boolean
}

/**
 * Judges what a text prints of a line by what came back from it.
 * @param typings of one version
 * @param doubt why a difference that no known change explains says nothing
 */
export function judgedTyped(typed: TypedLine, typings: readonly Typing[], doubt?: Doubt): JudgedLine {
  const passage = passageOf(typed)
  const [typing] = typings
  const versions = typing && { server: typing.server, kubectl: typing.kubectl }
  const blocked = typings
    .map(({ lines }) => lines.get(typed.number)?.blocked)
    .find((one) => one !== undefined)
  const line = {
    typed,
    retype: retypedBy(typed.line, versions),
    ...(blocked !== undefined && { blocked }),
  }
  const all = answersOf(typings, typed)
  const answer = all.flat().at(-1)
  if (passage.isEmpty) return { ...line, answer, printed: undefined, shown: undefined, places: [] }
  const isRefused = isRefusal(passage.text)
  const comparable = all.map((own) => own.filter((one) => isRefused || !isRefusal(one)))
  const moments = momentsOf(typed.line, passage, comparable)
  const [best] = moments
  if (!best) {
    const printed = readText(typed.line, passage, [])
    const [own, reason] = doubt?.isBorrowed === true ? [undefined, doubt.reason] : [answer, reasonOf(answer)]
    const places = ofFragment(typed, printed, versions, own, blocked ?? reason)
    return { ...line, answer, printed, shown: undefined, places }
  }
  const why = blocked === undefined ? (doubt ?? imageOf(typed)) : { reason: blocked, butPhase: false }
  const places = ofMoments(best, { line: typed.line, moments, typings, versions, doubt: why })
  return {
    ...line,
    answer: best.answer,
    printed: best.printed,
    shown: best.shown,
    places,
    lacks: (why ? [] : best.differences)
      .filter(
        ({ kind, path }) =>
          kind === 'missing' && !places.some((place) => pathKey(place.path) === pathKey(path)),
      )
      .map(({ path, span, values }) => ({ path, span, shown: values[1] })),
  }
}

/** Whether an answer has all that a text prints of a line: what is another on each cluster, and what known changes explain, apart. */
export function isAsPrinted(typed: TypedLine, answer: string): boolean {
  const passage = passageOf(typed)
  if (passage.isEmpty) return true
  if (isRefusal(answer) && !isRefusal(passage.text)) return false
  const moments = momentsOf(typed.line, passage, [[answer]])
  const [best] = moments
  if (!best) return false
  return ofMoments(best, {
    line: typed.line,
    moments,
    typings: [],
    versions: undefined,
    doubt: undefined,
  }).every(
    ({ standing, changes }) => standing === 'as printed' || standing === 'missing' || changes.length > 0,
  )
}

/** With the names that the text has. */
const answersOf = (typings: readonly Typing[], { number }: TypedLine): string[][] =>
  typings.map(({ lines, names }) => {
    const own = [...names].filter(([name, ours]) => name !== ours && ours !== '')
    return (lines.get(number)?.answers ?? []).map(({ printed }) =>
      own.reduce(
        (text, [name, ours]) =>
          text.replaceAll(new RegExp(String.raw`(?<![\w-])${RegExp.escape(ours)}(?![\w-])`, 'g'), () => name),
        printed,
      ),
    )
  })

interface Context {
  line: string
  moments: readonly AnswerBeside[]
  typings: readonly Typing[]
  versions: Versions | undefined
  doubt: Doubt | undefined
}

/** What is printed by a program in a container is its image's. */
export function imageOf({ line, into }: TypedLine): Doubt | undefined {
  const isInside =
    into !== 'shell' ||
    printingsOf(line).some(({ verb }) => /^(?:logs|exec|attach|run|debug)$/.test(verb ?? ''))
  // What is mounted there is the cluster's.
  return isInside && !line.includes('/var/run/secrets/') ? ofImage : undefined
}

const ofImage: Doubt = { reason: 'what a container prints differs with its image', butPhase: false }

function ofMoments(best: AnswerBeside, context: Context): JudgedPlace[] {
  const { printed, shown } = best
  const [warned, ...others] = warningsBeside(best, context.moments)
  const warnings = warned ? ofMoments(warned, { ...context, moments: [warned, ...others] }) : []
  const stale = [
    ...best.differences
      .filter(({ kind }) => kind !== 'missing')
      .flatMap((one) => judgedDifference(one, best, context)),
    ...missingOf(best, context),
  ]
  const covering = stale.map(({ path }) => path)
  const fine = leavesOf(printed).flatMap(({ path, value, span }): JudgedPlace[] =>
    covering.some((other) => isCovered(path, other))
      ? []
      : [
          {
            standing: 'as printed',
            path,
            span,
            printed: value,
            shown: valueAtPath(shown.content, path),
            changes: [],
          },
        ],
  )
  return placesInOrder([...warnings, ...stale, ...fine, ...unreadOf(printed)])
}

/** The warnings in front of what was printed, as answers of their own. */
const warningsBeside = (best: AnswerBeside, moments: readonly AnswerBeside[]): AnswerBeside[] =>
  [best, ...moments].flatMap(({ answer, printed, shown }) => {
    if (!printed.warnings || !shown.warnings) return []
    const all = around([...printed.spans.values()])
    const begin = all && { from: all.from, to: all.from }
    const differences = comparePrinted(printed.warnings, shown.warnings)
      .filter(({ values: [own = '', theirs = ''] }) => !isSameApart(own, theirs))
      .map((one) => ({ ...one, span: one.span ?? begin }))
    return [{ answer, printed: printed.warnings, shown: shown.warnings, differences }]
  })

/** A row, and a part of a document, cover what is in them. */
const isCovered = (path: readonly string[], other: readonly string[]) =>
  isWithin(path, other) ? other.length > 0 : other[0] === 'rows' && other[1] === path[1] && path.length === 2

export const placesInOrder = (places: readonly JudgedPlace[]) =>
  places.toSorted((one, other) => (one.span?.from ?? 0) - (other.span?.from ?? 0))

const unreadOf = ({ unread = [] }: Printed): JudgedPlace[] =>
  unread
    .filter((one) => !one.isEmpty)
    .map((one) => ({
      standing: 'not read',
      path: [],
      span: one.span,
      printed: one.text,
      shown: undefined,
      changes: [],
      reason: 'it can not be told where in the answer it stands',
    }))

function judgedDifference(
  difference: PrintedDifference,
  best: AnswerBeside,
  context: Context,
): JudgedPlace[] {
  const { path, values, kind, span } = difference
  const place = { path, span, printed: values[0], shown: values[1] }
  if (path.at(-1) === 'columns' && best.printed.form === 'table') return ofColumns(difference, best, context)
  const isRowGone = kind === 'not shown' && path[0] === 'rows' && best.printed.form === 'table'
  // What changes a cell does not take the row away.
  const changes = changesFor(difference, best, context).filter(
    (change) => !isRowGone || 'row' in change.place,
  )
  if (changes.length > 0)
    return [{ ...place, standing: kind === 'not shown' ? 'not printed any more' : 'changed', changes }]
  const when = anotherMoment(path, best, context)
  if (when !== undefined) return [{ ...place, standing: 'as printed', changes: [], reason: when }]
  // What nothing stands beside may be as before a change nevertheless.
  const told = kind === 'not shown' ? toldIn(path, best, context) : []
  if (told.length > 0) return told
  if (isRowGone) {
    const name = nameOf(path[1])
    return [{ ...place, standing: 'blocked', changes: [], reason: `nothing in the text makes ${name}` }]
  }
  const passing = passingBy(difference, best, context)
  if (passing !== undefined) return [{ ...place, standing: 'blocked', changes: [], reason: passing }]
  const { doubt } = context
  if (doubt && !(doubt.butPhase && isPhase(path) && !wasInLife(path, values[0] ?? '', context.typings)))
    return [{ ...place, standing: 'blocked', changes: [], reason: doubt.reason }]
  return [{ ...place, standing: kind === 'not shown' ? 'not printed any more' : 'changed', changes: [] }]
}

/** What known changes alone tell of a place, and of what is in it. */
function toldIn(
  path: readonly string[],
  { printed }: AnswerBeside,
  { line, versions }: Context,
): JudgedPlace[] {
  const known = versions ? changesIn(line, printed, versions) : []
  return known.filter(
    (one) => one.standing !== 'as printed' && one.standing !== 'missing' && isCovered(one.path, path),
  )
}

const nameOf = (name = '') => name.replace(/^\[(.*)\]$/, '$1')

const isPhase = (path: readonly string[]) =>
  /^(?:STATUS|PHASE|Status|phase)$/.test(
    path.length === 2 && path[1]?.startsWith('[') ? (path[0] ?? '') : (path.at(-1) ?? ''),
  )

const changesFor = (
  { path, values }: Pick<PrintedDifference, 'path' | 'values'>,
  { printed, shown }: AnswerBeside,
  { line, versions }: Context,
): Change[] => {
  const beside = [printed, shown].map(({ content }) => linesBeside(content, path)) as [string[], string[]]
  return changesAt(line, { path: ['stdout', ...path], values, beside }, [undefined, versions])
}

function linesBeside(content: Content, path: readonly string[]): string[] {
  const own = contentAt(content, path)
  const lines = own?.type === 'lines' ? own : contentAt(content, path.slice(0, -1))
  return lines?.type === 'lines' ? [...lines.lines.values()] : []
}

/** In words, when a place was as printed at another moment than the one that is most like the text. */
function anotherMoment(
  path: readonly string[],
  { printed }: AnswerBeside,
  { line, moments, typings }: Context,
): string | undefined {
  const isCell = printed.form === 'table' && path.length === 2
  if (!isCell) {
    if (wasOfMoment(path, printed, typings)) return 'so at another moment'
    // The values of one object are of one moment.
    const parent = printed.form === 'document' ? path.slice(0, -1) : path
    const isSo = (moment: AnswerBeside) =>
      isSoAt(moment, path) &&
      moment.differences.every((one) => one.path.length !== path.length || !isWithin(one.path, parent))
    return moments.some(isSo) ? 'so at another moment' : undefined
  }
  const [, name = ''] = path
  const row = printed.content.type === 'table' ? printed.content.rows.get(name) : undefined
  if (!row) return undefined
  const isWhole = moments.some((moment) => isRowAt(moment, name, row))
  return isWhole || momentsInLife(line, row, typings).length > 0 || isOnItsWay(line, row, typings)
    ? 'so at another moment'
    : undefined
}

/** Whether a field of a description has what a table had in the column of that name: addresses come and go by themselves. */
function wasOfMoment(
  [field = '', line = '']: readonly string[],
  { form, content, spans }: Printed,
  typings: readonly Typing[],
): boolean {
  if (form !== 'description' || spans.size === 0) return false
  const [name] = linesBeside(content, ['Name'])
  const values = linesBeside(content, [field])
  return (
    name !== undefined &&
    line !== '' &&
    values.length === 1 &&
    values.every((one) => (one === '<none>' || addresses.test(one)) && wasInColumn(name, field, one, typings))
  )
}

/** Why nothing can be said of a value that an object has for a while only, and had not while it was looked at. */
function passingBy(
  { path, values: [own = '', theirs = ''] }: PrintedDifference,
  { printed, shown }: AnswerBeside,
  { line, typings }: Context,
): string | undefined {
  const [column = '', name = ''] = path
  const row = printed.content.type === 'table' ? printed.content.rows.get(name) : undefined
  if (row && isBeyondLife(column, line, row, typings))
    return 'the text tells of a later moment than the last at which it was looked at'
  const isEmpty = (text: string) => /^<(?:none|unset)>$/.test(text)
  const arePassing = [own, theirs].every((text) => isEmpty(text) || addresses.test(text) || times.test(text))
  if (printed.form !== 'document' && arePassing && (!addresses.test(own) || portsIn(own) === portsIn(theirs)))
    return 'what it has depends on the moment'
  // Without any events nobody can tell which would have come.
  return path[0] === 'Events' && linesBeside(shown.content, ['Events']).every(isEmpty)
    ? 'none of its events had come when it was looked at'
    : undefined
}

/** Of something that happens again and again: how long ago, or when. */
const times = /^(?:(?:\d+[ydhms])+|\w{3}, \d\d \w{3} \d{4} [\d:]+ [+-]\d{4})$/

const portsIn = (text: string) => [...new Set(text.match(/:\d+/g))].join()

const addresses = /^\d+(?:\.\d+){3}(?::\d+)?(?:,\d+(?:\.\d+){3}(?::\d+)?)*(?: \+ \d+ more\.\.\.)?$/

/** The headers: a column that the text has not may be left out by its author, where no change tells of it. */
function ofColumns(difference: PrintedDifference, best: AnswerBeside, context: Context): JudgedPlace[] {
  const [one, other] = [best.printed.content, best.shown.content]
  if (one.type !== 'table' || other.type !== 'table') return []
  const place = { path: difference.path, span: difference.span, printed: difference.values[0] }
  if (difference.kind === 'order')
    return [{ ...place, standing: 'changed', shown: other.columns.join(', '), changes: [] }]
  const gone = one.columns.filter((column) => !other.columns.includes(column))
  const come = other.columns.filter((column) => !one.columns.includes(column))
  const explained = (column: string, isGone: boolean) => {
    const rest = one.columns.filter((name) => name !== column).join(', ')
    const values = isGone
      ? ([one.columns.join(', '), rest] as const)
      : ([rest, [...one.columns, column].join(', ')] as const)
    return changesFor({ path: ['columns'], values }, best, context)
  }
  const own = ownTime(context.line, best.printed)
  const known = new Map(
    [...gone, ...come].map((column) => {
      const isGone = gone.includes(column)
      const changes = explained(column, isGone)
      return [column, isGone || changes.every((change) => isDue(change, own)) ? changes : []]
    }),
  )
  const isKnown = (column: string) => (known.get(column)?.length ?? 0) > 0
  const missing = come.filter(isKnown)
  const unknown = gone.filter((column) => !isKnown(column))
  if (gone.length + missing.length === 0) return []
  const shown = other.columns
    .filter((column) => one.columns.includes(column) || missing.includes(column))
    .join(', ')
  const changes = [...new Set([...known.values()].flat())]
  if (unknown.length > 0 && context.doubt)
    return [{ ...place, standing: 'blocked', shown, changes, reason: context.doubt.reason }]
  const cells = missing.flatMap((column) =>
    [...one.rows].flatMap(([name, row]): JudgedPlace[] => {
      const cell = cellOf(column, name, row, context)
      if (cell === undefined) return []
      const before = other.columns
        .slice(0, other.columns.indexOf(column))
        .findLast((header) => row.has(header))
      const end = best.printed.spans.get(pathKey([before ?? 'NAME', name]))?.to
      const at = end === undefined ? undefined : { from: end, to: end }
      const path = [column, name]
      return [
        {
          standing: 'missing',
          path,
          span: at,
          printed: undefined,
          shown: cell,
          changes: known.get(column) ?? [],
        },
      ]
    }),
  )
  const standing = missing.length === 0 ? 'not printed any more' : 'changed'
  return [{ ...place, standing, shown, changes }, ...cells]
}

/** What stood in a column that the text has not, when the rest of the row was as the text prints it: at the age that is nearest. */
function cellOf(
  column: string,
  name: string,
  row: ReadonlyMap<string, string>,
  { line, moments, typings }: Context,
): string | undefined {
  const rows = moments.flatMap(({ shown: { content } }) =>
    content.type === 'table' ? (content.rows.get(name) ?? []) : [],
  )
  const isLike = (other: ReadonlyMap<string, string>) =>
    [...row].every(([header, cell]) => !other.has(header) || isSameApart(cell, other.get(header) ?? ''))
  const all = [
    ...rows.filter(isLike).map((other) => ({ cell: other.get(column), age: other.get('AGE') })),
    ...momentsInLife(line, row, typings).map(({ cells }) => ({ cell: cells[column], age: cells['AGE'] })),
  ]
  const own = secondsIn(row.get('AGE'))
  const apart = ({ age }: { age: string | undefined }) => Math.abs(secondsIn(age) - own)
  return all.filter(({ cell }) => cell !== undefined).toSorted((one, other) => apart(one) - apart(other))[0]
    ?.cell
}

const secondsIn = (age = '') => suggestedBy(age, Number.POSITIVE_INFINITY) ?? 0

const isRowAt = (moment: AnswerBeside, name: string, row: ReadonlyMap<string, string>) =>
  [...row.keys()].every(
    (column) =>
      (moment.shown.content.type === 'table' && !moment.shown.content.columns.includes(column)) ||
      isSoAt(moment, [column, name]),
  ) || isRowLike(moment, row)

/** Whether some row of an answer has the same cells, times apart: rows that are named at random have another name in each. */
const isRowLike = ({ shown: { content } }: AnswerBeside, row: ReadonlyMap<string, string>) =>
  content.type === 'table' &&
  [...content.rows.values()].some((other) =>
    [...row].every(
      ([column, cell]) => !content.columns.includes(column) || isSameApart(cell, other.get(column) ?? ''),
    ),
  )

/** What the text lacks, and has not left out: all between its neighbours is there by known changes. */
function missingOf(best: AnswerBeside, context: Context): JudgedPlace[] {
  const own = ownTime(context.line, best.printed)
  // Of an object some keys are often left out, of a description hardly ever.
  const isCut = (changes: readonly Change[]) =>
    best.printed.form === 'document' && !changes.every((change) => isDue(change, own))
  const missing = best.differences
    .filter(({ kind }) => kind === 'missing')
    .map(({ path, values, span }) => {
      const changes = changesFor({ path, values }, best, context)
      return { path, span, shown: values[1], changes: isCut(changes) ? [] : changes }
    })
  return missing.flatMap((one): JudgedPlace[] =>
    one.changes.length > 0 && (context.doubt === ofImage || isMissed(one.path, missing, best))
      ? [{ ...one, standing: 'missing', printed: undefined }]
      : [],
  )
}

interface Missing {
  path: readonly string[]
  changes: readonly Change[]
}

function isMissed(
  path: readonly string[],
  missing: readonly Missing[],
  { printed, shown }: AnswerBeside,
): boolean {
  if (shown.form === 'table') return true
  const parent = path.slice(0, -1)
  const beside = missing.filter((one) => one.path.length === path.length && isWithin(one.path, parent))
  const stateOf = (name: string) => beside.find((one) => one.path.at(-1) === name)
  const isKnown = (name: string) => (stateOf(name)?.changes.length ?? 0) > 0
  const names = namesIn(contentAt(shown.content, parent))
  if (shown.form === 'document') {
    const old = names.filter((name) => !isKnown(name))
    const own = namesIn(contentAt(printed.content, parent))
    return old.filter((name) => own.includes(name)).length * 2 >= old.length
  }
  const isOther = (name: string) => stateOf(name) === undefined
  const at = names.indexOf(path.at(-1) ?? '')
  const from = names.findLastIndex((name, index) => index < at && isOther(name)) + 1
  const end = names.findIndex((name, index) => index > at && isOther(name))
  return names.slice(from, end === -1 ? undefined : end).every((name) => isKnown(name))
}

/** What a text prints that no answer stands beside: known changes alone tell something of it. */
function ofFragment(
  typed: TypedLine,
  printed: Printed,
  versions: Versions | undefined,
  answer: string | undefined,
  reason: string,
): JudgedPlace[] {
  const known = versions ? changesIn(typed.line, printed, versions) : []
  const refusing = versions && answer !== undefined ? refusedBy(typed.line, answer, versions) : []
  const rest = leavesOf(printed).flatMap(({ path, value, span }): JudgedPlace[] => {
    if (known.some((place) => place.standing !== 'missing' && isCovered(path, place.path))) return []
    const place = { path, span, printed: value, shown: undefined }
    return [
      refusing.length > 0
        ? { ...place, standing: 'changed', shown: answer?.trim(), changes: refusing }
        : { ...place, standing: 'blocked', changes: [], reason },
    ]
  })
  const warnings = printed.warnings ? ofFragment(typed, printed.warnings, versions, answer, reason) : []
  return placesInOrder([...warnings, ...known, ...rest, ...unreadOf(printed)])
}

/** Changes since which a line is refused, with what came back. */
const refusedBy = (line: string, answer: string, versions: Versions): Change[] =>
  changesOfLine(line).filter(
    (change) =>
      change.from === null &&
      change.to !== null &&
      'line' in change.place &&
      /\w/.test(change.to.replaceAll(/<[a-z ]+>/g, '')) &&
      !isNothing(change.to) &&
      hasHappened(change, versions) &&
      answer
        .slice(afterWarnings(answer))
        .split('\n')
        .some((one) => fits(change.to ?? '', one)),
  )

/** Whether the cluster says that there is nothing: no refusal. */
const isNothing = (answer: string) => answer.startsWith('No resources found')

/** Why there is nothing to compare with. */
function reasonOf(answer: string | undefined): string {
  if (answer === undefined) return 'it was not typed'
  const first = answer.slice(afterWarnings(answer)).trim().split('\n')[0] ?? ''
  const [, kind, name] = /\(NotFound\): (\S+) "([^"]+)" not found/.exec(first) ?? []
  if (kind !== undefined) return `nothing in the text makes ${kind} ${name}`
  if (isNothing(first)) return 'nothing in the text makes what it prints'
  return first === '' ? 'nothing came back' : `the cluster said: ${first}`
}

/** Known changes that say to type something else. */
function retypedBy(line: string, versions: Versions | undefined): Change[] {
  if (!versions) return []
  const words = line.split(/[\s/"'$()|]+/)
  return changesOfLine(line).filter(
    ({ place, from, to, remedy, ...change }) =>
      remedy.type !== undefined &&
      to === null &&
      from !== null &&
      ('row' in place || ('field' in place && place.field === 'Name')) &&
      hasHappened(change, versions) &&
      words.some((word) => /\w/.test(from.replaceAll(/<[a-z ]+>/g, '')) && fits(from, word)),
  )
}
