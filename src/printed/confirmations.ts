import { inOrder, kindOf, recordOf, type KubernetesObject } from '../trace/kinds.ts'
import type { Expected } from '../trace/kinds/kind-record.ts'
import { stageAt } from '../trace/stored-life.ts'
import { whyNotTold, type PrintedAnswer } from './answers.ts'
import { askedBy, kindOfWord, scopeOf } from './asked.ts'
import type { History } from './history.ts'
import { placesOf, type PrintedPlace } from './printed-place.ts'

/** `job.batch/pi created`, and `job.batch "pi" deleted from default namespace`. */
const confirmation = /^(\w[\w.]*(?:\/\S+| "[^"]+")) (\S.*)$/
const changing = /^(?:create|apply|replace|delete)$/

/**
 * The lines in which kubectl confirms what it did, each by its object; undefined where it has nothing to confirm. What is created was not
 * there before and is there afterwards; what is deleted was there, and is gone or going.
 */
export function placesOfConfirmation(answer: PrintedAnswer, history: History): PrintedPlace[] | undefined {
  const asked = askedBy(answer.line)
  const found = new Map<string, string>()
  for (const line of answer.stdout.split('\n')) {
    const [, subject, what] = line.match(confirmation) ?? []
    if (subject !== undefined && what !== undefined) found.set(subject, what)
  }
  const isAnswered = found.size > 0 || (answer.stdout === '' && answer.code === 0)
  if (!asked || !changing.test(asked.verb) || !isAnswered || asked.words[0] === 'token') return undefined
  const isNamed = asked.verb === 'delete' && asked.words.length > 0
  const scope = scopeOf(asked, answer.namespace)
  const isPlain = !['dry-run', 'output', 'selector'].some((option) => asked.options.has(option))
  const unknown =
    (isNamed && history.kinds.has(scope.kind) ? [scope.kind] : inOrder(history.kinds))
      .map((kind) => whyNotTold(history, answer, kind, scope.namespace))
      .find((why) => why !== undefined) ?? (isPlain ? undefined : 'not computable')
  const { window } = answer
  if (unknown !== undefined || !window)
    return placesOf(found, [new Map()], () => unknown ?? 'moment not known')
  const [from, to] = window.revisions
  const expected = new Map<string, Expected>()
  for (const life of history.lives) {
    const [before, after] = [stageAt(life, from), stageAt(life, to)]
    const { object } = after ?? before ?? {}
    if (!object || (life.namespace !== '' && life.namespace !== scope.namespace)) continue
    const [deletion, slash] = [`${resourceOf(object)} "${life.name}"`, `${resourceOf(object)}/${life.name}`]
    const isGoing = !after || after.object.metadata.deletionTimestamp !== undefined
    const isMeant = isNamed
      ? life.kind === scope.kind && (scope.names?.includes(life.name) ?? asked.options.has('all'))
      : found.has(deletion)
    if (asked.verb === 'delete') {
      if (before && isGoing && isMeant)
        expected.set(deletion, ['deleted', `deleted from ${life.namespace} namespace`])
    } else if (!before && after && (isMadeByStudent(object) || found.has(slash)))
      expected.set(slash, 'created')
    else if (before && found.has(slash) && asked.verb !== 'create')
      expected.set(slash, ['configured', 'unchanged', 'replaced'])
  }
  return placesOf(found, [expected], (place) =>
    history.kinds.has(kindOfWord(place.split(/[/ ]/)[0] ?? '')) ? undefined : 'not watched',
  )
}

/** What nobody owns, and no component writes by itself. */
const isMadeByStudent = (object: KubernetesObject) =>
  object.metadata.ownerReferences === undefined && !recordOf(kindOf(object))?.isOfComponents

/** The resource of an object, as kubectl names it: `job.batch`. */
function resourceOf({ kind, ...object }: KubernetesObject): string {
  const [group, version] = String(object['apiVersion']).split('/')
  return [kind.toLowerCase(), ...(version === undefined ? [] : [group])].join('.')
}
