import type { Fault } from '../fault.ts'
import {
  changesMissed,
  either,
  leaseLate,
  serverGone,
  waitedInVainFor,
  wasIll,
  type Tells,
} from '../tells.ts'

/** A component of the control plane is killed in the node; the kubelet starts it again. */
const killed = (component: string, tells: Tells, needs: Fault['needs'] = 'any moment'): Fault => ({
  name: `${component} killed${needs === 'a firing' ? ' at a firing' : ''}`,
  needs,
  tells,
  inject: async ({ inNode }) => {
    await inNode('pkill', '--signal', 'KILL', '--full', `^${component} `)
    return undefined
  },
})

const server = either(
  serverGone,
  wasIll(['pod connection lost']),
  leaseLate(/^kube-/),
  changesMissed,
  waitedInVainFor('API server', 'watch'),
)
const controllers = leaseLate(/^kube-controller-manager$/)

export const apiServerKilled = killed('kube-apiserver', server)
export const etcdKilled = killed('etcd', server)
export const controllersKilled = killed('kube-controller-manager', controllers)
export const controllersKilledAtFiring = killed('kube-controller-manager', controllers, 'a firing')
export const schedulerKilled = killed('kube-scheduler', leaseLate(/^kube-scheduler$/))
