import type { Unnoticed } from 'kubelab-conformance/lab'

export const unnoticed: readonly Unnoticed[] = [
  {
    of: /^kubectl describe pod /,
    place: /^Normal +\w+ +\d+s /,
    why: 'Events are not watched: its age, and how long the pull took',
  },
  {
    of: /^kubectl describe pod /,
    place: /^\w{3}, \d+ \w{3} \d{4} /,
    why: 'when the container started: of the details of a container nobody computes the times yet',
  },
]
