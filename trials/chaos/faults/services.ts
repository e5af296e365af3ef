import type { Fault } from '../fault.ts'

/** A service of the node is started again. */
const restarted = (service: string, tells: RegExp): Fault => ({
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
  /control-plane (has not )?renewed|kubelet of \S+ was started again|can't start/,
)
export const containerdRestarted = restarted(
  'containerd',
  /renewed its lease|can't start|was lost|API server/,
)

/** No image can be pulled for a while. */
export const registryStopped: Fault = {
  name: 'registry stopped',
  needs: 'any moment',
  lasts: [5, 25],
  tells: /can't start: (ErrImagePull|ImagePullBackOff|RegistryUnavailable)/,
  inject: async ({ inNode }) => {
    await inNode('systemctl', 'stop', 'registry')
    return () => inNode('systemctl', 'start', 'registry')
  },
}
