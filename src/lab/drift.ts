import semver from 'semver'
import type { Property } from '../property/property.ts'
import type { Remedy } from './remedy.ts'

/** Whose version decides whether a drift applies. */
type Axis = 'server' | 'kubectl'

/** What a drift does to a student: can't go on, goes on with a false idea, sees something that only looks different. */
type Severity = 'blocks' | 'misleads' | 'cosmetic'

/** A reason why a claim, as the lab states it, is false. */
export interface Drift {
  /** The first minor version (`1.24`) in which the claim is false, or `ever` where the lab was always mistaken. */
  since: `1.${number}` | 'ever'
  axis: Axis
  severity: Severity
  /** What happens instead, in words. */
  instead: string
  remedy: Remedy
  /** What holds since then: checked as strictly as the claim is. */
  holds: Property
  /** Pull request, KEP or source file that made the change. */
  source: string
}

export interface Versions {
  /** As the server and kubectl report them: `v1.37.2`. */
  server: string
  kubectl: string
}

/** Whether a version is the given minor version or newer; a release candidate counts as its release. */
function isSince(version: string, since: string): boolean {
  const [found, first] = [semver.coerce(version), semver.coerce(since)]
  if (!found || !first)
    throw new TypeError(`expected versions such as v1.37.2 and 1.24, found ${version} and ${since}`)
  return semver.gte(found, first)
}

/** The drift that applies to these versions: the newest change that has happened by then. */
export function applicable(drifts: readonly Drift[], versions: Versions): Drift | undefined {
  const applying = drifts.filter(({ since, axis }) => since === 'ever' || isSince(versions[axis], since))
  const age = ({ since }: Drift) => (since === 'ever' ? '0.0.0' : `${since}.0`)
  return applying.toSorted((a, b) => semver.compare(age(b), age(a)))[0]
}
