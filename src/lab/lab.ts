import { basename, join } from 'node:path'
import type { Kind } from '../trace/kinds.ts'
import type { PodImage } from '../pod-image.ts'
import type { Accepted } from './accepted.ts'
import type { Claim, ClaimId } from './claim.ts'
import type { Scenario } from './scenario.ts'

/** Why a step makes no claim, or its claims by their ids. */
type Step = string | Readonly<Record<ClaimId, Omit<Claim, 'id' | 'step'>>>

/** A section of the lab. */
export interface Section {
  /** With what the ids of its claims begin: `job` of `job/completes`. */
  exercise: string
  title: string
  /** The file that it is written in, from the top of the project. */
  file: string
  /** Every step in its order, by its anchor: `6.1.7`; `6.1` is what stands before the first. */
  steps: Readonly<Record<string, Step>>
}

/** A lab of a course: what it says, what a student does and begins with, and runs that were recorded. */
export interface Lab {
  /** That of its folder: what it is called on a command line and in a trace, and the folder of its reports. */
  name: string
  title: string
  sections: readonly Section[]
  /** The kinds of object that its claims look at, as `Deployment` or `Widget.example.com`; Pods and Secrets are always watched. */
  watches: readonly Kind[]
  /** Seconds after which a schedule that the student makes comes round: when in it a run begins decides what it sees. */
  period?: number
  /** What may be different on another version, though no claim speaks of it. */
  accepted: readonly Accepted[]
  /** Path of the file with what runs of one version differ in. */
  noise: string
  /** Path of the module that exports it as `lab`, by which another process comes by it. */
  module: string
  /** Path of the folder with the files that the student begins with. */
  manifests: string
  /** Path of the folder with its recorded runs. */
  traces: string
  /** The images that its pods run, beside busybox: where no registry answers they are made. */
  images?: readonly PodImage[]
}

/**
 * Where the parts of a lab are when its folder is in `specs/`, and `manifests/` and `traces/` are beside that.
 * @param folder path of the one with its `lab.ts`
 */
export function placedIn(folder: string): Pick<Lab, 'name' | 'noise' | 'module' | 'manifests' | 'traces'> {
  const name = basename(folder)
  const beside = (what: string) => join(folder, '../..', what, name)
  return {
    name,
    noise: join(folder, 'noise.yaml'),
    module: join(folder, 'lab.ts'),
    manifests: beside('manifests'),
    traces: beside('traces'),
  }
}

/** The claims of a section, in the order of its steps. */
export function claimsOfSection({ steps }: Section): Claim[] {
  return Object.entries(steps).flatMap(([step, claims]) =>
    typeof claims === 'string'
      ? []
      : Object.entries(claims).map(([id, claim]) => ({ id: id as ClaimId, step, ...claim })),
  )
}

/** All claims of a lab, in its order. */
export const claimsOf = ({ sections }: Lab) => sections.flatMap(claimsOfSection)

/** The scenarios that claims are decided in, each once, in their order. */
export const scenariosOfClaims = (claims: readonly Claim[]): Scenario[] => [
  ...new Set(claims.map((claim) => claim.in)),
]

/** The scenarios of a lab, each once, in its order. */
export const scenariosOf = (lab: Lab): Scenario[] => scenariosOfClaims(claimsOf(lab))

/** The section that a claim is in. */
export function sectionOf({ sections }: Lab, id: string): Section | undefined {
  return sections.find(({ exercise }) => id.startsWith(`${exercise}/`))
}
