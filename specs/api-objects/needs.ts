import type { Need } from '../../src/lab/need.ts'

// What more than one exercise needs of a cluster that is not the run's own.

type Lines = Need['lines'] & {}
type Slices = { items: { endpoints: unknown[] | null }[] }

/** The service account may not list namespaces: a policy of the cluster may let it. */
export const accountMayNot = (lines: Lines): Need => ({
  lines,
  look: {
    path: '/api/v1/namespaces?limit=1',
    as: 'account',
    found: (status) => status === 403,
    otherwise: 'a policy of it lets each service account list the namespaces',
  },
})

/** What one server has said, another one may not know yet. */
export const oneServer = (lines: Lines): Need => ({
  lines,
  look: {
    path: '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices?labelSelector=kubernetes.io%2Fservice-name%3Dkubernetes',
    as: 'student',
    found: (_, body) => {
      const [only, ...more] = (body as Slices).items
      return only?.endpoints?.length === 1 && more.length === 0
    },
    otherwise: 'it has more than one API server, and what one has heard the others may not know yet',
  },
})
