import { foundInWords } from '../property/words.ts'
import type { Command } from '../trace/world.ts'
import { code, escaped, fileBlock, indented } from './markdown.ts'
import type { ReportedConjunct } from './report.ts'

/** Characters of what was found that a proof shows. */
const longestFound = 200

/**
 * What was found by each of some conjuncts, as a Markdown list: with the files that a line named, as they were when it
 * was typed, and where a line was typed more than once with what came between.
 * @param commands all that was typed in their scenario, in order
 */
export function proofsOf(conjuncts: readonly ReportedConjunct[], commands: readonly Command[]): string {
  const lookedAt = ({ look }: ReportedConjunct) =>
    commands.filter(({ number }) =>
      look?.sources.some((source) => source.type === 'command' && source.command === number),
    )
  const spokenOf = conjuncts.flatMap(lookedAt)
  const quoted = new Set<string>()
  const proof = (conjunct: ReportedConjunct) => {
    const looked = lookedAt(conjunct)
    const moments = looked.flatMap((command) => momentOf(command, spokenOf, commands))
    const found = `${escaped(conjunct.what)}: ${code(foundInWords(conjunct, longestFound))}`
    const quotes = looked.flatMap(({ files }) => [...files].map(quote)).filter((text) => !quoted.has(text))
    for (const text of quotes) quoted.add(text)
    return `- ${indented([...moments, found, ...quotes].join(', ')).trimStart()}`
  }
  return conjuncts.map(proof).join('\n')
}

const quote = ([name, text]: [string, string]) =>
  `with ${code(name)} as it was then:\n${fileBlock(name, text)}`

/** Before or after what a line was typed, where another run of it is spoken of as well. */
function momentOf(command: Command, spokenOf: readonly Command[], all: readonly Command[]): string[] {
  const runs = all.filter(
    ({ line, number }) => line === command.line && spokenOf.some((one) => one.number === number),
  )
  const place = runs.indexOf(command)
  const [before, after] = [runs[place - 1], runs[place + 1]]
  if (before) return between(before, command, all).map((steps) => `after ${steps}`)
  if (after) return between(command, after, all).map((steps) => `before ${steps}`)
  return []
}

/** What the student did between two runs of a line that makes them differ: nothing, or all of it in words. */
function between(one: Command, other: Command, all: readonly Command[]): string[] {
  const edited = [...other.files].filter(([name, text]) => one.files.get(name) !== text)
  const typed = all.filter(
    ({ number, because }) => because !== 'also' && number > one.number && number < other.number,
  )
  const steps = [
    ...edited.map(([name]) => `${code(name)} was edited`),
    ...typed.map(({ line }) => `${code(line)} was typed`),
  ]
  return steps.length > 0 ? [steps.join(' and ')] : []
}
