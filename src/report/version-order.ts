import semver from 'semver'

/** The minor version of a version: `1.37` of `v1.37.2`, of `v1.37` and of `v1.37.0-rc.1`. @throws TypeError when it is none */
export function minorOf(version: string): string {
  const found = parsed(version)
  if (found) return `${found.major}.${found.minor}`
  throw new TypeError(`expected a version such as v1.37.2, found ${version}`)
}

/** Orders minor versions, oldest first. */
export const compareMinors = (a: string, b: string) => semver.compare(`${a}.0`, `${b}.0`)

/** Orders versions, oldest first; what is none comes last. */
export function compareVersions(a: string, b: string): number {
  const [first, second] = [parsed(a), parsed(b)]
  return first && second ? semver.compare(first, second) : Number(!first) - Number(!second)
}

const parsed = (version: string) =>
  semver.parse(version) ?? (/^v?\d+\.\d+$/.test(version) ? semver.coerce(version) : null)
