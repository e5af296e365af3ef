import semver from 'semver'
import { pins, pulledVersions, resolveKubernetes } from '../cluster/versions.ts'

/** The program that checks workflows, as `go install` takes it. */
export const actionlint = 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12'

/**
 * The versions that workflows need, so that they are written in one place only.
 *
 * @param asked versions of Kubernetes with spaces between them; when there are none, each minor version whose node
 *   image is pinned
 * @returns lines in the form of `$GITHUB_OUTPUT`; `versions` is a JSON array for a matrix
 * @throws {UsageError} when there is no such version
 */
export function workflowOutputs(asked: string): string[] {
  const named = asked.split(/\s+/).filter((word) => word !== '')
  for (const version of named) resolveKubernetes(version)
  const pinned = pulledVersions.map(({ version }) => `v${semver.major(version)}.${semver.minor(version)}`)
  return [
    `kind=${pins.kind}`,
    `versions=${JSON.stringify(named.length > 0 ? named : pinned)}`,
    `actionlint=${actionlint}`,
  ]
}
