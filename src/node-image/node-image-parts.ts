import { join } from 'node:path'
import { sideBySide } from '../side-by-side.ts'
import type { Progress } from '../machine/progress.ts'
import { controlPlaneImages, type ControlPlaneImages } from './control-plane-images.ts'
import { debianPackages, debianTree } from './debian-tree.ts'
import type { GoOptions } from './golang.ts'
import { kindBaseFiles } from './kind.ts'
import type { KubernetesModules } from './kubernetes-modules.ts'
import { kubernetesPrograms, standInsOf } from './kubernetes-programs.ts'
import { pinnedPrograms, placedPrograms, wantedPrograms } from './node-programs.ts'
import { pauseProgram } from './pause-program.ts'
import { versionsEnv } from './versions-env.ts'

/** What a node image is put together from, beside `node-image-sources`. */
export interface NodeImageParts {
  /** Path of a root file system of Debian, a tar file. */
  debian: string
  /** The folder of the files of kind's base image. */
  kind: string
  /** The path of each program, by the path in the build context where it goes. */
  programs: Readonly<Record<string, string>>
  /** The modules of another patch in Kubernetes, as `k8s.io/kube-proxy v0.31.13`. */
  standIns: readonly string[]
  /** The contents of `versions.env`. */
  versions: string
}

/**
 * Makes the parts of the node image of a version, or finds them in the cache. Three lines of work go side by side:
 * Kubernetes, whose kubeadm then says which etcd and CoreDNS it wants; what all versions share; and Debian.
 *
 * @param version as `v1.37.2`
 * @param modules that Kubernetes is compiled from, where they are at hand
 * @throws {CannotJudge} when something needed is missing; says what
 * @throws {CommandFailed} when a program can't be compiled
 */
export async function nodeImageParts(
  version: string,
  modules: KubernetesModules | undefined,
  progress: Progress,
  options: GoOptions,
): Promise<NodeImageParts> {
  const [ofVersion, shared, debian] = await sideBySide<[OfVersion, Record<string, string>, string]>(
    [
      (signal) => partsOfVersion(version, modules, progress, { ...options, signal }),
      (signal) => placedPrograms(pinnedPrograms, progress, { ...options, signal }),
      (signal) => debianTree({ packages: debianPackages }, progress, signal),
    ],
    options.signal,
  )
  const { images, standIns } = ofVersion
  const kind = await kindBaseFiles(options)
  const programs = { ...ofVersion.programs, ...shared, 'images/pause': await pauseProgram(progress, options) }
  return { debian, kind, programs, standIns, versions: await versionsEnv(version, images, kind) }
}

interface OfVersion extends Pick<NodeImageParts, 'programs' | 'standIns'> {
  images: ControlPlaneImages
}

async function partsOfVersion(
  version: string,
  modules: KubernetesModules | undefined,
  progress: Progress,
  options: GoOptions,
): Promise<OfVersion> {
  const kubernetes = await kubernetesPrograms(version, modules, progress, options)
  const images = await controlPlaneImages(version, kubernetes, options.signal)
  const programs = {
    'rootfs/usr/bin/kubernetes': join(kubernetes, 'kubernetes'),
    ...(await placedPrograms(wantedPrograms(images), progress, options)),
  }
  return { images, programs, standIns: await standInsOf(kubernetes) }
}
