import { column, described, is, lineInWords, objects, type Line, type Matcher } from 'kubelab-conformance/lab'
import { describePod } from './lines.ts'

const web = objects('Pod').labelled({ app: 'nginx' })
const podsOf = (image: string) => web.having('spec.containers.0.image', is(image))
const isToldToStop = ({ metadata }: { metadata: { deletionTimestamp?: unknown } }) =>
  metadata.deletionTimestamp !== undefined

/** What a ReplicaSet counts. */
export const wanted = web.staying.count
export const ready = web.staying.being('Ready').count
export const left = web.count
export const readyOf = (image: string) => podsOf(image).staying.being('Ready').count
export const madeOf = (image: string) => podsOf(image).made
export const leftOf = (image: string) => podsOf(image).count
export const toldToStopOf = (image: string) => podsOf(image).that('ever told to stop', isToldToStop).made

export const twoReady = ready.map('two Pods are ready', (count) => count >= 2)
export const fourReady = ready.map('four Pods are ready', (count) => count >= 4)
/** There were some before. */
export const noneLeft = web.made.with(left).map('no Pod is left', ([made, there]) => made > 0 && there === 0)
export const twoOfEach = podsOf('nginx:1.14.2')
  .staying.count.with(podsOf('nginx:1.16.1').staying.count)
  .map('two Pods of each image are to stay', ([old, newer]) => old === 2 && newer === 2)

const owner = 'metadata.ownerReferences.0'
/** The kind and the name of what owns each Pod that is there. */
export const owners = web
  .each(`${owner}.kind`)
  .with(web.each(`${owner}.name`))
  .map('kind and name of what owns each Pod', ([kinds, names]) =>
    kinds.length === 0 ? undefined : kinds.map((kind, place) => `${String(kind)} ${String(names[place])}`),
  )
const namesWithoutEnd = (names: readonly string[]) => names.map((name) => name.replace(/-[a-z\d]{5}$/, ''))
/** Each Pod's name is that of its owner and five signs. */
export const namesFollowOwners = web.names
  .with(web.each(`${owner}.name`))
  .map("each Pod's name is that of what owns it, and five signs", ([names, owned]) =>
    names.length === 0
      ? undefined
      : namesWithoutEnd(names).every((name, place) => name === owned[place] && name !== names[place]),
  )

/** The names in a table without what tells the Pods of one ReplicaSet apart. */
export const setsListed = (line: Line) =>
  column(line, 'NAME').map(`the names in ${lineInWords(line)} without their last part`, namesWithoutEnd)
/** How many ReplicaSets the listed Pods are of. */
export const setsCounted = (line: Line) =>
  setsListed(line).map(
    `the number of names in ${lineInWords(line)} without their last part`,
    (names) => new Set(names).size,
  )
/** How many names of ReplicaSets two tables have in common. */
export const setsInCommon = (one: Line, other: Line) =>
  setsListed(one)
    .with(setsListed(other))
    .map(
      `how many names in ${lineInWords(one)} begin as one in ${lineInWords(other)}`,
      ([some, others]) => some.filter((name) => others.includes(name)).length,
    )
export const rowsListed = (line: Line) =>
  column(line, 'STATUS')
    .with(column(line, 'READY').with(column(line, 'RESTARTS')))
    .map(`STATUS, READY and RESTARTS of each row of ${lineInWords(line)}`, ([statuses, [counts, restarts]]) =>
      statuses.map((status, row) => `${status} ${counts[row]} ${restarts[row]?.split(' ')[0]}`),
    )
/** So many of them, whatever they are. */
export const amountTo = (count: number): Matcher<unknown[]> => ({
  says: `${count} of them`,
  test: ({ length }) => length === count,
})

/** The events that a description ends with: what stands under their heading. */
export const eventsDescribed = (line: Line) =>
  described(line, 'Events').map(`the events in ${lineInWords(line)}`, (lines) => lines.slice(2))
/** What the last two events in the details of the Pod say. */
export const lastEventsDescribed = eventsDescribed(describePod).map(
  'reason and message of the last two events in the details',
  (lines) => lines.slice(-2).map((line) => line.replace(/^\S+ +(\S+) +.*? +kubelet +/, '$1 ')),
)
/** What a description has of the template of the Pods, from its volumes on. */
export const lastOfTemplate = (line: Line) =>
  described(line, 'Pod Template').map(`the end of the template in ${lineInWords(line)}`, (lines) =>
    lines
      .slice(lines.findIndex((text) => text.startsWith('Volumes:')))
      .map((text) => text.replace(/ +/, ' ')),
  )
/** A table has the Pods that are there, and no others. */
export const listsThePods = (line: Line) =>
  column(line, 'NAME')
    .with(web.names)
    .map(
      `the Pods that are there stand in ${lineInWords(line)}`,
      ([listed, there]) => listed.toSorted().join() === there.toSorted().join(),
    )
