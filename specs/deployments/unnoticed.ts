import type { Unnoticed } from 'kubelab-conformance/lab'

export const unnoticed: readonly Unnoticed[] = [
  {
    of: /^timeout\s.*grep -qx more/,
    place: /^command terminated with exit code 1$/,
    why: 'how often a line of ours asks before the file has changed: it hangs on when the kubelet looks after the Pod',
  },
]
