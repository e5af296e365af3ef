import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseDocument } from 'yaml'
import { UsageError } from '../errors.ts'
import type { Scenario } from '../lab/scenario.ts'

/** Path of a file of the lab. */
export const manifestPath = (file: string) => join(import.meta.dirname, '../../manifests', file)

/** @throws UsageError with file and line when a manifest that the scenarios start with is missing or no YAML */
export async function checkManifests(scenarios: readonly Scenario[]): Promise<void> {
  for (const file of new Set(scenarios.flatMap(({ files }) => files))) {
    const text = await readFile(manifestPath(file), 'utf8').catch((cause: unknown) => {
      throw new UsageError(`manifests/${file}: expected a manifest, found no file`, { cause })
    })
    const [error] = parseDocument(text).errors
    if (error) throw new UsageError(`manifests/${file}: expected YAML, found this: ${error.message}`)
  }
}
