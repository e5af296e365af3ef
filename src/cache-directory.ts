import { homedir, userInfo } from 'node:os'
import { isAbsolute, join } from 'node:path'

/**
 * The folder of all that was built or fetched: in `XDG_CACHE_HOME` where that is absolute, else in `~/.cache`.
 * Source: https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function cacheDirectory(): string {
  const { XDG_CACHE_HOME = '' } = process.env
  const parent = isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : join(homedir() || userInfo().homedir, '.cache')
  return join(parent, 'kubelab-conformance')
}
