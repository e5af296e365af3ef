import semver from 'semver'
import { pins, pulledVersions, resolveKubernetes } from '../machine/versions.ts'

/** One run of a workflow: what it is called, and what `npm run verify` is called with. */
interface WorkflowRun {
  name: string
  option: '--kubernetes' | '--image'
  value: string
}

/** What the run of a candidate's image is called. */
const candidate = 'candidate'

/**
 * The versions that workflows need, so that they are written in one place only.
 *
 * @param asked versions of Kubernetes with spaces between them
 * @param image a node image to run as well, or an empty text; where neither is given, each minor version whose node image
 *   is pinned is run
 * @param labs the names of the labs of this project
 * @returns lines in the form of `$GITHUB_OUTPUT`; `runs` and `labs` are JSON arrays for a matrix, `names` are those of the runs
 * @throws {UsageError} when there is no such version
 */
export function workflowOutputs(asked: string, image = '', labs: readonly string[] = []): string[] {
  const named = asked.split(/\s+/).filter((word) => word !== '')
  for (const version of named) resolveKubernetes(version)
  const pinned = pulledVersions.map(({ version }) => `v${semver.major(version)}.${semver.minor(version)}`)
  const isAsked = named.length > 0 || image !== ''
  const runs: WorkflowRun[] = (isAsked ? named : pinned).map((version) => ({
    name: version,
    option: '--kubernetes',
    value: version,
  }))
  if (image !== '') runs.push({ name: candidate, option: '--image', value: image })
  return [
    `kind=${pins.kind}`,
    `runs=${JSON.stringify(runs)}`,
    `names=${runs.map(({ name }) => name).join(' ')}`,
    `labs=${JSON.stringify(labs)}`,
  ]
}
