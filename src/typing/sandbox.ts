import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { nodeOf, sandboxOf, type Cluster } from '../cluster/cluster.ts'
import type { Toolbox } from '../cluster/setup.ts'
import { engineRun, type Engine } from '../machine/engine.ts'
import { readYaml } from '../read-yaml.ts'
import { ownServer } from './names.ts'
import { startOfShell } from './start-of-shell.ts'

/** Nobody on any machine: it owns nothing, and has no name. */
const user = 61_000

const home = '/home/reader'
const given = '/etc/reader'

/**
 * A container in the network of a cluster's node, in which the lines of a text are typed as a user who may nothing. It has the
 * image of the node, an empty home and a kubeconfig of that cluster, and nothing of the host's.
 */
export class Sandbox implements AsyncDisposable {
  /** Path in it of what its shells begin with. */
  readonly start: string = `${given}/start`
  /** How often it was lost with all that was in its home, and begun again. */
  renewals = 0
  readonly #engine: Engine
  readonly #name: string
  /** What the engine is told to begin it. */
  readonly #beginning: readonly string[]

  private constructor(engine: Engine, name: string, beginning: readonly string[]) {
    this.#engine = engine
    this.#name = name
    this.#beginning = beginning
  }

  /**
   * Puts up the walls around a cluster of this run's own, which is ready, and the container in it.
   * @param marker what its terminals say when a line has ended
   * @param folder of this run's own, for what the container is given
   * @throws CommandFailed when the engine or the node can't
   */
  static async open(
    { engine, image, kubectl }: Toolbox,
    { name, kubeconfig }: Pick<Cluster, 'name' | 'kubeconfig'>,
    marker: string,
    folder: string,
    signal: AbortSignal,
  ): Promise<Sandbox> {
    await raiseWalls(engine, nodeOf(name), signal)
    const gifts = join(folder, sandboxOf(name))
    await mkdir(gifts, { recursive: true })
    const config = await readYaml(kubeconfig)
    config.setIn(['clusters', 0, 'cluster', 'server'], ownServer)
    // Who reads them in the container is nobody on the host, where nobody gets as far.
    for (const [file, text] of [
      ['config', config.toString()],
      ['start', startOfShell(marker, given)],
    ] as const) {
      await writeFile(join(gifts, file), text)
      await chmod(join(gifts, file), 0o444)
    }
    const room = (path: string) => ['--tmpfs', `${path}:rw,exec,size=64m,mode=1777`]
    const walls = [
      '--cap-drop=all',
      '--security-opt=no-new-privileges',
      '--read-only',
      ...room(home),
      ...room('/tmp'),
    ]
    const limits = [
      '--memory=768m',
      '--memory-swap=768m',
      '--pids-limit=200',
      '--cpus=1',
      '--log-driver=none',
      '--stop-signal=KILL',
    ]
    const gives = ['--volume', `${gifts}:${given}:ro`, '--volume', `${kubectl}:/usr/local/sbin/kubectl:ro`]
    const env = { HOME: home, USER: 'reader', TERM: 'dumb', LANG: 'C.UTF-8', TZ: 'UTC', SHELL: '/bin/bash' }
    const place = [`--network=container:${nodeOf(name)}`, `--user=${user}:${user}`, '--workdir', home]
    const variables = Object.entries(env).map(([key, value]) => `--env=${key}=${value}`)
    // Its first process outlives `kill -1`, and buries who has lost its parent.
    const first = 'mkfifo /tmp/.never; exec 9<> /tmp/.never; while :; do read -r <&9; done'
    const beginning = [
      'run',
      '--detach',
      '--name',
      sandboxOf(name),
      ...place,
      ...walls,
      ...limits,
      ...gives,
      ...variables,
      '--entrypoint=/bin/bash',
      image.reference,
      '-c',
      first,
    ]
    await engineRun(engine, beginning, { signal })
    return new Sandbox(engine, sandboxOf(name), beginning)
  }

  /** A program and its arguments that run some bash in it, as its user. */
  command(script: string, ...args: readonly string[]): [string, ...string[]] {
    return [this.#engine.name, 'exec', '--interactive', this.#name, 'bash', '-c', script, 'bash', ...args]
  }

  /** What the engine needs in its environment. */
  get env(): Readonly<Record<string, string>> {
    return this.#engine.env
  }

  /** Runs some bash in it, which must not take long. @returns what it printed. @throws CommandFailed */
  async run(script: string, args: readonly string[], input = '', signal?: AbortSignal): Promise<string> {
    const [, ...words] = this.command(script, ...args)
    return await engineRun(this.#engine, words, { input, timeLimitSeconds: 20, signal })
  }

  /** Ends all that runs in it. @throws CommandFailed when it can't */
  async endAll(signal?: AbortSignal): Promise<void> {
    await this.run('kill -9 -1', [], '', signal).catch(async () => {
      // Nothing can be started in it any more. What podman starts again has another home.
      await this[Symbol.asyncDispose]()
      await engineRun(this.#engine, this.#beginning, { signal })
      this.renewals += 1
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await engineRun(this.#engine, ['rm', '--force', '--volumes', this.#name])
  }
}

async function raiseWalls(engine: Engine, node: string, signal: AbortSignal): Promise<void> {
  const [walls, runc] = await Promise.all(
    ['walls.sh', 'guarded-runc.sh'].map((file) => readFile(join(import.meta.dirname, file), 'utf8')),
  )
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? [])
  const host = addresses.flatMap(({ family, address, internal }) =>
    family === 'IPv4' && !internal ? [address] : [],
  )
  const command = ['exec', '--interactive', node, 'bash', '-c', walls ?? '', 'bash', `${user}`, ...host]
  await engineRun(engine, command, { input: runc ?? '', signal })
}
