import type { Fault } from '../fault.ts'

/** A component of the control plane is killed in the node; the kubelet starts it again. */
const killed = (component: string, tells: RegExp, needs: Fault['needs'] = 'any moment'): Fault => ({
  name: `${component} killed${needs === 'a firing' ? ' at a firing' : ''}`,
  needs,
  tells,
  inject: async ({ inNode }) => {
    await inNode('pkill', '--signal', 'KILL', '--full', `^${component} `)
    return undefined
  },
})

const server =
  /API server|connection to the server|kube-\S+ (has not )?renewed|may have been missed|the watch of/
const controllers = /kube-controller-manager (has not )?renewed/

export const apiServerKilled = killed('kube-apiserver', server)
export const etcdKilled = killed('etcd', server)
export const controllersKilled = killed('kube-controller-manager', controllers)
export const controllersKilledAtFiring = killed('kube-controller-manager', controllers, 'a firing')
export const schedulerKilled = killed('kube-scheduler', /kube-scheduler (has not )?renewed/)
