import { copyFile, mkdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import * as fc from 'fast-check'
import { scenariosOf, type Lab } from '../../src/lab/lab.ts'
import type { Scenario, Student, Terminal } from '../../src/lab/scenario.ts'
import { checkManifests } from '../../src/student/check-manifests.ts'
import { editFile } from '../../src/student/edit-file.ts'
import type { InputKind } from './input-kind.ts'
import { outcomeOf } from './outcome.ts'
import { lacking } from '../../testing/said.ts'
import { writeYaml, yamlFiles, type YamlFile } from './yaml-file.ts'

/** Manifests that a student begins with: they are checked, and then edited as the lab does it. */
export function manifests(lab: Lab): InputKind<YamlFile> {
  const files = [...new Set(scenariosOf(lab).flatMap((scenario) => scenario.files))]
  return {
    name: 'manifests',
    share: 200,
    secondsAtMost: 5,
    inputs: fc.constantFrom(...files).chain(yamlFiles),
    feed: async (input, folder) => {
      const { name } = input.file
      const recorded = await readFile(join(lab.manifests, name), 'utf8')
      const path = await writeYaml(folder, recorded, input)
      const scenarios = scenariosOf(lab).filter((scenario) => scenario.files.includes(name))
      return await outcomeOf(
        async () => {
          await checkManifests(
            folder,
            scenarios.map((scenario) => ({ ...scenario, files: [name] })),
          )
          for (const scenario of scenarios) await makeEdits(scenario, path, join(folder, scenario.name))
          return undefined
        },
        (message) => lacking(message, name),
      )
    },
  }
}

/** Makes the edits of a scenario in a copy of a manifest, and nothing else of what its student does. */
async function makeEdits(scenario: Scenario, manifest: string, folder: string): Promise<void> {
  await mkdir(folder)
  const name = basename(manifest)
  await copyFile(manifest, join(folder, name))
  const write = <H>(happening: H) => happening
  const desk = { scenario: scenario.name, change: {}, shell: { folder }, writer: { write } }
  const edits: Student['edits'] = async (file, ...edit) => {
    if (file === name) await editFile(file, desk, ...edit)
  }
  const nothing = async () => {}
  const returns = async () => ({ code: 0, stdout: '', stderr: '' })
  const terminal: Terminal = { types: nothing, presses: nothing, shows: nothing, ends: nothing }
  await edits(name, {})
  await scenario.work({
    types: returns,
    comesTo: () => {},
    editsIn: returns,
    typesInstead: returns,
    usesPort: (work) => work(),
    typesAlso: returns,
    opens: async () => terminal,
    edits,
    sees: nothing,
    needs: nothing,
    waits: nothing,
  })
}
