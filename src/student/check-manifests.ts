import { join } from 'node:path'
import type { Scenario } from '../lab/scenario.ts'
import { readYaml } from '../read-yaml.ts'

/**
 * Reads every manifest that the scenarios start with.
 * @param folder the lab's manifests
 * @throws UsageError with the path when one is missing, or when it is no YAML
 */
export async function checkManifests(folder: string, scenarios: readonly Scenario[]): Promise<void> {
  for (const file of new Set(scenarios.flatMap(({ files }) => files))) await readYaml(join(folder, file))
}
