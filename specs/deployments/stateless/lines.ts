import { lineWith, objects, runs } from 'kubelab-conformance/lab'

// What the student types.

export const apply = runs('kubectl apply -f deployment.yaml', 'first', 'update', 'scale')
export const rolloutStatus = 'kubectl rollout status deployment/nginx-deployment'
export const getDeployment = 'kubectl get deployment nginx-deployment'
export const describeDeployment = runs('kubectl describe deployment nginx-deployment', 'first', 'updated')
export const getPods = runs('kubectl get pods -l app=nginx', 'first', 'updated', 'scaled', 'deleted')
const firstName = objects('Pod').names.map('the name of the first Pod', ([name]) => name)
export const describePod = lineWith('kubectl describe pod <pod>', { pod: firstName })
export const remove = 'kubectl delete deployment nginx-deployment'
