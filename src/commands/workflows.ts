import semver from 'semver'
import { pins, pulledVersions, resolveKubernetes } from '../cluster/versions.ts'

/** One run of a workflow: what it is called, and what `npm run verify` is called with. */
interface WorkflowRun {
  name: string
  option: '--kubernetes'
  value: string
}

/**
 * The versions that workflows need, so that they are written in one place only.
 *
 * @param asked versions of Kubernetes with spaces between them; where none is, each minor version whose node image is
 *   pinned is run
 * @returns lines in the form of `$GITHUB_OUTPUT`; `runs` is a JSON array for a matrix, `names` are their names
 * @throws {UsageError} when there is no such version
 */
export function workflowOutputs(asked: string): string[] {
  const named = asked.split(/\s+/).filter((word) => word !== '')
  for (const version of named) resolveKubernetes(version)
  const pinned = pulledVersions.map(({ version }) => `v${semver.major(version)}.${semver.minor(version)}`)
  const runs: WorkflowRun[] = (named.length > 0 ? named : pinned).map((version) => ({
    name: version,
    option: '--kubernetes',
    value: version,
  }))
  return [
    `kind=${pins.kind}`,
    `runs=${JSON.stringify(runs)}`,
    `names=${runs.map(({ name }) => name).join(' ')}`,
  ]
}
