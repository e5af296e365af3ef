import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { CannotJudge } from '../errors.ts'
import { run, succeeds, type Heard } from './run.ts'
import { recordUndo } from './undo.ts'

/** Programs of one Go module, to be compiled from a go.mod of their own. */
export interface GoPrograms {
  /** As `github.com/coredns/coredns`. */
  module: string
  /** As `v1.14.6`. */
  version: string
  /** Packages of the module, by path inside it, as `cmd/ctr`; the module itself is ''. Each must be a program. */
  packages: readonly string[]
  /** Go's build tags. */
  tags?: readonly string[]
}

const answerSeconds = 20

/** How to get Go, for messages. */
export const getGo = 'Install Go 1.26 or newer (https://go.dev/doc/install) and have it on the PATH'

const proxyHint = `If a module could not be had, name a proxy that has it in GOPROXY. If Go is too old: ${getGo}.`

/**
 * Makes sure that there is a Go compiler, which fills its own caches.
 *
 * @param purpose what needs it, as in `Compiling kind`
 * @param instead what else the user can do than to install Go
 * @throws {CannotJudge} with how to get it, when there is none
 */
export async function requireGo(purpose: string, signal?: AbortSignal, instead = getGo): Promise<void> {
  if (!(await succeeds('go', ['version'], { signal, timeLimitSeconds: answerSeconds })))
    throw new CannotJudge(`${purpose} needs Go, and there is none. ${instead}, then run this again.`)
  await recordUndo('go clean -cache -modcache')
}

/**
 * Compiles programs of a module into a folder. Replacements in the module's own go.mod are not heeded, which
 * `go install` refuses and which no program here needs.
 *
 * @param directory receives one file a package, named as Go names it
 * @throws {CommandFailed} with the last lines of Go
 */
export async function buildGoPrograms(
  programs: GoPrograms,
  directory: string,
  options: Heard,
): Promise<void> {
  const { module, version, packages } = programs
  const workspace = join(directory, '.go')
  const paths = packages.map((path) => (path === '' ? module : `${module}/${path}`))
  await mkdir(workspace, { recursive: true })
  const go = goRunner(workspace, options)
  await go('mod', 'init', 'programs')
  await go('get', ...paths.map((path) => `${path}@${version}`))
  await go('build', ...buildFlags('-s -w', programs.tags), '-o', `${directory}/`, ...paths)
  await removeWorkspace(workspace)
}

/**
 * Compiles a program of our own that needs no other module.
 *
 * @param source path of its main.go
 * @param output the program's path
 * @throws {CommandFailed} with the last lines of Go
 */
export async function buildGoFile(source: string, output: string, options: Heard): Promise<void> {
  await goRunner('.', options)('build', ...buildFlags('-s -w'), '-o', output, source)
}

/**
 * Compiles all of Kubernetes that a node needs, as one program.
 *
 * @param source path of the main.go that imports the programs of Kubernetes
 * @param version as `v1.37.2`
 * @param output the program's path
 * @throws {CommandFailed} with the last lines of Go
 */
export async function buildKubernetes(
  source: string,
  version: string,
  output: string,
  options: Heard,
): Promise<void> {
  const workspace = `${output}.go`
  const [, minor = '', patch = ''] = version.split('.')
  const staging = `v0.${minor}.${patch}`
  await mkdir(workspace, { recursive: true })
  const go = goRunner(workspace, options)
  const { GoMod } = await downloadModule('k8s.io/kubernetes', version, options.signal)
  const replacements = stagingModules(await readFile(GoMod, 'utf8')).map(
    (module) => `replace ${module} => ${module} ${staging}`,
  )
  await writeFile(
    join(workspace, 'go.mod'),
    ['module kubernetes-node', '', `require k8s.io/kubernetes ${version}`, ...replacements, ''].join('\n'),
  )
  await writeFile(join(workspace, 'main.go'), await readFile(source))
  await go('mod', 'tidy')
  const stamps = ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'].flatMap((path) => [
    `-X ${path}.gitVersion=${version}`,
    `-X ${path}.gitMajor=1`,
    `-X ${path}.gitMinor=${minor}`,
    `-X ${path}.gitTreeState=clean`,
    `-X ${path}.gitCommit=unknown`,
    `-X ${path}.buildDate=1970-01-01T00:00:00Z`,
  ])
  await go('build', '-v', ...buildFlags(['-s', '-w', ...stamps].join(' ')), '-o', output, '.')
  await removeWorkspace(workspace)
}

const downloadedModule = z.object({ Dir: z.string(), GoMod: z.string() })

/**
 * Downloads a Go module, unless Go has it.
 *
 * @param module as `sigs.k8s.io/kind`
 * @param version as `v0.33.0`
 * @returns the paths of its folder and of its go.mod in Go's module cache, which is read-only
 * @throws {CommandFailed} when it can't be had
 */
export async function downloadModule(
  module: string,
  version: string,
  signal?: AbortSignal,
): Promise<z.infer<typeof downloadedModule>> {
  const answer = await run('go', ['mod', 'download', '-json', `${module}@${version}`], {
    signal,
    hint: proxyHint,
  })
  return downloadedModule.parse(JSON.parse(answer))
}

/**
 * The modules that a Kubernetes release keeps in its own tree and publishes beside itself.
 *
 * @param goMod the text of its go.mod
 */
export function stagingModules(goMod: string): string[] {
  return [...goMod.matchAll(/^\s*(?:replace\s+)?(k8s\.io\/\S+) => \.\/staging\//gm)].flatMap(
    ([, module]) => module ?? [],
  )
}

function buildFlags(ldflags: string, tags: readonly string[] = []): string[] {
  return [
    '-trimpath',
    '-buildvcs=false',
    '-ldflags',
    ldflags,
    ...(tags.length > 0 ? ['-tags', tags.join(',')] : []),
  ]
}

function goRunner(directory: string, options: Heard) {
  return (...args: string[]) =>
    run('go', args, {
      ...options,
      directory,
      env: { CGO_ENABLED: '0', GOFLAGS: '-mod=mod', GOWORK: 'off' },
      hint: proxyHint,
    })
}

async function removeWorkspace(workspace: string): Promise<void> {
  await rm(workspace, { recursive: true, force: true })
}
