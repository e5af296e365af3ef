import { whyNotTold, type PrintedAnswer } from './answers.ts'
import type { Asked, Scope } from './asked.ts'
import type { Unknowable } from '../trace/kinds/kind-record.ts'
import { stageAt, type StoredStage } from '../trace/stored-life.ts'
import type { History, Window } from './history.ts'

const equality = /^([^=!]+?)==?([^=]*)$/

/** The objects that it asks for, as they were at a revision, in the order in which the API lists them. */
export const selectedAt = (
  history: History,
  { kind, namespace, names, labels }: Scope,
  revision: number,
): StoredStage[] =>
  history.lives
    .filter(
      (life) =>
        life.kind === kind &&
        // What is in no namespace is asked for in all.
        (life.namespace === '' || (namespace ?? life.namespace) === life.namespace) &&
        (names?.includes(life.name) ?? true),
    )
    .toSorted((a, b) => (`${a.namespace}/${a.name}` < `${b.namespace}/${b.name}` ? -1 : 1))
    .flatMap((life) => stageAt(life, revision) ?? [])
    .filter(({ object }) =>
      labels.every((label) => {
        const [, key = '', value] = label.match(equality) ?? []
        return object.metadata.labels?.[key] === value
      }),
    )

/** The revisions of a window at which something that a line asks for was otherwise than before, and its beginning. */
export function revisionsIn(history: History, { kind }: Scope, [from, to]: Window['revisions']): number[] {
  const changes = history.lives
    .filter((life) => life.kind === kind)
    .flatMap(({ stages, gone }) => [...stages.map((stage) => stage.from), gone ?? 0])
  return [...new Set([from, ...changes.filter((revision) => revision > from && revision <= to)])].toSorted(
    (a, b) => a - b,
  )
}

/** Why nobody can tell what a line asks for; undefined where one can. */
export function whyNotSelected(
  history: History,
  answer: PrintedAnswer,
  asked: Asked,
  { kind, namespace, labels }: Scope,
): Unknowable | undefined {
  const isPlain =
    !asked.options.has('field-selector') &&
    !asked.options.has('watch') &&
    labels.every((label) => equality.test(label))
  return whyNotTold(history, answer, kind, namespace) ?? (isPlain ? undefined : 'not computable')
}
