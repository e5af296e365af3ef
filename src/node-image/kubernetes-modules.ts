import { SemVer } from 'semver'
import { CannotJudge } from '../errors.ts'
import type { Progress } from '../machine/progress.ts'
import { succeeds } from '../machine/run.ts'
import { downloadModules, readGoMod, settingsAsIn, type GoOptions, type ModuleAnswer } from './golang.ts'

/** What a version of Kubernetes is compiled from. */
export interface KubernetesModules {
  /** The text of the go.mod. */
  goMod: string
  /** The modules that are of another patch, since their own is refused: as `k8s.io/kube-proxy v0.31.13`. */
  standIns: string[]
}

type Served = Extract<ModuleAnswer, { Dir: string }>

/** What no node needs of the modules that a release keeps in its own tree. */
const samples = /^k8s\.io\/sample-/

/** So many patches away a module is a neighbour. */
const nearby = 5

/**
 * Downloads the modules that a version of Kubernetes keeps in its own tree and publishes beside itself. Where one is
 * refused, its neighbour of the same minor version stands in, if its neighbours differ in no code.
 *
 * @param version as `v1.37.2` or `v1.38.0-rc.1`
 * @throws {CannotJudge} with the module that can't be had
 */
export async function kubernetesModules(
  version: string,
  progress: Progress,
  options: GoOptions,
): Promise<KubernetesModules> {
  const modules = await progress.step(`Getting the modules of Kubernetes ${version}`, () =>
    download(version, options),
  )
  for (const module of modules.standIns)
    progress.say(`Kubernetes ${version} is compiled with ${module}: its own is refused.`)
  return modules
}

async function download(version: string, options: GoOptions): Promise<KubernetesModules> {
  const [kubernetes] = await downloadModules([`k8s.io/kubernetes@${version}`], options)
  if (!kubernetes || !isServed(kubernetes)) throw refusal(version, `k8s.io/kubernetes ${version}`, kubernetes)
  const its = await readGoMod(kubernetes.GoMod, options)
  const names = (its.Replace ?? [])
    .filter(({ Old, New }) => New.Path.startsWith('./staging/') && !samples.test(Old.Path))
    .map(({ Old }) => Old.Path)
  const exact = version.replace(/^v1/, 'v0')
  const answers = await downloadModules(
    names.map((name) => `${name}@${exact}`),
    options,
  )
  const modules = await Promise.all(
    answers.map(async (answer) => (isServed(answer) ? answer : standIn(version, answer, options))),
  )
  return {
    goMod: [
      'module kubernetes-node',
      ...settingsAsIn(its),
      `require k8s.io/kubernetes ${version}`,
      // A test of Kubernetes wants it.
      'exclude k8s.io/sample-apiserver v0.0.0',
      ...modules.map(({ Path, Version }) => `replace ${Path} => ${Path} ${Version}`),
      '',
    ].join('\n'),
    standIns: modules
      .filter(({ Version }) => Version !== exact)
      .map(({ Path, Version }) => `${Path} ${Version}`),
  }
}

/** The nearest patch of a module that is refused. @throws {CannotJudge} when nobody can tell that its code is the same */
async function standIn(
  version: string,
  refused: Exclude<ModuleAnswer, Served>,
  options: GoOptions,
): Promise<Served> {
  const { Path, Version, Error: reason } = refused
  const module = `${Path} ${Version}`
  if (!/\b(403 Forbidden|404 Not Found|410 Gone|unknown revision)\b/.test(reason))
    throw refusal(version, module, refused)
  const around = neighbours(Version).map((neighbour) => `${Path}@${neighbour}`)
  const answers = around.length > 0 ? await downloadModules(around, options) : []
  const [nearest, next] = answers.filter(isServed)
  if (!nearest || !next) throw refusal(version, module, refused, 'No two neighbours of it are served either.')
  // Only two patches with the same code tell that the one beside them has it as well.
  const compare = ['--recursive', '--brief', '--exclude=go.mod', '--exclude=go.sum', nearest.Dir, next.Dir]
  if (await succeeds('diff', compare, { signal: options.signal })) return nearest
  const differ = `Its neighbours ${nearest.Version} and ${next.Version} differ in code, so none of them can stand in for it.`
  throw refusal(version, module, refused, differ)
}

/** Of a release, the patches around it, the nearest first; a candidate has none. */
function neighbours(version: string): string[] {
  const { major, minor, patch, prerelease } = new SemVer(version)
  if (prerelease.length > 0) return []
  return Array.from({ length: nearby }, (_, index) => index + 1)
    .flatMap((distance) => [patch + distance, patch - distance])
    .filter((other) => other >= 0)
    .map((other) => `v${major}.${minor}.${other}`)
}

const isServed = (answer: ModuleAnswer): answer is Served => 'Dir' in answer

function refusal(version: string, module: string, answer?: ModuleAnswer, more = ''): CannotJudge {
  const said = answer && 'Error' in answer ? answer.Error : 'Go said nothing'
  return new CannotJudge(
    [
      `Kubernetes ${version} can't be compiled: expected to get its module ${module}, found: ${said}`,
      more,
      'Name another patch, or an image with --image, or in GOPROXY a mirror that has this module.',
    ]
      .filter(Boolean)
      .join('\n'),
  )
}
