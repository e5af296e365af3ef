import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { CommandFailed, LeftBehind } from '../errors.ts'
import { withLock } from '../lock.ts'
import { ofKubectl } from '../own-environment.ts'
import { scratchFolder } from '../scratch-folder.ts'
import { sideBySide } from '../side-by-side.ts'
import { engineRun, type Engine } from '../machine/engine.ts'
import { isOurs, recordOurs } from '../machine/ours.ts'
import { modulesFolder } from '../machine/quirks.ts'
import type { Progress } from '../machine/progress.ts'
import { run, succeeds } from '../machine/run.ts'
import { serviceAccountsIn } from '../service-accounts.ts'
import { recordUndo } from '../machine/undo.ts'
import { leftBehind, namePrefix, readOwners, removeOwner, writeOwner } from './owner.ts'
import { causesOf, explained, kindError } from './explained.ts'
import { kindConfiguration } from './kind-configuration.ts'
import { servePodImages } from './serve-pod-images.ts'
import type { Toolbox } from './setup.ts'

/**
 * A running cluster of one node. Disposing of it deletes it with its kubeconfig, and throws `LeftBehind`
 * when kind can't.
 */
export interface Cluster extends AsyncDisposable {
  /** As kind knows it: `kubelab-`, the id of this process, and six hexadecimal digits. */
  name: string
  /** Path of the cluster's own kubeconfig, mode 0600, in the scratch folder of this run. */
  kubeconfig: string
  /** Lets go of the cluster: from then on neither disposing of it nor a later run deletes it. */
  keep(): Promise<void>
}

/** How a cluster is created. */
export interface ClusterOptions {
  /**
   * The folder for `kind.log` (what kind prints), and for the folder `kind-logs` (the logs of the node, when creation
   * fails). It is made where it is missing.
   */
  directory: string
  /** Ends the creation; what there is of the cluster is deleted. */
  signal?: AbortSignal | undefined
  /** Where the creation says how far it is. */
  progress: Progress
  /** Path of a policy by which the API server writes down what it is asked; without it there is none. */
  auditPolicy?: string | undefined
  /** How long it waits before it tries again what has failed; by default as long as a busy machine needs. */
  pauses?: Pauses
}

/** Before what has failed is tried again (milliseconds). */
interface Pauses {
  create: number
  /** On a busy machine the processes of a node that was killed end some seconds later; until then it can't be removed. */
  remove: number
}

const usualPauses: Pauses = { create: 1000, remove: 2000 }

/** The network that all nodes of kind are in, whoever made them. */
export const kindNetwork = 'kind'

const createSeconds = 600
const readySeconds = 120
const logsSeconds = 60
const deleteSeconds = 120
const deleteRetries = 4

/**
 * Creates a cluster, having removed the clusters that killed runs left behind. It is ready: the API server
 * answers, the node is Ready, and the service account `default` is in the namespace `default`.
 *
 * @throws {CannotJudge} when kind fails, and fails again where no cause is known; says why. Nothing of the cluster is left
 *   then, or {@link LeftBehind} says what is
 * @throws the signal's reason, when that ended it
 */
export async function createCluster(toolbox: Toolbox, options: ClusterOptions): Promise<Cluster> {
  const { directory, signal, progress, pauses = usualPauses } = options
  // Of two clusters that are made at once, one finds what was left.
  await withLock('leftovers', () => removeLeftovers(toolbox, progress))
  const name = `${namePrefix}${process.pid}-${randomBytes(3).toString('hex')}`
  const kubeconfig = join(await scratchFolder(), `${name}.kubeconfig`)
  await mkdir(directory, { recursive: true })
  await rm(kubeconfig, { force: true })
  await writeOwner(name)
  let released = false
  await using stack = new AsyncDisposableStack()
  const cluster: Cluster = {
    name,
    kubeconfig,
    keep: async () => {
      released = true
      await removeOwner(name)
    },
    [Symbol.asyncDispose]: async () => {
      if (released) return
      released = true
      await rm(kubeconfig, { force: true })
      await deleteCluster(toolbox, name, pauses).catch((cause: Error) => {
        throw new LeftBehind(cause.message, { cause })
      })
    },
  }
  stack.use(cluster)
  try {
    await progress.step(`Creating a cluster of Kubernetes ${toolbox.image.kubernetes}`, async (line) => {
      const { default: pRetry } = await import('p-retry')
      await using _ = await ensureNetwork(toolbox.engine, signal)
      if (toolbox.quirks.some(({ cure }) => cure === 'modules-folder')) {
        await mkdir(modulesFolder, { recursive: true })
        await recordUndo(`rmdir ${modulesFolder}`)
      }
      await pRetry(() => createOnce(toolbox, cluster, options, line), {
        retries: 1,
        minTimeout: pauses.create,
        // What has a known cause fails in the same way again.
        shouldRetry: async () => !signal?.aborted && (await causesOf(toolbox.engine, directory)).length === 0,
        onFailedAttempt: async ({ error, retriesLeft }) => {
          if (retriesLeft > 0 && !signal?.aborted)
            progress.say(`No cluster could be made: ${(await kindError(directory)) ?? error.message}`)
        },
        ...(signal && { signal }),
      })
    })
  } catch (error) {
    const isFailure = error instanceof CommandFailed && !signal?.aborted
    const told: unknown = isFailure ? await explained(error, toolbox.engine, directory) : error
    signal?.throwIfAborted()
    throw told
  }
  stack.move()
  return cluster
}

/**
 * Deletes the clusters of runs that were killed. A cluster whose run still lives, and any that has no record of ours,
 * is left alone.
 */
async function removeLeftovers(toolbox: Toolbox, progress: Progress): Promise<void> {
  const dead = await leftBehind(await readOwners())
  if (dead.length === 0) return
  const there = await containersIn(toolbox.engine)
  // What is not there may be in another engine, or on another machine.
  for (const { cluster } of dead.filter((one) => there.includes(nodeOf(one.cluster)))) {
    progress.say(`Removing the cluster ${cluster}, left behind by a run that was killed.`)
    await deleteCluster(toolbox, cluster)
  }
}

/** The names of all containers that an engine has, also of those that do not run. */
export async function containersIn(engine: Engine, signal?: AbortSignal): Promise<string[]> {
  return (await engineRun(engine, ['ps', '--all', '--format', '{{.Names}}'], { signal })).split('\n')
}

async function createOnce(
  toolbox: Toolbox,
  cluster: Cluster,
  { directory, signal, auditPolicy, pauses = usualPauses }: ClusterOptions,
  line: (text: string) => void,
): Promise<void> {
  const { engine, kind, kubectl, image, quirks, served = [] } = toolbox
  const { name, kubeconfig } = cluster
  const { stringify } = await import('yaml')
  const files = ['--image', image.reference, '--kubeconfig', kubeconfig]
  const logs = join(directory, 'kind-logs')
  const log = createWriteStream(join(directory, 'kind.log'), { flags: 'a' })
  try {
    await run(kind, ['create', 'cluster', '--name', name, '--retain', '--config', '-', ...files], {
      env: engine.env,
      input: stringify(kindConfiguration(quirks, auditPolicy)),
      signal,
      timeLimitSeconds: createSeconds,
      line: (text) => {
        log.write(`${text}\n`)
        line(text.trim())
      },
      hint: 'kind.log has what kind said, and the folder kind-logs what the node said.',
    })
    line('waiting for the node')
    const wait = ['wait', `--timeout=${readySeconds}s`, '--for=condition=Ready', `node/${nodeOf(name)}`]
    await sideBySide(
      [
        (either) =>
          run(kubectl, wait, {
            ...ofKubectl({ kubectl, kubeconfig }),
            signal: either,
            timeLimitSeconds: readySeconds + 10,
          }),
        (either) => serviceAccountsIn(['default'], { kubectl, kubeconfig }, either),
      ],
      signal,
    )
    await servePodImages(engine, nodeOf(name), served, signal)
  } catch (error) {
    if (!signal?.aborted) {
      await succeeds(kind, ['export', 'logs', logs, '--name', name], {
        env: engine.env,
        timeLimitSeconds: logsSeconds,
      })
      // What keeps the nodes from being removed is told when they are removed at last.
      await removeNodes(toolbox, name, pauses).catch(() => {})
    }
    throw error
  } finally {
    log.end()
    await finished(log)
  }
}

/**
 * Deletes a cluster, and forgets who made it.
 *
 * @throws {CommandFailed} when kind can't
 */
export async function deleteCluster(
  toolbox: Pick<Toolbox, 'engine' | 'kind'>,
  name: string,
  pauses = usualPauses,
): Promise<void> {
  await removeNodes(toolbox, name, pauses)
  await removeOwner(name)
}

/** The name of a cluster's only node, which is also that of its container. */
export function nodeOf(name: string): string {
  return `${name}-control-plane`
}

/** The name of the container in which a text is typed on a cluster. */
export function sandboxOf(name: string): string {
  return `${name}-sandbox`
}

async function removeNodes(
  { engine, kind }: Pick<Toolbox, 'engine' | 'kind'>,
  name: string,
  pauses: Pauses,
): Promise<void> {
  const node = nodeOf(name)
  const options = { env: engine.env, timeLimitSeconds: deleteSeconds }
  // It is in the network of the node, which podman removes only after it.
  await succeeds(engine.name, ['rm', '--force', '--volumes', sandboxOf(name)], options)
  // kind's way to stop a node of podman's takes ten seconds, for nothing: the node is thrown away.
  if (engine.name === 'podman') await succeeds('podman', ['kill', node], options)
  const { default: pRetry } = await import('p-retry')
  const hint = `Remove it yourself: ${engine.name} rm --force --volumes ${node}`
  await pRetry(
    () => run(kind, ['delete', 'cluster', '--name', name, '--kubeconfig', '/dev/null'], { ...options, hint }),
    { retries: deleteRetries, factor: 1, minTimeout: pauses.remove },
  )
  // The volume that kind makes for podman beforehand outlives a node that could not be started.
  if (engine.name === 'podman')
    await run('podman', ['volume', 'prune', '--force', '--filter', `label=${node}`], options)
}

/**
 * kind makes its network when it is missing, and fails with podman when another cluster is just doing the same.
 * @returns what records, when kind has made it, that it is ours
 */
async function ensureNetwork(engine: Engine, signal?: AbortSignal): Promise<AsyncDisposable> {
  const isMissing = async () => (await isOurs(engine, 'network', kindNetwork, signal)) === undefined
  const wasMissing = await isMissing()
  if (wasMissing && engine.name === 'podman')
    await withLock('network', async () => {
      if (!(await isMissing())) return
      const create = ['network', 'create', '--driver=bridge']
      // What kind asks for, and what it falls back to.
      const both = [...create, '--ipv6', '--subnet', 'fc00:f853:ccd:e793::/64', kindNetwork]
      if (!(await succeeds('podman', both, { env: engine.env, signal })))
        await engineRun(engine, [...create, kindNetwork], { signal })
      await recordOurs(engine, 'network', kindNetwork)
    })
  return {
    [Symbol.asyncDispose]: async () => {
      if (wasMissing) await recordOurs(engine, 'network', kindNetwork)
    },
  }
}
