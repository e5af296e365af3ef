import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { KubeConfig } from '@kubernetes/client-node'
import { execa } from 'execa'
import pRetry from 'p-retry'
import { parseDocument } from 'yaml'
import * as z from 'zod'
import { CannotJudge } from '../errors.ts'
import type { Change } from '../lab/counterexample.ts'
import type { Scenario } from '../lab/scenario.ts'
import { kindNames } from '../trace/kinds.ts'
import type { TraceWriter } from '../trace/writer.ts'
import { World } from '../trace/world.ts'
import { manifestPath } from './manifests.ts'
import { GaveUp, ScenarioStudent } from './scenario-student.ts'
import { Shell } from './shell.ts'
import { Waiter } from './waiter.ts'
import { watchKind } from './watch.ts'

/** Where the lab takes place. */
export interface Place {
  /** Path of a kubeconfig of the run's own; its current context is the cluster. */
  kubeconfig: string
  /** Path of the kubectl under test. */
  kubectl: string
  /** What the cluster's nodes run on, for the header. */
  nodeImage: string
  /** Path of a folder of the run's own, in which the students have theirs while they work. */
  folder: string
}

/** The namespace a scenario works in. */
const namespaceOf = ({ name, namespace }: Scenario) => namespace ?? `lab-${name}`

/** A cluster in which scenarios are worked through while all that happens is recorded. */
export class Lab implements AsyncDisposable {
  readonly #place: Place
  readonly #writer: TraceWriter
  readonly #stop: AbortController
  readonly #watching: Promise<unknown>

  private constructor(place: Place, writer: TraceWriter, stop: AbortController, watching: Promise<unknown>) {
    this.#place = place
    this.#writer = writer
    this.#stop = stop
    this.#watching = watching
  }

  /**
   * Writes the header, makes the namespaces of the scenarios and starts recording.
   * @throws CannotJudge when the cluster does not answer
   */
  static async open(scenarios: readonly Scenario[], place: Place, writer: TraceWriter): Promise<Lab> {
    const kubectl = kubectlOf(place)
    const found = await versions(kubectl)
    writer.write({ type: 'header', format: 1, ...found, nodeImage: place.nodeImage, host: hostname() })
    const namespaces = new Set<string>(scenarios.map(namespaceOf))
    await createNamespaces(kubectl, [...namespaces])
    const kubeconfig = new KubeConfig()
    kubeconfig.loadFromFile(place.kubeconfig)
    const stop = new AbortController()
    const watches = await Promise.all(
      kindNames.map((kind) =>
        watchKind(
          kubeconfig,
          kind,
          (told) => {
            if (told.type === 'gap' || namespaces.has(told.object.metadata.namespace ?? ''))
              writer.write(told)
          },
          stop.signal,
        ),
      ),
    )
    return new Lab(place, writer, stop, Promise.all(watches.map(({ done }) => done)))
  }

  /**
   * Works through one scenario, in a world with a change in it if one is given. What breaks it is recorded.
   * @throws what ends the recording: nothing can be judged without it
   */
  async work(scenario: Scenario, signal: AbortSignal, change?: Change): Promise<void> {
    await Promise.race([this.#work(scenario, signal, change), this.#watching])
  }

  /** Records that a scenario is left out on purpose. */
  leaveOut({ name, ...scenario }: Scenario, reason: string): void {
    const namespace = namespaceOf({ name, ...scenario })
    this.#writer.write({ type: 'scenario', scenario: name, state: 'left out', namespace, reason })
  }

  async #work(scenario: Scenario, signal: AbortSignal, change?: Change): Promise<void> {
    const { name } = scenario
    const namespace = namespaceOf(scenario)
    using waiter = new Waiter(new World(name), this.#writer, signal)
    await using shell = await Shell.open(this.#place.folder, {
      KUBECONFIG: 'kubeconfig',
      PATH: `${dirname(this.#place.kubectl)}:${process.env['PATH'] ?? ''}`,
    })
    await kubeconfigFor(namespace, this.#place.kubeconfig, join(shell.folder, 'kubeconfig'))
    if (change?.before !== undefined) await shell.run(change.before)
    const enter = (state: 'begins' | 'ends' | 'breaks', reason?: string) =>
      this.#writer.write({
        type: 'scenario',
        scenario: name,
        state,
        namespace,
        ...(reason !== undefined && { reason }),
      })
    enter('begins')
    try {
      const student = new ScenarioStudent(scenario, change ?? {}, shell, this.#writer, waiter, signal)
      for (const file of scenario.files) {
        await copyFile(manifestPath(file), join(shell.folder, file))
        await student.edits(file, {})
      }
      await scenario.work(student)
      enter('ends')
    } catch (error) {
      if (error instanceof GaveUp) enter('ends')
      else if (!signal.aborted) enter('breaks', (error as Error).message)
    } finally {
      if (change?.after !== undefined) await shell.run(change.after)
      // Of a world with a change nothing is left to the next one in the same namespace.
      if (change) await shell.run('kubectl delete cronjobs,jobs,deployments,pods,secrets --all --now')
    }
  }

  /** Ends the recording. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort()
    await this.#watching
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
  ({ kubectl, kubeconfig }: Place) =>
  (args: string[], options: { input?: string } = {}) =>
    execa(kubectl, args, { env: { KUBECONFIG: kubeconfig }, ...options })
