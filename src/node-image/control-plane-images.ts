import { join } from 'node:path'
import { CannotJudge } from '../errors.ts'
import { run } from '../machine/run.ts'

/** The container images of a control plane, as kubeadm names them, and the versions of what is not Kubernetes itself. */
export interface ControlPlaneImages {
  /** Of kube-apiserver and the others that are Kubernetes itself. */
  kubernetes: string[]
  etcd: { image: string; version: string }
  coredns: { image: string; version: string }
  pause: string
}

/**
 * Asks the kubeadm of a version which images it wants.
 *
 * @param version as `v1.37.2`
 * @param kubernetes the folder of a compiled Kubernetes: see `kubernetesPath`
 * @throws {CannotJudge} when it names none that can be understood
 */
export async function controlPlaneImages(
  version: string,
  kubernetes: string,
  signal?: AbortSignal,
): Promise<ControlPlaneImages> {
  const list = ['config', 'images', 'list', '--kubernetes-version', version]
  const printed = await run(join(kubernetes, 'kubeadm'), list, { signal })
  return readImages(printed)
}

/**
 * Reads what `kubeadm config images list` prints.
 *
 * @throws {CannotJudge} when an image is missing
 */
export function readImages(printed: string): ControlPlaneImages {
  const named = (pattern: RegExp) => {
    const [image, tag] = pattern.exec(printed) ?? []
    if (image === undefined || tag === undefined)
      throw new CannotJudge(
        `Expected \`kubeadm config images list\` to name an image like ${pattern.source}, found:\n${printed}`,
      )
    return { image, version: `v${tag}` }
  }
  return {
    kubernetes: printed.split('\n').filter((image) => image.includes('/kube-')),
    // Behind the version of etcd is the number of the image.
    etcd: named(/^\S+\/etcd:(\S+)-\d+$/m),
    coredns: named(/^\S+\/coredns:v(\S+)$/m),
    pause: named(/^\S+\/pause:(\S+)$/m).image,
  }
}
