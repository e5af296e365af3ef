import { patch, types } from 'kubelab-conformance/lab'
import { apply } from './lines.ts'

const container = 'spec.template.spec.containers.0'

/** All old Pods are stopped before the first new one is made. */
export const recreates = patch({ 'spec.strategy': { type: 'Recreate' } })
/** Two more than wanted may be made at once. */
export const surgesByTwo = patch({ 'spec.strategy': { rollingUpdate: { maxSurge: 2 } } })
/** Five Pods, whatever is edited. */
export const fivePods = patch({ 'spec.replicas': 5 })
/** A container that runs, and never counts as ready; that is given up soon. */
export const neverReady = patch({
  [`${container}.readinessProbe`]: { exec: { command: ['/missing'] } },
  'spec.progressDeadlineSeconds': 20,
})
/** The image stays as it is. */
export const keepsImage = patch({ [`${container}.image`]: 'nginx:1.14.2' })
/** The image is the newer one from the beginning. */
export const otherImage = patch({ [`${container}.image`]: 'nginx:1.16.1' })
/** The Deployment has a label. */
export const labelled = patch({ 'metadata.labels': { tier: 'web' } })
/** The Deployment has another name. */
export const otherName = types(
  apply.first,
  'sed s/nginx-deployment/nginx-deployment-b/ deployment.yaml | kubectl apply -f -',
)
/** What is made is a ReplicaSet, without a Deployment. */
export const aReplicaSet = types(
  apply.first,
  'sed s/Deployment/ReplicaSet/ deployment.yaml | kubectl apply -f -',
)
/** What is scaled is also changed, so all Pods are replaced. */
export const scalesAndReplaces = types(
  apply.scale,
  "sed 's/containerPort: 80$/containerPort: 8080/' deployment.yaml | kubectl apply -f -",
)
