import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { CannotJudge } from '../errors.ts'
import {
  canInstallPackages,
  enginePackages,
  findEngine,
  installDebianPackages,
  type Engine,
} from './engine.ts'
import { getGo } from './golang.ts'
import { kubectlOf, namedKubectl } from './kubectl.ts'
import { findNodeImage, getNodeImage, type ImageSource, type NodeImage } from './nodeimage.ts'
import { kindPrograms, programs, programsPath } from './programs.ts'
import { describeQuirks, type HostQuirk } from './quirks.ts'
import { terminalReport, type Report } from './report.ts'
import { resolveKubernetes } from './versions.ts'

/** The version that is taken when none is named. */
export const defaultKubernetes = 'v1.37'

export interface SetupOptions {
  /** As `v1.37`, `1.37` or `v1.37.2`. */
  kubernetes: string
  /** Forces one of the two ways to come by a node image. */
  imageSource?: ImageSource | undefined
  /** Path of a kubectl to use in place of the node image's own. */
  kubectl?: string | undefined
  signal?: AbortSignal | undefined
}

/** All that it takes to create a cluster. */
export interface Toolbox {
  engine: Engine
  /** Path of kind. */
  kind: string
  /** Path of kubectl. */
  kubectl: string
  image: NodeImage
  quirks: readonly HostQuirk[]
}

/**
 * Sees to it that a cluster can be created: a container engine, kind, the node image and kubectl. What is missing
 * is installed, pulled or built, unless `LAB_SETUP` is `never`. Takes less than a second when nothing is
 * missing, and says no more then than what of the host needs a cure.
 *
 * @throws {UsageError} when there is no such version of Kubernetes, or no such kubectl
 * @throws {CannotJudge} when something is missing and can't be had; says what, and how to get it
 */
export async function setup(options: SetupOptions, report: Report = terminalReport()): Promise<Toolbox> {
  const { imageSource, signal } = options
  const version = resolveKubernetes(options.kubernetes)
  const wanted = version.built?.version ?? version.pulled?.version ?? ''
  const named = options.kubectl === undefined ? undefined : await namedKubectl(options.kubectl)

  const mayInstall = process.env['LAB_SETUP'] !== 'never'
  let found = await findEngine(wanted, signal)
  const kindPath = join(programsPath(kindPrograms), 'kind')
  const present = found && (await findNodeImage(found.engine, version, imageSource, signal))
  if (!mayInstall) {
    const missing = [
      found ? '' : `no working container engine: ${getEngine}`,
      existsSync(kindPath)
        ? ''
        : `no kind ${kindPrograms.version} in the cache: run scripts/setup, which needs Go`,
      present ? '' : `no node image of Kubernetes ${wanted}: run scripts/setup, which pulls or builds it`,
    ].filter(Boolean)
    if (missing.length > 0)
      throw new CannotJudge(['LAB_SETUP is never, and this is missing:', ...missing].join('\n  '))
  }

  if (!found) {
    if (!canInstallPackages())
      throw new CannotJudge(`Expected a working container engine, found none. ${getEngine}.`)
    await installDebianPackages(enginePackages, report, signal)
    found = await findEngine(wanted, signal)
    if (!found) throw new CannotJudge('podman was installed, but `podman info` fails. Run it to see why.')
  }
  const { engine, quirks } = found
  if (quirks.length > 0) report.line(describeQuirks(quirks))
  const kind = join(await programs(kindPrograms, report, signal), 'kind')
  let image = present
  if (!image) {
    image = await getNodeImage(engine, version, imageSource, report, signal)
  }
  const kubectl = named ?? (await kubectlOf(engine, image, signal))
  return { engine, kind, kubectl, image, quirks }
}

const getEngine =
  'Install Docker (https://docs.docker.com/engine/install) or podman, or run this as root on Debian or Ubuntu, where podman is then installed'

/** How to get what {@link setup} can't get, for help texts. */
export const requirements = { engine: getEngine, go: getGo }
