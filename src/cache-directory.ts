import { homedir } from 'node:os'
import { join } from 'node:path'

/** The folder of all that was built or fetched, as an absolute path: in `XDG_CACHE_HOME`, or in `~/.cache`. */
export function cacheDirectory(): string {
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'kubelab-conformance')
}
