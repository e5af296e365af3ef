import type { Unknowable } from '../trace/kinds/kind-record.ts'
import type { StoredLife } from '../trace/stored-life.ts'
import type { History } from './history.ts'
import type { PrintedPlace } from './printed-place.ts'
import { allTime, rulesOf, type Rule } from './rules.ts'

/**
 * Whether an object agrees with itself, and with those beside it, at each of its stages: a place for each rule. What was there
 * before the run has a past that nobody has seen.
 */
export function placesOfLife(life: StoredLife, history: History): PrintedPlace[] {
  const [first] = life.stages
  if (!first || !isOfRun(life, history)) return []
  const owned = history.lives.filter(({ stages: [one] }) =>
    one?.object.metadata.ownerReferences?.some(({ uid }) => uid === first.object.metadata.uid),
  )
  // What is told of a deletion is how the object was before it.
  const stages = life.stages.filter(({ from }) => from !== life.gone)
  return rulesOf(life.kind).map((rule) => {
    const place = `[${life.name}] ${rule.says}`
    const known = stages.filter((stage) => whyOpen(rule, life, stage.from, history) === undefined)
    const broken = known
      .map((stage) =>
        rule.broken({
          object: stage.object,
          stage,
          before: stages[stages.indexOf(stage) - 1]?.object,
          next: life.stages[life.stages.indexOf(stage) + 1],
          owned,
          history,
        }),
      )
      .find((found) => found !== undefined)
    if (broken !== undefined) return { place, answer: 'disagrees', found: broken, expected: 'always' }
    const because = stages
      .map(({ from }) => whyOpen(rule, life, from, history))
      .find((why) => why !== undefined)
    return because === undefined
      ? { place, answer: 'agrees', found: 'always', expected: 'always' }
      : { place, answer: 'open', found: null, because }
  })
}

/** Whether an object was created in the run. */
export const isOfRun = ({ stages: [first] }: StoredLife, { begin }: History): boolean =>
  first !== undefined && Date.parse(first.object.metadata.creationTimestamp) >= begin

const whyOpen = (
  { needs = [] }: Rule,
  { namespace }: StoredLife,
  revision: number,
  history: History,
): Unknowable | undefined =>
  needs
    .map((need) =>
      need === 'clock' ? history.unknownTime : history.unknown(need, namespace, [0, revision], allTime),
    )
    .find((why) => why !== undefined)
