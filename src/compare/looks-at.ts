import type { Judgement } from '../judge/judge.ts'
import type { Place, Source } from '../property/source.ts'
import { keysOf } from '../property/value-at.ts'
import type { Content } from './content.ts'
import type { Difference } from './differences.ts'
import type { Seen } from './seen.ts'
import { nameOf } from './shape.ts'

/** Whether a claim was decided on a place, or on all of the text that the place is in. */
export function looksAt(
  judgement: Judgement | undefined,
  subject: Seen | undefined,
  { path, values }: Pick<Difference, 'path' | 'values'>,
): 'there' | 'at all' | 'not' {
  if (!judgement || subject?.scenario !== judgement.scenario) return 'not'
  const [part = ''] = path
  const content = subject.content.type === 'parts' ? subject.content.parts.get(part) : undefined
  const sources = judgement.conjuncts
    .flatMap(({ look }) => look?.sources ?? [])
    .filter((source) => isOf(source, subject, part))
  const places = sources.flatMap((source) => ('place' in source && source.place) || [])
  if (places.some((place) => content && coversPlace(place, content, path.slice(1), values))) return 'there'
  if (sources.length === places.length) return 'not'
  if (part === 'exit code') return 'there'
  // Who looks at all of a table looks at its columns.
  return content?.type === 'table' && path.length > 1 && path[1] !== 'columns' ? 'not' : 'at all'
}

function isOf(source: Source, { of, command }: Seen, part: string): boolean {
  if (source.type === 'token') return false
  if (source.type !== 'command') return command === undefined && source.kind === of
  return source.command === command && (source.part === 'end' ? 'exit code' : source.part) === part
}

/** Whether somebody who looks at a place sees a difference there: it is in the place, or the place is in it. */
function coversPlace(
  place: Place,
  content: Content,
  path: readonly string[],
  values: Difference['values'],
): boolean {
  if ('field' in place) return isWithin([place.field], path) && isInside(place.inside?.at(-1), path[1])
  if ('path' in place) return pathsOf(keysOf(place.path), content).some((looked) => isWithin(looked, path))
  const [name = '', row] = path
  if (place.row !== undefined && row !== undefined && row !== `[${nameOf(place.row)}]`) return false
  const has = values.map((columns) => columns?.split(', ').includes(place.column) ?? false)
  return name === 'columns' ? has[0] !== has[1] : name === 'rows' || isWithin([place.column], path)
}

/** Whether a line of a description is the field that is looked at: it begins with its name. */
const isInside = (field: string | undefined, line: string | undefined) =>
  field === undefined || line === undefined || line.startsWith(`${field}:`)

/** The shorter of two paths leads to the longer. */
const isWithin = (one: readonly string[], other: readonly string[]) =>
  one.slice(0, other.length).every((name, index) => name === other[index])

/** Where the keys of a claim lead in what was printed: an item of a list has its number there, and a name here. */
function pathsOf([key, ...more]: readonly string[], content: Content | undefined): string[][] {
  if (key === undefined) return [[]]
  const parts = content?.type === 'parts' ? content.parts : new Map<string, Content>()
  const names = [...parts.keys()]
  const found = key === '*' ? names : /^\d+$/.test(key) ? names.slice(Number(key)).slice(0, 1) : [key]
  return (found.length > 0 ? found : [key]).flatMap((name) =>
    pathsOf(more, parts.get(name)).map((rest) => [name, ...rest]),
  )
}
