import { placedIn, type Lab } from 'kubelab-conformance/lab'
import { accepted } from './accepted.ts'
import { configMaps } from './configmaps/claims.ts'
import { images } from './images.ts'
import { stateless } from './stateless/claims.ts'

/** Two exercises, on Deployments and on ConfigMaps. */
export const lab: Lab = {
  ...placedIn(import.meta.dirname),
  title: 'Deployments and ConfigMaps',
  sections: [stateless, configMaps],
  watches: ['Deployment', 'ReplicaSet', 'ConfigMap'],
  accepted,
  images,
}
