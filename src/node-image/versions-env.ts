import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CannotJudge } from '../errors.ts'
import type { ControlPlaneImages } from './control-plane-images.ts'

/**
 * The contents of `versions.env`, which tell `finish.sh` the names of the images of the control plane.
 *
 * @param version as `v1.37.2`
 * @param kind the folder of the files of kind's base image
 * @throws {CannotJudge} when the pause image that containerd wants is not where it was
 */
export async function versionsEnv(
  version: string,
  { kubernetes, etcd, coredns, pause }: ControlPlaneImages,
  kind: string,
): Promise<string> {
  const settings = await readFile(join(kind, 'etc/containerd/config.toml'), 'utf8')
  const sandbox = /sandbox_image = "(.+)"/.exec(settings)?.[1]
  if (sandbox === undefined)
    throw new CannotJudge(`Expected kind's containerd to name a sandbox_image, found none in:\n${settings}`)
  return [
    `KUBERNETES=${version}`,
    `CONTROL_PLANE_IMAGES="${kubernetes.join(' ')}"`,
    `ETCD_IMAGE=${etcd.image}`,
    `COREDNS_IMAGE=${coredns.image}`,
    `PAUSE_IMAGES="${[...new Set([sandbox, pause])].join(' ')}"`,
    '',
  ].join('\n')
}
