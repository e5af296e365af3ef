import { join } from 'node:path'
import type { Scenario } from '../lab/scenario.ts'
import { edited } from './edit-file.ts'

/**
 * Reads every file that the scenarios start with.
 * @param folder the lab's manifests
 * @throws UsageError with the path when one is missing, or is no YAML though its name says so
 */
export async function checkManifests(folder: string, scenarios: readonly Scenario[]): Promise<void> {
  for (const file of new Set(scenarios.flatMap(({ files }) => files))) await edited(join(folder, file), [])
}
