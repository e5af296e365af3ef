import type { Equivalent } from 'kubelab-conformance/lab'

export const equivalent: Equivalent = {
  'deployment/pods-of-a-replicaset': [
    [{ objects: 'Pod', are: 'reversed' }, 'each Pod has its owner from the beginning to its end'],
    [{ objects: 'Pod', are: 'doubled' }, 'a twin of each Pod has the same owner'],
  ],
  'deployment/pod-names': [
    [
      { objects: 'Pod', are: 'reversed' },
      'each Pod has its name and its owner from the beginning to its end',
    ],
  ],
  'deployment/update-never-below-two': [
    [{ objects: 'Pod', are: 'doubled' }, 'with a twin of each Pod more of them are ready'],
  ],
}
