import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { KubeConfig } from '@kubernetes/client-node'
import { execa } from 'execa'
import pRetry from 'p-retry'
import { parseDocument } from 'yaml'
import * as z from 'zod'
import { CannotJudge, UsageError } from '../errors.ts'
import type { Scenario } from '../lab/scenario.ts'
import type { TraceWriter } from '../trace/writer.ts'
import { World } from '../trace/world.ts'
import { ScenarioStudent } from './scenario-student.ts'
import { Shell } from './shell.ts'
import { Waiter } from './waiter.ts'
import { watchedKinds, watchKind } from './watch.ts'

const manifests = join(import.meta.dirname, '../../manifests')

export interface LabWorld {
  /** Path of a kubeconfig of the run's own; its current context is the cluster. */
  kubeconfig: string
  /** Path of the kubectl under test. */
  kubectl: string
  /** What the cluster's nodes run on, for the header. */
  nodeImage: string
}

/**
 * Works through the scenarios, all of them at once, and records what happens.
 * Resolves when the last one is done; what breaks one scenario is recorded and leaves the others alone.
 * @throws CannotJudge when the cluster does not answer; the reason of the signal, when it comes
 */
export async function runLab(
  scenarios: readonly Scenario[],
  world: LabWorld,
  writer: TraceWriter,
  signal: AbortSignal,
): Promise<void> {
  const kubectl = kubectlOf(world)
  writer.write({
    type: 'header',
    format: 1,
    ...(await versions(kubectl)),
    nodeImage: world.nodeImage,
    host: hostname(),
  })
  await createNamespaces(kubectl, scenarios.map(namespaceOf))

  const kubeconfig = new KubeConfig()
  kubeconfig.loadFromFile(world.kubeconfig)
  const namespaces = new Set(scenarios.map(namespaceOf))
  const stop = new AbortController()
  const watches = await Promise.all(
    watchedKinds.map((kind) =>
      watchKind(
        kubeconfig,
        kind,
        (told) => {
          if (told.type === 'gap' || namespaces.has(told.object.metadata.namespace ?? '')) writer.write(told)
        },
        stop.signal,
      ),
    ),
  )
  const watching = Promise.all(watches.map(({ done }) => done))
  const working = Promise.all(scenarios.map((scenario) => workThrough(scenario, world, writer, signal)))
  try {
    await Promise.race([working, watching])
    signal.throwIfAborted()
  } finally {
    stop.abort()
    await watching
  }
}

/** The namespace a scenario works in. */
function namespaceOf({ name, namespace }: Scenario): string {
  return namespace ?? `lab-${name}`
}

async function workThrough(
  scenario: Scenario,
  world: LabWorld,
  writer: TraceWriter,
  signal: AbortSignal,
): Promise<void> {
  const { name } = scenario
  const namespace = namespaceOf(scenario)
  using waiter = new Waiter(new World(name), writer, signal)
  await using shell = await Shell.open({
    KUBECONFIG: 'kubeconfig',
    PATH: `${dirname(world.kubectl)}:${process.env['PATH'] ?? ''}`,
  })
  await kubeconfigFor(namespace, world.kubeconfig, join(shell.folder, 'kubeconfig'))
  writer.write({ type: 'scenario', scenario: name, state: 'begins', namespace })
  try {
    for (const file of scenario.files) {
      await copyFile(join(manifests, file), join(shell.folder, file))
      writer.write({
        type: 'file',
        scenario: name,
        name: file,
        text: await readFile(join(manifests, file), 'utf8'),
      })
    }
    await scenario.work(new ScenarioStudent(name, shell, writer, waiter, signal))
    writer.write({ type: 'scenario', scenario: name, state: 'ends', namespace })
  } catch (error) {
    if (!signal.aborted) {
      writer.write({
        type: 'scenario',
        scenario: name,
        state: 'breaks',
        namespace,
        reason: (error as Error).message,
      })
    }
  }
}

/** @throws UsageError with file and line when a manifest that the scenarios start with is missing or no YAML */
export async function checkManifests(scenarios: readonly Scenario[]): Promise<void> {
  for (const file of new Set(scenarios.flatMap(({ files }) => files))) {
    const path = join(manifests, file)
    const text = await readFile(path, 'utf8').catch((cause: unknown) => {
      throw new UsageError(`manifests/${file}: expected a manifest, found no file`, { cause })
    })
    const [error] = parseDocument(text).errors
    if (error) throw new UsageError(`manifests/${file}: expected YAML, found this: ${error.message}`)
  }
}

type Kubectl = ReturnType<typeof kubectlOf>

const version = z.object({
  clientVersion: z.object({ gitVersion: z.string() }),
  serverVersion: z.object({ gitVersion: z.string() }),
})

async function versions(kubectl: Kubectl): Promise<{ server: string; kubectl: string }> {
  const { stdout } = await kubectl(['version', '--output=json']).catch((cause: unknown) => {
    throw new CannotJudge(`the cluster does not answer: ${(cause as Error).message}`, { cause })
  })
  const { clientVersion, serverVersion } = version.parse(JSON.parse(stdout))
  return { server: serverVersion.gitVersion, kubectl: clientVersion.gitVersion }
}

async function createNamespaces(kubectl: Kubectl, names: readonly string[]): Promise<void> {
  const items = names
    .filter((name) => name !== 'default')
    .map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }))
  await kubectl(['create', '--filename=-'], {
    input: JSON.stringify({ apiVersion: 'v1', kind: 'List', items }),
  })
  // A pod can only be made where the service account exists already, which a controller makes for each namespace.
  await pRetry(
    async () => {
      const format = '--output=jsonpath={.items[*].metadata.namespace}'
      const { stdout } = await kubectl([
        'get',
        'serviceaccounts',
        '--all-namespaces',
        '--field-selector=metadata.name=default',
        format,
      ])
      const missing = names.filter((name) => !stdout.split(' ').includes(name))
      if (missing.length > 0) throw new Error(`no service account in ${missing.join(', ')} yet`)
    },
    { retries: 60, factor: 1, minTimeout: 250 },
  )
}

async function kubeconfigFor(namespace: string, from: string, to: string): Promise<void> {
  const document = parseDocument(await readFile(from, 'utf8'))
  document.setIn(['contexts', 0, 'context', 'namespace'], namespace)
  await writeFile(to, document.toString(), { mode: 0o600 })
}

const kubectlOf =
  ({ kubectl, kubeconfig }: LabWorld) =>
  (args: string[], options: { input?: string } = {}) =>
    execa(kubectl, args, { env: { KUBECONFIG: kubeconfig }, ...options })
