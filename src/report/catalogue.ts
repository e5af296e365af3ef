import { placesWithoutClaim } from '../compare/places-without-claim.ts'
import { claimsOf, claimsOfSection, type Lab, type Section } from '../lab/lab.ts'
import type { Claim } from '../lab/claim.ts'
import { sinceInWords } from './known-change-words.ts'
import { code, escaped, indented } from './markdown.ts'
import type { RecordedColumn } from './matrix/column-of.ts'
import { matrixOf, type MatrixDrift } from './matrix/matrix.ts'
import { remedyOf } from './remedy.ts'
import { boundsInWords } from './since.ts'

/**
 * All claims of a lab as Markdown: step by step what it says, what is on record against it, and where there is no claim why;
 * then what comes back from its lines that no claim looks at.
 * @param columns recorded runs, which show when a drift came, and what comes back
 */
export function catalogueOf(lab: Lab, columns: readonly RecordedColumn[]): string {
  const claims = claimsOf(lab)
  const { drifts } = matrixOf(lab, columns)
  const drifting = claims.filter(({ drift }) => drift !== undefined)
  return [
    `# The claims of the lab “${escaped(lab.title)}”`,
    `${claims.length} claims. Of ${drifting.length} it is recorded that they are not true, since some version or ever.`,
    `Of each change it is said whether recorded runs show it from before and after (_seen on both sides_), or whether nobody has checked what is written about it (_said by its author_), and between which minor versions runs show it.`,
    `At the end of a section is what recorded runs print there, and no claim looks at. A change of it is in no verdict: a comparison of two runs shows it. A place stands for all that is in it.`,
    ...lab.sections.flatMap((section) => [
      ...sectionPart(section, drifts),
      ...unwatchedPart(section, columns),
    ]),
  ].join('\n\n')
}

function sectionPart(section: Section, drifts: readonly MatrixDrift[]): string[] {
  const claims = claimsOfSection(section)
  return [
    `## ${escaped(section.title)}`,
    Object.entries(section.steps)
      .flatMap(([step, content]) =>
        typeof content === 'string'
          ? [`- **${step}** no claim: ${escaped(content)}`]
          : claims.filter((claim) => claim.step === step).flatMap((claim) => claimLines(claim, drifts)),
      )
      .join('\n'),
  ]
}

function unwatchedPart(section: Section, columns: readonly RecordedColumn[]): string[] {
  const scenarios = new Set(claimsOfSection(section).map((claim) => claim.in.name))
  const unwatched = placesWithoutClaim(columns, scenarios)
  if (unwatched.length === 0) return []
  const items = unwatched.map(({ line, places }) => `- ${code(line)}: ${places.map(printedPlace).join(', ')}`)
  return ['Printed, and without a claim:', items.join('\n')]
}

const printedPlace = (place: string) =>
  place === 'stdout' ? 'all of it' : code(place.replace(/^stdout /, ''))

const claimLines = ({ id, step, says }: Claim, drifts: readonly MatrixDrift[]) => [
  `- **${step}** ${code(id)}: ${escaped(says)}`,
  ...drifts.filter(({ claim }) => claim === id).map(driftLine),
]

function driftLine(drift: MatrixDrift): string {
  const { since, axis, severity, instead, basis, remedy } = drift
  const when = since === 'ever' ? 'never true' : `not true since ${axis} ${sinceInWords(drift)}`
  const seen = [basis, boundsInWords(drift)].filter(Boolean).join(': ')
  const found = `${when} (${severity}): ${escaped(instead)} _${seen}_`
  return indented(`- ${[found, `Instead: ${remedyOf(remedy)}`].join('\n').replaceAll('\n', '\n  ')}`)
}
