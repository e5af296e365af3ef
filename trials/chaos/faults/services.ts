import type { Fault } from '../fault.ts'
import { either, leaseLate, serverGone, waitedInVainFor, wasIll, type Tells } from '../tells.ts'

/** A container waits for its image. */
const noImage: Tells = (reason) =>
  'ailments' in reason &&
  reason.ailments.some(
    (one) =>
      one.kind === 'container not started' &&
      ['ErrImagePull', 'ImagePullBackOff', 'RegistryUnavailable'].includes(one.reason),
  )

/** A service of the node is started again. */
const restarted = (service: string, tells: Tells): Fault => ({
  name: `${service} restarted`,
  needs: 'any moment',
  tells,
  inject: async ({ inNode }) => {
    await inNode('systemctl', 'restart', service)
    return undefined
  },
})

export const kubeletRestarted = restarted(
  'kubelet',
  either(
    leaseLate(/control-plane$/),
    wasIll(['kubelet started again', 'kubelet silent', 'container not started', 'pod connection lost']),
  ),
)
export const containerdRestarted = restarted(
  'containerd',
  either(
    leaseLate(),
    serverGone,
    wasIll(['container not started', 'container lost', 'pod connection lost']),
    waitedInVainFor('API server'),
  ),
)

/** No image can be pulled for a while. */
export const registryStopped: Fault = {
  name: 'registry stopped',
  needs: 'any moment',
  lasts: [5, 25],
  tells: noImage,
  inject: async ({ inNode }) => {
    await inNode('systemctl', 'stop', 'registry')
    return () => inNode('systemctl', 'start', 'registry')
  },
}
