import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Lets the many processes that tests start compile the project's code once. What they have compiled is removed when all of
 * them have ended: each writes as it ends.
 */
export default function compileOnce(): void {
  const folder = mkdtempSync(join(tmpdir(), 'kubelab-compiled-'))
  process.env['NODE_COMPILE_CACHE'] = folder
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
}
