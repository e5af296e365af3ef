import { is, pod, pods, scenario } from 'kubelab-conformance/lab'

// What the student types. A claim names a line by the same constant.

export const create = 'kubectl create -f pod.yaml'
export const getPod = 'kubectl get pod hello'
export const logs = 'kubectl logs hello'
export const remove = 'kubectl delete pod hello'

/** How long the student waits at most, and why that long. */
const limits = {
  /** An image pull, a container start and a status round trip: 2 s on an idle machine, ten times that on a crowded one. */
  podStart: { name: 'the Pod runs', milliseconds: 30_000 },
  /** The grace of a second that pod.yaml gives it, then as above. */
  podEnd: { name: 'the Pod is gone', milliseconds: 30_000 },
}

/** A Pod that says hello. */
export const hello = scenario('hello', { files: ['pod.yaml'], makes: ['pod/hello'] }, async (student) => {
  student.comesTo('1.1')
  await student.types(create)
  await student.sees(pod.phase, is('Running'), limits.podStart)
  student.comesTo('1.2')
  await student.types(getPod)
  await student.types(logs)
  student.comesTo('1.3')
  await student.types(remove)
  await student.sees(pods.left, is(0), limits.podEnd)
})
