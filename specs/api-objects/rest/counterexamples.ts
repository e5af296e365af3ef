import { amid, types, type WorldChange } from '../../../src/lab/counterexample.ts'
import { createToken, credentials, runBusybox } from './student.ts'

// Changes of the world under which claims of this exercise must turn red.

/** A role that lets somebody see all of the cluster. */
export const mayView = (name: string, who: string) =>
  amid(
    `kubectl create clusterrolebinding ${name} --clusterrole=view ${who}; kubectl create clusterrole ${name} --verb=list --resource=namespaces; kubectl create clusterrolebinding ${name}-namespaces --clusterrole=${name} ${who}`,
    `kubectl delete clusterrolebinding ${name} ${name}-namespaces; kubectl delete clusterrole ${name}`,
  )

/** A secret such as controllers made for each service account before 1.24. */
export const legacySecret = (namespace: string, account: string) =>
  amid(
    `kubectl create -n ${namespace} -f - <<< '{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "${account}-token-abcde", "annotations": {"kubernetes.io/service-account.name": "${account}"}}, "type": "kubernetes.io/service-account-token"}'; kubectl wait -n ${namespace} secret/${account}-token-abcde --for=jsonpath='{.data.token}' --timeout=20s`,
    `kubectl delete -n ${namespace} secret ${account}-token-abcde`,
  )

export const anotherAccount: WorldChange = {
  ...amid('kubectl create serviceaccount other', 'kubectl delete serviceaccount other'),
  ...types(createToken, createToken.replace('token default', 'token other')),
}

export const runWith = (spec: object) => `${runBusybox} --overrides='${JSON.stringify({ spec })}'`

/** The token of the hand-made secret, mounted as the token of a service account was before 1.21. */
export const mountedAsIn2018 = {
  automountServiceAccountToken: false,
  volumes: [{ name: 'token', secret: { secretName: 'default-token' } }],
  containers: [
    {
      name: 'busybox',
      image: 'busybox',
      stdin: true,
      tty: true,
      volumeMounts: [{ name: 'token', mountPath: credentials }],
    },
  ],
}

export const anotherAuthority =
  "kubectl config view --raw -o jsonpath='{.users[0].user.client-certificate-data}' | base64 -d > pod-ca.crt"
