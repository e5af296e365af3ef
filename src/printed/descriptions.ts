import type { PrintedAnswer } from './answers.ts'
import { kindOf, recordOf } from '../trace/kinds.ts'
import { ageInWords } from '../trace/kinds/age.ts'
import type { Expected } from '../trace/kinds/kind-record.ts'
import type { StoredStage } from '../trace/stored-life.ts'
import { askedBy, scopeOf } from './asked.ts'
import { eventPlace, fieldsOf } from './description.ts'
import { fieldsExpected } from './fields.ts'
import type { History } from './history.ts'
import { placesOf, type PrintedPlace } from './printed-place.ts'
import { secondsOfAge } from '../property/time.ts'
import { revisionsIn, selectedAt, whyNotSelected } from './scope.ts'

/** Seconds within which a component tells of what it did. */
const toldWithin = 2

/** So many events of one object are told before a component is silent for a while. */
const many = 20

/** The places of what `kubectl describe` prints of one object; undefined where it prints none. */
export function placesOfDescription(answer: PrintedAnswer, history: History): PrintedPlace[] | undefined {
  const asked = askedBy(answer.line)
  if (asked?.verb !== 'describe' || !/^Name: +\S/.test(answer.stdout)) return undefined
  const scope = scopeOf(asked, answer.namespace)
  const fields = fieldsOf(answer.stdout)
  const found = new Map([...fields, ...orderOfEvents(fields)])
  const { window } = answer
  const isOfOne = answer.stdout.match(/^Name: +\S/gm)?.length === 1
  const unknown = isOfOne ? whyNotSelected(history, answer, asked, scope) : 'not computable'
  if (unknown !== undefined || !window)
    return placesOf(found, [new Map()], () => unknown ?? 'moment not known')
  const [, sign = '+', hours = 0, minutes = 0] =
    answer.stdout.match(/\d\d:\d\d:\d\d ([+-])(\d\d)(\d\d)$/m) ?? []
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1)
  const moments = function* () {
    for (const revision of revisionsIn(history, scope, window.revisions))
      for (let now = window.seconds[0]; now <= window.seconds[1]; now += 1) {
        const [stage] = selectedAt(history, scope, revision)
        const expected = stage ? fieldsExpected(stage.object, { now, offset }) : []
        yield new Map([
          ...expected,
          ...(stage ? eventsExpected(stage, history, now, found) : []),
          ...(found.has(order) ? [[order, oldestFirst] as const] : []),
        ])
      }
  }
  // Of the fields that a description may have, only those that are computed are known.
  return placesOf(found, moments(), (place) => (known.test(place) ? undefined : 'not computable'))
}

/** Events of which it is known what makes them, and their order. */
const known = /^Events (?:\[(?:Created (?:pod:|job) |Job completed\])|order$)/

const order = 'Events order'
const oldestFirst = 'oldest first'

/** How the events of controllers are ordered, by their ages. Source: SortableEvents of kubectl, by the last time of each. */
function orderOfEvents(found: ReadonlyMap<string, string>): [place: string, order: string][] {
  const ages = [...found].flatMap(([place, age]) =>
    known.test(place) && place.endsWith('] Age') ? (secondsOfAge(age.split(' ')[0] ?? '') ?? []) : [],
  )
  const isSo = ages.every((age, place) => age <= (ages[place - 1] ?? Infinity))
  return ages.length < 2 ? [] : [[order, isSo ? oldestFirst : 'otherwise']]
}

/** What controllers tell of an object: what they made of it, and that it is complete. They do so a little later, and may be silent after many. */
function eventsExpected(
  { object }: StoredStage,
  history: History,
  now: number,
  found: ReadonlyMap<string, string>,
): [place: string, Expected][] {
  const controller = `${object.kind.toLowerCase()}-controller`
  const owned = history.lives.filter(({ stages: [first] }) =>
    first?.object.metadata.ownerReferences?.some(({ uid }) => uid === object.metadata.uid),
  )
  const told = recordOf(kindOf(object))?.events?.(object, owned) ?? []
  return told.flatMap(({ message, reason, at }) => {
    const isTold = found.has(eventPlace(message, 'Message'))
    if (at > now || (!isTold && (now - at <= toldWithin || owned.length > many))) return []
    const ages = [now - at, Math.max(0, now - at - 1)].map(ageInWords)
    return Object.entries({
      Type: 'Normal',
      Reason: reason,
      Age: ages,
      From: controller,
      Message: message,
    }).map(([column, cell]): [string, Expected] => [eventPlace(message, column), cell])
  })
}
