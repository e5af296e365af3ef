import { copyFile, mkdir, rm } from 'node:fs/promises'
import { availableParallelism, totalmem } from 'node:os'
import { basename, dirname, join } from 'node:path'
import * as z from 'zod'
import { CannotJudge, CommandFailed } from '../errors.ts'
import { run, succeeds, type Heard } from '../machine/run.ts'

/** Programs of one Go module, to be compiled from a go.mod of their own. */
export interface GoPrograms {
  /** As `github.com/coredns/coredns`. */
  module: string
  /** As `v1.14.6`. */
  version: string
  /**
   * Packages of the module, by path inside it, as `cmd/ctr`; the module itself is ''. Each must be a program. Or the path
   * of a main.go of our own that takes from the module what is needed of it; the program has the name of its folder.
   */
  packages: readonly string[] | string
  /** Go's build tags. */
  tags?: readonly string[]
}

/** How Go is called. */
export interface GoOptions extends Heard {
  /** The folder that Go downloads to and compiles in, in place of its own, which other work on this machine shares. */
  goFolder: string
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
}

/**
 * Compiles programs of a module into a folder. Replacements in the module's own go.mod are not heeded, which
 * `go install` refuses and which no program here needs.
 *
 * @param directory receives one file a program, named as Go names it
 * @throws {CommandFailed} with the last lines of Go
 */
export async function buildGoPrograms(
  programs: GoPrograms,
  directory: string,
  options: GoOptions,
): Promise<void> {
  const { module, version, packages, tags } = programs
  const workspace = join(directory, '.go')
  await mkdir(workspace, { recursive: true })
  const go = goIn(workspace, options)
  await go('mod', 'init', 'programs')
  if (typeof packages === 'string') {
    await copyFile(packages, join(workspace, 'main.go'))
    await go('get', `${module}@${version}`)
    await go('build', ...buildFlags(tags), '-o', join(directory, basename(dirname(packages))), '.')
  } else {
    const paths = packages.map((path) => (path === '' ? module : `${module}/${path}`))
    await go('get', ...paths.map((path) => `${path}@${version}`))
    await go('build', ...buildFlags(tags), '-o', `${directory}/`, ...paths)
  }
  await rm(workspace, { recursive: true, force: true })
}

/**
 * Compiles a program of our own that needs no other module.
 *
 * @param source path of its main.go
 * @param output the program's path
 * @throws {CommandFailed} with the last lines of Go
 */
export async function buildGoFile(source: string, output: string, options: GoOptions): Promise<void> {
  await goIn(dirname(source), options)('build', ...buildFlags(), '-o', output, source)
}

/** A module as Go answers for it: with the paths of its folder and of its go.mod, or with why it can't be had. */
const moduleAnswer = z.union([
  z.object({ Path: z.string(), Version: z.string(), Dir: z.string(), GoMod: z.string() }),
  z.object({ Path: z.string(), Version: z.string(), Error: z.string() }),
])
export type ModuleAnswer = z.infer<typeof moduleAnswer>

/**
 * Downloads Go modules, as far as Go has not got them. Go's own answer counts, and no list of versions: some are
 * served that no list names, of some only a part.
 *
 * @param modules as `sigs.k8s.io/kind@v0.33.0`
 * @returns an answer for each, in their order
 * @throws {CannotJudge} or {CommandFailed} when Go does not answer
 */
export async function downloadModules(
  modules: readonly string[],
  options: GoOptions,
): Promise<ModuleAnswer[]> {
  const printed = await goIn('/', options)('mod', 'download', '-json', ...modules).catch((error: unknown) => {
    if (error instanceof CommandFailed && error.stdout.startsWith('{')) return error.stdout
    throw error
  })
  const answers = printed.split(/(?<=^\})\n/m).map((text) => moduleAnswer.parse(JSON.parse(text)))
  const inOrder = modules.flatMap(
    (module) => answers.find(({ Path, Version }) => `${Path}@${Version}` === module) ?? [],
  )
  if (inOrder.length === modules.length) return inOrder
  throw new CannotJudge(`Expected Go to answer for ${modules.join(', ')}, found:\n${printed}`)
}

const goModule = z.object({
  Go: z.string(),
  GoDebug: z.array(z.object({ Key: z.string(), Value: z.string() })).nullish(),
  Replace: z
    .array(z.object({ Old: z.object({ Path: z.string() }), New: z.object({ Path: z.string() }) }))
    .nullish(),
})

/**
 * Reads a go.mod.
 *
 * @throws {CommandFailed} when it is none
 */
export async function readGoMod(path: string, options: GoOptions) {
  return goModule.parse(JSON.parse(await goIn('/', options)('mod', 'edit', '-json', path)))
}

/** The lines of a go.mod that let a program behave as under the Go that another go.mod is written for. */
export function settingsAsIn({ Go, GoDebug }: Awaited<ReturnType<typeof readGoMod>>): string[] {
  const godebug = new Map([['default', `go${Go.split('.').slice(0, 2).join('.')}`]])
  for (const { Key, Value } of GoDebug ?? []) godebug.set(Key, Value)
  return [`go ${Go}`, ...[...godebug].map(([key, value]) => `godebug ${key}=${value}`)]
}

/** What the linker is told, so that programs of Kubernetes know their version, as `v1.37.2`. */
export function stampsOf(version: string): string[] {
  const [, minor] = version.split('.')
  return ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'].flatMap((path) => [
    `-X ${path}.gitVersion=${version}`,
    `-X ${path}.gitMajor=1`,
    `-X ${path}.gitMinor=${minor}`,
    `-X ${path}.gitTreeState=clean`,
    `-X ${path}.gitCommit=unknown`,
    `-X ${path}.buildDate=1970-01-01T00:00:00Z`,
  ])
}

/** What `go build` is always told. Nothing is made for debuggers: the compiler takes an eighth less time then. */
export function buildFlags(tags: readonly string[] = [], stamps: readonly string[] = []): string[] {
  const ldflags = ['-s', '-w', ...stamps].join(' ')
  const tagged = tags.length > 0 ? ['-tags', tags.join(',')] : []
  return ['-trimpath', '-buildvcs=false', '-gcflags=all=-dwarf=false', '-ldflags', ldflags, ...tagged]
}

/**
 * A compiler lives for a second and then gives all its memory back: it need not collect garbage meanwhile, unless as many
 * of them as may run at once, of a few programs, would fill a quarter of what the machine has.
 */
function memory(): Record<string, string> {
  return { GOGC: 'off', GOMEMLIMIT: String(Math.floor(totalmem() / 4 / availableParallelism())) }
}

/** Gives a function that runs Go in a folder, with these arguments. */
export function goIn(directory: string, { goFolder, ...heard }: GoOptions) {
  const env = {
    CGO_ENABLED: '0',
    GOCACHE: join(goFolder, 'build'),
    GOMODCACHE: join(goFolder, 'modules'),
    // Modules that are read-only could not be removed.
    GOFLAGS: '-mod=mod -modcacherw',
    GOWORK: 'off',
    ...memory(),
  }
  return (...args: string[]) => run('go', args, { ...heard, directory, env, hint: proxyHint })
}
