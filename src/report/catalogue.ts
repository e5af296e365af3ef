import { claimsOf, claimsOfSection, type Lab, type Section } from '../lab/lab.ts'
import type { Claim } from '../lab/claim.ts'
import type { Drift } from '../lab/drift.ts'
import { code, escaped } from './markdown.ts'

/** All claims of a lab as Markdown: step by step what it says, what is on record against it, and where there is no claim why. */
export function catalogueOf(lab: Lab): string {
  const claims = claimsOf(lab)
  const drifting = claims.filter(({ drift }) => drift !== undefined)
  return [
    `# The claims of the lab “${escaped(lab.title)}”`,
    `${claims.length} claims. Of ${drifting.length} it is recorded that they are not true, since some version or ever.`,
    ...lab.sections.flatMap(sectionPart),
  ].join('\n\n')
}

function sectionPart(section: Section): string[] {
  const claims = claimsOfSection(section)
  return [
    `## ${escaped(section.title)}`,
    Object.entries(section.steps)
      .flatMap(([step, content]) =>
        typeof content === 'string'
          ? [`- **${step}** no claim: ${escaped(content)}`]
          : claims.filter((claim) => claim.step === step).flatMap(claimLines),
      )
      .join('\n'),
  ]
}

const claimLines = ({ id, step, says, drift = [] }: Claim) => [
  `- **${step}** ${code(id)}: ${escaped(says)}`,
  ...drift.map(driftLine),
]

const driftLine = ({ since, axis, severity, instead }: Drift) =>
  `  - ${since === 'ever' ? 'never true' : `not true since ${axis} ${since}`} (${severity}): ${escaped(instead)}`
