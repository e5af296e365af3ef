import type { Judgement } from '../judge/judge.ts'
import type { KnownRun } from './cluster.ts'
import type { Excerpt, TextPart } from './excerpts.ts'
import { figuresIn } from './figures.ts'
import type { SpokenLine, Shown } from './proofreading.ts'

/** The steps of what is shown directly before and after a sentence, up to the next sentences. */
export function stepsAround(
  all: readonly TextPart[],
  at: number,
  shown: ReadonlyMap<Excerpt, Shown>,
): Set<string> {
  const nearest = (parts: readonly TextPart[]) => {
    const from = parts.findIndex(({ type }) => type === 'excerpt')
    const to = parts.findIndex(({ type }, index) => index > from && type === 'prose')
    return from === -1 ? [] : parts.slice(from, to === -1 ? undefined : to)
  }
  const around = [...nearest(all.slice(0, at).toReversed()), ...nearest(all.slice(at))]
  return new Set(around.flatMap((part) => (part.type === 'excerpt' ? (shown.get(part)?.step ?? []) : [])))
}

/** A sentence, with the claims of these steps that speak of a figure in it. */
export function saidIn(
  { line }: Extract<TextPart, { type: 'prose' }>,
  steps: ReadonlySet<string>,
  cluster: KnownRun,
): SpokenLine[] {
  const figures = figuresIn(line.text)
  const { span } = line
  if (!span) return []
  const claims = cluster.run.judged.filter(
    (judgement) =>
      steps.has(judgement.step) && figuresIn(whatIsSaid(judgement)).intersection(figures).size > 0,
  )
  return [{ type: 'said', span, claims: claims.map(({ id }) => id) }]
}

const whatIsSaid = ({ says, drifts = [] }: Judgement) =>
  [says, ...drifts.flatMap(({ instead, remedy }) => [instead, remedy.words])].join(' ')
