import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CannotJudge } from '../errors.ts'
import { run } from './run.ts'
import type { BuiltVersion } from './versions.ts'

/**
 * The contents of `versions.env`, which tell `finish.sh` the names of the images of the control plane.
 *
 * @param kubernetes the folder of a compiled Kubernetes: see `kubernetesPath`
 * @param kind the folder of the files of kind's base image
 * @throws {CannotJudge} when kubeadm names another etcd or CoreDNS than `versions.ts`
 */
export async function versionsEnv(
  { version, etcd, coredns }: BuiltVersion,
  kubernetes: string,
  kind: string,
  signal?: AbortSignal,
): Promise<string> {
  const list = ['config', 'images', 'list', '--kubernetes-version', version]
  const images = (await run(join(kubernetes, 'kubeadm'), list, { signal })).split('\n')
  const named = (part: string) => images.find((image) => image.includes(part)) ?? ''
  const settings = await readFile(join(kind, 'etc/containerd/config.toml'), 'utf8')
  const pauseImage = /sandbox_image = "(.+)"/.exec(settings)?.[1]
  const etcdImage = named('/etcd:')
  const corednsImage = named('/coredns:')
  if (!etcdImage.includes(etcd.slice(1)) || !corednsImage.includes(coredns) || !pauseImage)
    throw new CannotJudge(
      `Expected kubeadm ${version} to name etcd ${etcd} and CoreDNS ${coredns}, found ${etcdImage} and ${corednsImage}; kind's containerd names the pause image ${pauseImage}. Correct src/cluster/versions.ts.`,
    )
  return [
    `KUBERNETES=${version}`,
    `CONTROL_PLANE_IMAGES="${images.filter((image) => image.includes('/kube-')).join(' ')}"`,
    `ETCD_IMAGE=${etcdImage}`,
    `COREDNS_IMAGE=${corednsImage}`,
    `PAUSE_IMAGE=${pauseImage}`,
    '',
  ].join('\n')
}
