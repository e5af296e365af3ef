import { hash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheDirectory } from '../cache-directory.ts'
import { CommandFailed } from '../errors.ts'
import { cached } from './cache.ts'
import { hostQuirks, podmanSettings, probeHost, type HostFacts, type HostQuirk } from './quirks.ts'
import type { Progress } from './progress.ts'
import { run, succeeds, tryToRun, type RunOptions } from './run.ts'
import { recordUndo } from './undo.ts'

/** The container engines that can be used, the first that works being the one that is. */
export const engineNames = ['docker', 'podman'] as const

/** A working container engine. */
export interface Engine {
  /** The name of its program, which is on the PATH. */
  name: (typeof engineNames)[number]
  /** What the engine, and kind, need in their environment, by name of the variable. */
  env: Readonly<Record<string, string>>
}

const answerSeconds = 8

/** The Debian packages of podman and of what it needs to run a kind node. */
export const enginePackages = ['podman', 'runc', 'netavark', 'aardvark-dns', 'iptables']

/** A working engine, and what of the host decides what a cluster on it needs. */
export interface FoundEngine {
  engine: Engine
  facts: HostFacts
}

/**
 * Finds an engine that can run a node: Docker, else podman.
 *
 * @returns undefined when there is none
 */
export async function findEngine(progress: Progress, signal?: AbortSignal): Promise<FoundEngine | undefined> {
  for await (const found of findEngines(signal)) {
    const { engine, facts } = found
    if (engine.name === 'podman' || facts.allCapabilities || (await dockerRunsNodes(signal))) return found
    progress.say('Docker can not run a node here, since this host lacks capabilities. podman is tried.')
  }
  return undefined
}

/**
 * Finds all engines that really work, Docker first. A Docker client without its engine does not, nor does podman
 * without runc on cgroup v1.
 */
export async function* findEngines(signal?: AbortSignal): AsyncGenerator<FoundEngine> {
  for (const name of engineNames) {
    const cgroup = await answer(name, signal)
    if (!cgroup) continue
    if (name === 'podman' && cgroup === 'v1' && !(await succeeds('runc', ['--version'], { signal }))) continue
    const facts = await probeHost(name, cgroup)
    yield { engine: { name, env: await environment(name, hostQuirks(facts)) }, facts }
  }
}

/**
 * Runs a command of the engine, as {@link run} does.
 *
 * @param args the command, as in `['pull', 'docker.io/library/busybox']`
 */
export async function engineRun(
  engine: Engine,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  return run(engine.name, args, { ...options, env: { ...engine.env, ...options.env } })
}

/** Whether {@link installDebianPackages} can do anything here: this is root, and there is apt. */
export function canInstallPackages(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
}

/**
 * Installs packages of Debian or Ubuntu, as root.
 *
 * @throws {CommandFailed} with apt's last lines
 */
export async function installDebianPackages(
  packages: readonly string[],
  progress: Progress,
  signal?: AbortSignal,
): Promise<void> {
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const install = async (line: (text: string) => void) =>
    run(
      'apt-get',
      ['install', '--yes', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300', ...packages],
      {
        env,
        signal,
        line,
        hint: `Install these packages yourself, then run this again: ${packages.join(' ')}`,
      },
    )
  const missing = await Promise.all(
    packages.map(async (name) => ((await succeeds('dpkg', ['--status', name], { signal })) ? [] : [name])),
  )
  await progress.step(`Installing ${packages.join(', ')} with apt`, async (line) => {
    try {
      await install(line)
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error
      await run('apt-get', ['update'], { env, signal, line })
      await install(line)
    }
  })
  if (missing.flat().length > 0) await recordUndo(`apt-get remove ${missing.flat().join(' ')}`)
}

async function answer(name: Engine['name'], signal?: AbortSignal): Promise<HostFacts['cgroup'] | undefined> {
  const format = name === 'docker' ? '{{.CgroupVersion}}' : '{{.Host.CgroupsVersion}}'
  const options = { signal, timeLimitSeconds: answerSeconds }
  const version = await tryToRun(name, ['info', '--format', format], options)
  if (!version) return undefined
  return version.endsWith('1') ? 'v1' : 'v2'
}

/** Docker gives a privileged container all capabilities there are, or none starts: it tries with an empty image. */
async function dockerRunsNodes(signal?: AbortSignal): Promise<boolean> {
  const options = { signal, timeLimitSeconds: answerSeconds }
  const emptyTar = '\0'.repeat(10_240)
  const image = await tryToRun('docker', ['import', '-'], { ...options, input: emptyTar })
  if (image === undefined) return false
  const trial = ['run', '--rm', '--privileged', '--network=none', image, '/nothing']
  try {
    await run('docker', trial, options)
    return true
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error
    // It came as far as to miss the program.
    return error.reason === 'exit code 127'
  } finally {
    await succeeds('docker', ['rmi', image], options)
  }
}

async function environment(
  name: Engine['name'],
  quirks: readonly HostQuirk[],
): Promise<Record<string, string>> {
  const settings = name === 'podman' ? podmanSettings(quirks) : undefined
  const env = { KIND_EXPERIMENTAL_PROVIDER: name }
  if (settings === undefined) return env
  const digest = hash('sha256', settings).slice(0, 12)
  const path = await cached(join(cacheDirectory(), `containers-${digest}.conf`), (temporary) =>
    writeFile(temporary, settings),
  )
  return { ...env, CONTAINERS_CONF: path }
}
