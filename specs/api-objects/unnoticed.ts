import type { Unnoticed } from '../../src/lab/accepted.ts'

export const unnoticed: readonly Unnoticed[] = [
  {
    of: /^kubectl get (?:nodes|pods -n kube-system) .*-o json$/,
    place: /./,
    why: 'a line of ours reads one address of it; it is an object that no watch sees and that is shown once, and the place is another in each run, or on each machine',
  },
  {
    of: /^kubectl config view$/,
    place: /^https:/,
    why: 'the port that a cluster got for the run: it is in no object',
  },
  {
    of: /^kubectl get secrets --all-namespaces$/,
    place: /^\d+s$/,
    why: 'the age of a Secret of kube-system, which no watch sees',
  },
  {
    of: /^kubectl get events /,
    place: /^\d+s$|^pod\//,
    why: 'Events are not watched: its age, and the name of a pod',
  },
  {
    of: /^curl .*\/api /,
    place: /serverAddress/,
    why: 'the port of the API server, which no other line prints',
  },
  {
    of: /^curl .*hostname -I/,
    place: /Failed to connect/,
    why: 'how long curl has tried, and the address of the machine',
  },
]
