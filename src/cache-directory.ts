import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where all is kept that was built or fetched: in `XDG_CACHE_HOME`, or `~/.cache`. */
export function cacheDirectory(): string {
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'kubelab-conformance')
}
