import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { InputKind } from './input-kind.ts'
import { outcomeOf } from './outcome.ts'
import { lacking } from '../../testing/said.ts'
import { writeYaml, yamlFiles, type YamlFile } from './yaml-file.ts'

const certificate = join(import.meta.dirname, '../../testing/for-tests-only.pem')

/** A kubeconfig as kind writes it. */
async function kindKubeconfig(): Promise<string> {
  const data = (await readFile(certificate)).toString('base64')
  const name = 'kind-lab'
  return stringify({
    apiVersion: 'v1',
    clusters: [{ cluster: { 'certificate-authority-data': data, server: 'https://127.0.0.1:6443' }, name }],
    contexts: [{ context: { cluster: name, user: name }, name }],
    'current-context': name,
    kind: 'Config',
    users: [{ name, user: { 'client-certificate-data': data, 'client-key-data': data } }],
  })
}

/** Kubeconfigs: they are read, and written for a student. */
export const kubeconfigs: InputKind<YamlFile> = {
  name: 'kubeconfigs',
  share: 130,
  secondsAtMost: 5,
  inputs: yamlFiles('kubeconfig'),
  feed: async (input, folder) => {
    // What takes half a second to load is for the process that is fed.
    const { Administrator } = await import('../../src/student/administrator.ts')
    const { readKubeconfig } = await import('../../src/student/read-kubeconfig.ts')
    const path = await writeYaml(folder, await kindKubeconfig(), input)
    return await outcomeOf(
      async () => {
        await readKubeconfig(path)
        const students = join(folder, 'student')
        await new Administrator({ kubectl: '', kubeconfig: path }).writeKubeconfig(
          students,
          'lab-of-a-student',
        )
        const written = await readKubeconfig(students)
        const { namespace } = written.getContextObject(written.currentContext) ?? {}
        return namespace === 'lab-of-a-student' ? undefined : `the student has the namespace ${namespace}`
      },
      (message) => lacking(message, path),
    )
  },
}
