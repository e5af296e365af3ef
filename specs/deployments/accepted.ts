import type { Accepted } from 'kubelab-conformance/lab'

/** What is different on another version, is no change that is known, and says nothing about the lab. Each with the reason. */
export const accepted: readonly Accepted[] = [
  {
    of: /^kubectl (?:describe (?:deployment|pod)|get pods) /,
    place: /^stdout (?:NewReplicaSet|OldReplicaSets|Labels|Controlled By)$/,
    shows: /(?:nginx-deployment-|pod-template-hash=)[a-z\d]+/,
    because: 'the hash of a template is made of all fields that the version has, also those that nobody sets',
  },
  {
    of: /^kubectl describe pod /,
    place: /^stdout Containers$/,
    shows: /^Image ID: /,
    because: 'busybox is that of the node image, which was made on another day',
  },
  {
    of: /^kubectl describe pod /,
    place: /^stdout Volumes$/,
    shows: /^(?:ConfigMapOptional: <nil>|Optional: false)$/,
    because:
      'one line has taken the place of another: describe-pod-configmap-optional, describe-pod-volume-optional',
  },
  {
    of: /^kubectl rollout status /,
    place: /^stdout$/,
    shows: /^Waiting for deployment /,
    because: 'how far the rollout is when it is looked at hangs on the machine',
  },
  {
    of: /^kubectl exec /,
    place: /^stderr$/,
    shows: /websocket\.go:\d+\] Unknown stream id 1, discarding message$/,
    because: 'kubectl says so when the program has ended before all of its streams were there',
  },
  {
    of: /^Pod$/,
    place: /^lives (?:PodReadyToStartContainers|order)$/,
    shows: /PodReadyToStartContainers|PodSandboxNotReady|^False → True → False$/,
    because: 'no output of the lab shows this condition; the kubelet writes it for others',
  },
]
