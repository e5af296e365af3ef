import semver from 'semver'
import { sinceOf, type Change } from './change.ts'

export interface Versions {
  /** As the server and kubectl report them: `v1.37.2`. */
  server: string
  kubectl: string
}

/** Whether nobody knows if a change is there in these versions: they are older than the first that is known to have it. */
export function mayHaveHappened(change: Pick<Change, 'since' | 'axis'>, versions: Versions): boolean {
  const { since, axis } = change
  if (typeof since === 'string' || hasHappened(change, versions)) return false
  const { after } = since
  const found = semver.coerce(versions[axis])
  return after === undefined || (found !== null && semver.gte(found, semver.inc(`${after}.0`, 'minor') ?? ''))
}

/**
 * Whether a change is there in these versions. A release candidate counts as its release.
 * @throws TypeError where a version is none
 */
export function hasHappened(change: Pick<Change, 'since' | 'axis'>, versions: Versions): boolean {
  const version = versions[change.axis]
  const found = semver.coerce(version)
  if (!found) throw new TypeError(`expected versions such as v1.37.2, found ${version}`)
  return semver.gte(found, `${sinceOf(change)}.0`)
}
