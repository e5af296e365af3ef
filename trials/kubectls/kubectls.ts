import { cp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createCluster } from '../../src/cluster/cluster.ts'
import { kubectlProgram } from '../../src/node-image/kubectl-program.ts'
import { terminalProgress } from '../../src/machine/progress.ts'
import { run } from '../../src/machine/run.ts'
import { setup, type SetupOptions } from '../../src/cluster/setup.ts'
import { ofKubectl } from '../../src/own-environment.ts'
import { inRunFolder } from '../../src/run/run-folder.ts'
import { scratchFolder } from '../../src/scratch-folder.ts'
import { Administrator } from '../../src/student/administrator.ts'
import { learnKubeconfig } from '../../src/student/learn-kubeconfig.ts'
import { readKubeconfig } from '../../src/student/read-kubeconfig.ts'
import { Shell } from '../../src/student/shell.ts'
import { Secrets } from '../../src/trace/secrets.ts'
import { lines } from './lines.ts'
import { recordedKubectls, recordingText, type KubectlAnswer } from '../../testing/recorded-kubectls.ts'
import { steady } from './steady.ts'

/** Of each minor version the last patch whose module is served; the last of them is the server's own. */
const versions = [
  'v1.23.3',
  'v1.24.3',
  'v1.25.4',
  'v1.26.3',
  'v1.27.3',
  'v1.28.3',
  'v1.29.6',
  'v1.30.14',
  'v1.31.3',
  'v1.32.3',
  'v1.33.13',
  'v1.34.13',
  'v1.35.10',
  'v1.36.6',
  'v1.37.2',
] as const

/** A line that gives no prompt back is ended (milliseconds). */
const patience = 60_000
const worldSeconds = 180

/**
 * Types the same lines with each kubectl, against one server, and writes what came back into `changes/recorded/kubectl.yaml`:
 * of each line only what differs from what the kubectl one minor version before has printed.
 * @throws CannotJudge when a kubectl, or a cluster, can't be had; the reason of the signal, when it comes
 */
export async function typeWithEachKubectl(options: SetupOptions, signal: AbortSignal): Promise<0> {
  const progress = terminalProgress()
  const toolbox = await setup({ ...options, signal }, progress)
  const programs = new Map<string, string>()
  for (const version of versions) programs.set(version, await kubectlProgram(version, progress, signal))
  return await inRunFolder<0>(async (directory) => {
    await using cluster = await createCluster(toolbox, { directory, signal, progress })
    const secrets = new Secrets()
    learnKubeconfig(secrets, await readKubeconfig(cluster.kubeconfig))
    const place = { kubectl: toolbox.kubectl, kubeconfig: cluster.kubeconfig }
    await progress.step('Making what all of them look at', () => makeWorld(place, signal))
    const answers = new Map<string, KubectlAnswer[]>()
    for (const [version, kubectl] of programs)
      answers.set(
        version,
        await progress.step(`Typing ${lines.length} lines with kubectl ${version}`, (line) =>
          answersOf({ kubectl, kubeconfig: cluster.kubeconfig }, { secrets, line, signal }),
        ),
      )
    const recorded = lines.map((typed, at) => ({
      typed,
      answers: new Map([...answers].flatMap(([version, all]) => (all[at] ? [[version, all[at]]] : []))),
    }))
    await writeFile(recordedKubectls, recordingText(toolbox.image.kubernetes, recorded))
    console.log(`${lines.length} lines with ${versions.length} kubectls: ${recordedKubectls}`)
    return 0
  })
}

interface Place {
  kubectl: string
  kubeconfig: string
}

/** Makes the steady objects, and waits until nothing of them changes any more. */
async function makeWorld(place: Place, signal: AbortSignal): Promise<void> {
  const kubectl = (...args: string[]) =>
    run(place.kubectl, args, { ...ofKubectl(place), signal, timeLimitSeconds: worldSeconds })
  const timeout = `--timeout=${worldSeconds - 10}s`
  await kubectl('create', '-f', join(import.meta.dirname, 'world.yaml'))
  await kubectl('wait', timeout, '--for=condition=Ready', 'pod/web', 'pod/two-containers', 'pod/listening')
  await kubectl('wait', timeout, '--for=condition=Complete', 'job/finished')
  await kubectl('wait', timeout, '--for=jsonpath={.status.phase}=Bound', 'pvc/space')
  await kubectl('wait', timeout, '--for=condition=AbleToScale', 'hpa/shop')
}

/** What comes back from each line, without secrets, and without what is another in each run. */
async function answersOf(
  { kubectl, kubeconfig }: Place,
  { secrets, line, signal }: { secrets: Secrets; line: (text: string) => void; signal: AbortSignal },
): Promise<KubectlAnswer[]> {
  await using shell = await Shell.open(await scratchFolder(), { KUBECONFIG: 'kubeconfig' }, { kubectl })
  await new Administrator({ kubectl, kubeconfig }).writeKubeconfig(
    join(shell.folder, 'kubeconfig'),
    'default',
  )
  await cp(join(import.meta.dirname, 'files'), shell.folder, { recursive: true })
  const answers: KubectlAnswer[] = []
  for (const typed of lines) {
    signal.throwIfAborted()
    line(typed)
    const { stdout, stderr, exitCode } = await shell.run(typed, patience)
    const [out, err] = [stdout, stderr].map((text) =>
      steady(secrets.redact(text.replaceAll(shell.folder, '~')).text),
    )
    answers.push({ exit: exitCode ?? null, stdout: out ?? '', stderr: err ?? '' })
  }
  return answers
}
