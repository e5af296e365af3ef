import type { Unnoticed } from 'kubelab-conformance/lab'

export const unnoticed: readonly Unnoticed[] = [
  {
    of: /^kubectl describe (?:pod|deployment) /,
    place: /^Normal +\w+ +\d+s /,
    why: 'Events are not watched: its age, and how long the pull took',
  },
  {
    of: /^kubectl describe pod /,
    place: /^containerd:\/\/|kube-api-access-/,
    why: 'a name at random, of a container and of a volume: of these details nobody computes the names yet',
  },
  {
    of: /^kubectl describe configmaps /,
    place: /^====$/,
    why: 'a line under a heading',
  },
]
