import type { Step } from './step.ts'

type Way = string | undefined

/**
 * The changes that explain how objects of a kind went through their states in another way: a condition that is new or gone,
 * its reason, or its place in the order.
 * @param path `lives`, then `order` or the type of a condition
 * @param values the ways, before and after: `False → True Started`, `Running → Complete`
 */
export function inLives(
  steps: readonly Step[],
  [, aspect]: readonly string[],
  [before, after]: readonly [Way, Way],
): Step[] {
  const conditions = steps.flatMap((step) => {
    const { place } = step
    const [, type, field] =
      ('path' in place && /^status\.conditions\[(\w+)\](?:\.(\w+))?$/.exec(place.path)) || []
    return type === undefined ? [] : [{ step, type, field }]
  })
  if (aspect === 'order') {
    const moved = conditions.filter(
      ({ type, field }) =>
        field === undefined && [before, after].some((order) => namesIn(order).flat().includes(type)),
    )
    const [one, other] = [before, after].map((order) =>
      without(order, new Set(moved.map(({ type }) => type))),
    )
    return one === other ? moved.map(({ step }) => step) : []
  }
  return conditions.flatMap(({ step, type, field }) => {
    const { from, to } = step
    const isWhole =
      field === undefined && (from === null ? before === undefined : to === null && after === undefined)
    const isReason =
      field === 'reason' &&
      to !== null &&
      before === after?.replaceAll(from === null ? ` ${to}` : to, from ?? '')
    return type === aspect && (isWhole || isReason) ? [step] : []
  })
}

const namesIn = (order: Way) => (order ?? '').split(' → ').map((names) => names.split(' + '))

const without = (order: Way, some: ReadonlySet<string>) =>
  namesIn(order)
    .map((names) => names.filter((name) => !some.has(name)).join(' + '))
    .filter((names) => names !== '')
    .join(' → ')
