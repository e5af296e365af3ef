import { may, own, type Need } from '../../../src/lab/need.ts'
import { repeated } from '../../../src/lab/repeated.ts'
import { scenario } from '../../../src/lab/scenario.ts'
import { runs } from '../../../src/property/line.ts'
import { is } from '../../../src/property/matcher.ts'
import { theFirst } from '../../../src/property/objects.ts'
import { pod } from '../../../src/property/pods.ts'
import { limits } from '../limits.ts'
import { accountMayNot, oneServer } from '../needs.ts'

// What the lab types, as it types it; `$server` is the address that `kubectl config view` shows, `$namespace` the
// namespace that the student works in.

const authorized = (path: string) => `curl $server${path} --header "Authorization: Bearer $token"`

export const configView = 'kubectl config view'
export const version = 'curl $server/version -k'
export const controlPlane = 'kubectl get nodes -l node-role.kubernetes.io/control-plane -o json'
export const apiserver = 'kubectl get pods -n kube-system -l component=kube-apiserver -o json'
export const namespacesAnonymously = 'curl $server/api/v1/namespaces -k'
export const podsAnonymously = 'curl $server/api/v1/pods -k'
export const secretsAnonymously = 'curl $server/api/v1/secrets -k'

/** An address, of IPv4 or IPv6, and a port. */
export const addressAndPort = /^(?:[\d.]+|\[[\da-f:.]+\]):\d+$/
/** A server in a kubeconfig: by its address or its name; without a port it is that of https. */
export const serverUrl = /^https:\/\/(?:[\w.-]+|\[[\da-f:.]+\])(?::\d+)?(?:\/\S*)?$/i

export const allSecrets = 'kubectl get secrets --all-namespaces'
export const getSecrets = runs('kubectl get secrets', 'asPrinted', 'withOneMade')
/** The namespaces that each cluster begins with. Source: the documentation, Namespaces. */
export const initialNamespaces = ['default', 'kube-node-lease', 'kube-public', 'kube-system']
/** The secret that controllers made until 1.23, whatever its name ends with. */
export const describePrinted = /^kubectl describe secret default-token-\w+$/
export const decodedPrinted = /^kubectl get secret default-token-.*base64 -d$/
const describeSecret = (secret: string) => `kubectl describe secret ${secret}`
const readToken = (secret: string) => `export token=$(${describeSecret(secret)} |grep ^token |cut -f7 -d ' ')`
const decoded = (secret: string) => `kubectl get secret ${secret} -o jsonpath='{.data.token}' | base64 -d`
export const createSecret = 'kubectl create -f token-secret.yaml'
export const describeMade = describeSecret('default-token')
export const readMade = readToken('default-token')
export const decodedMade = decoded('default-token')
const askForToken = 'kubectl create token default'
export const createToken = `export token=$(${askForToken})`
export const echoToken = runs('echo $token', 'ofTheSecretMade', 'ofCreateToken', 'ofTheSecretPrinted')

export const getApis = `${authorized('/apis')} -k`
export const getApi = runs(`${authorized('/api')} -k`, 'byTheSecretMade', 'byCreateToken')
export const getApiV1 = `${authorized('/api/v1')} -k`
export const getNamespaces = runs(`${authorized('/api/v1/namespaces')} -k`, 'atFirst', 'withARole')
const account = 'system:serviceaccount:$namespace:default'
/** A policy counts as soon as the API server has heard of it. */
const mayList = `kubectl auth can-i list namespaces --as ${account}`
const untilAllowed = repeated(mayList, { until: 0, every: 0.2, atMost: 20 })
const untilRefused = repeated(mayList, { until: 'failure', every: 0.2, atMost: 20 })
const binding = 'clusterrolebinding lab-$namespace'
export const bindRole = `kubectl create ${binding} --clusterrole=view --serviceaccount=$namespace:default`
const unbindRole = `kubectl delete ${binding}`
export const apisAnonymously = 'curl $server/apis -k'
export const apisVerified = authorized('/apis')
export const apisWithAuthority = `${authorized('/apis')} --cacert ca.crt`
/** Where the API server says that it is, in the endpoints of its own service. */
export const ownAddress =
  "kubectl get endpointslices -n default -l kubernetes.io/service-name=kubernetes -o jsonpath='{.items[0].endpoints[0].addresses[0]}:{.items[0].ports[0].port}'"

export const runBusybox = 'kubectl run -i -t busybox --image=busybox --restart=Never'
export const credentials = '/var/run/secrets/kubernetes.io/serviceaccount/'
export const listCredentials = `ls ${credentials}`
export const showToken = `cat ${credentials}token`
export const showNamespace = `cat ${credentials}namespace`
export const saveAuthority = `kubectl exec busybox -- cat ${credentials}ca.crt > pod-ca.crt`
const asPod = (path: string) =>
  `curl $server${path} --header "Authorization: Bearer $podtoken" --cacert pod-ca.crt`
export const apiAsPod = runs(asPod('/api'), 'whileItRuns', 'whenItIsGone')
/** The API server remembers for some seconds that a token was good. */
const untilForgotten = `${repeated(`${asPod('/api')} --silent --fail-with-body`, { until: 22, every: 1, atMost: 30 })} > /dev/null`
export const namespacesAsPod = asPod('/api/v1/namespaces')
export const getPods = runs('kubectl get pods', 'afterTheExit', 'aWhileLater')

const withARole = [bindRole, untilAllowed, getNamespaces.withARole, unbindRole, untilRefused]
const asThePod = [apiAsPod.whileItRuns, namespacesAsPod, apiAsPod.whenItIsGone]

/** What is stored of the secret that is made by hand. */
export const secretMade = theFirst('Secret')
export const entriesOfSecret = secretMade.map('the entries of the first Secret', ({ object }) =>
  Object.keys(object.data ?? {}).toSorted(),
)
const hasAllEntries = entriesOfSecret.map('the first Secret has three entries', ({ length }) => length >= 3)

export const tokenType = 'kubernetes.io/service-account-token'
type Secrets = { items: { type: string; metadata: { name: string; namespace: string } }[] }
type Api = { serverAddressByClientCIDRs: { clientCIDR: string; serverAddress: string }[] }
type Keys = { keys: { alg: string }[] }
type Bundle = { data: { 'ca.crt': string } }

const needs: Need[] = [
  ...may('create get list delete', { resource: 'secrets', namespace: own }),
  ...may('create', { resource: 'serviceaccounts/token', namespace: own }),
  ...may('create', { resource: 'pods/attach', namespace: own }),
  ...may('create', { resource: 'pods/exec', namespace: own }),

  {
    lines: [configView, apisVerified, apisWithAuthority],
    look: {
      path: '/version',
      as: 'student',
      found: (_, __, authority) => authority !== '',
      otherwise: 'its kubeconfig names no certificate authority',
    },
  },
  ...may('list', { resource: 'nodes' }, [controlPlane]),
  ...may('list', { resource: 'pods', namespace: 'kube-system' }, [apiserver]),
  {
    lines: [apiserver],
    look: {
      path: '/api/v1/namespaces/kube-system/pods?labelSelector=component%3Dkube-apiserver&limit=1',
      as: 'student',
      found: (_, body) => (body as Secrets).items.length > 0,
      otherwise: 'its API server is no Pod, as it is where kubeadm has made the cluster',
    },
  },

  {
    lines: [version],
    look: {
      path: '/version',
      as: 'nobody',
      found: (status) => status === 200,
      otherwise: 'it does not tell its version to those without credentials',
    },
  },
  {
    lines: [namespacesAnonymously, podsAnonymously, secretsAnonymously, apisAnonymously],
    look: {
      path: '/api/v1/namespaces',
      as: 'nobody',
      found: (status) => status === 403,
      otherwise:
        'it does not answer those without credentials as the user system:anonymous, who may list nothing',
    },
  },

  ...may('list', { resource: 'secrets' }, [allSecrets]),
  {
    lines: [allSecrets],
    look: {
      path: '/api/v1/secrets?limit=1',
      as: 'student',
      found: (_, body) => (body as Secrets).items.length > 0,
      otherwise: 'it has no Secret at all, while one of kubeadm has bootstrap tokens',
    },
  },
  {
    lines: [allSecrets],
    look: {
      path: `/api/v1/secrets?fieldSelector=type%3D${encodeURIComponent(tokenType)}`,
      as: 'student',
      found: (_, body) =>
        (body as Secrets).items.every(({ metadata: { namespace } }) => !namespace.startsWith('kube-')),
      otherwise:
        'in its own namespaces it has Secrets with tokens of service accounts, and nobody can tell who made them',
    },
  },
  {
    lines: [getSecrets.asPrinted, getSecrets.withOneMade],
    look: {
      path: `/api/v1/namespaces/${own}/secrets`,
      as: 'student',
      found: (_, body) =>
        (body as Secrets).items.every(
          ({ type, metadata: { name } }) => type === tokenType && /^default-token-[a-z\d]{5}$/.test(name),
        ),
      otherwise: 'it makes Secrets of its own in a new namespace, or somebody else has made some',
    },
  },
  {
    lines: [describeMade],
    look: {
      path: '/openid/v1/jwks',
      as: 'account',
      found: (status, body) => status === 200 && (body as Keys).keys.every(({ alg }) => alg === 'RS256'),
      otherwise: 'its tokens are signed with another algorithm than RS256',
    },
  },
  {
    lines: [getApi.byCreateToken],
    look: {
      path: '/api',
      as: 'account',
      found: (_, body) =>
        (body as Api).serverAddressByClientCIDRs.every(
          ({ clientCIDR, serverAddress }) => clientCIDR === '0.0.0.0/0' && addressAndPort.test(serverAddress),
        ),
      otherwise: 'its API server was given another address to name than its own',
    },
  },
  oneServer([ownAddress, getNamespaces.withARole, apiAsPod.whenItIsGone]),

  accountMayNot([getNamespaces.atFirst, namespacesAsPod]),
  ...may('create delete', { resource: 'clusterrolebindings', group: 'rbac.authorization.k8s.io' }, withARole),
  ...may('bind', { resource: 'clusterroles', group: 'rbac.authorization.k8s.io', name: 'view' }, withARole),
  ...may('impersonate', { resource: 'serviceaccounts', namespace: own }, withARole),

  ...may('get', { resource: 'configmaps', namespace: own }, asThePod),
  {
    lines: asThePod,
    look: {
      path: `/api/v1/namespaces/${own}/configmaps/kube-root-ca.crt`,
      as: 'student',
      found: (_, body, authority) => (body as Bundle).data['ca.crt'].trim() === authority.trim(),
      otherwise: 'its pods know it by another certificate authority than those outside',
    },
  },
]

/** The API server with a bearer token and curl. */
export const rest = scenario(
  'rest',
  {
    namespace: 'default',
    files: ['token-secret.yaml'],
    needs,
    makes: ['secret/default-token', 'pod/busybox', 'clusterrolebinding/lab-$namespace'],
  },
  async (student) => {
    student.comesTo('6.1.1')
    await student.types(configView)
    await student.typesAlso(
      "export server=$(kubectl config view -o jsonpath='{.clusters[0].cluster.server}')",
    )
    await student.typesAlso(version)
    await student.typesAlso(controlPlane)
    await student.typesAlso(apiserver)
    await student.typesAlso(namespacesAnonymously)
    await student.typesAlso(podsAnonymously)
    await student.typesAlso(secretsAnonymously)

    student.comesTo('6.1.2')
    await student.types(allSecrets)
    const secrets = await student.types(getSecrets.asPrinted)
    const [secret] = secrets.stdout.match(/^default-token-\w+/m) ?? []
    if (secret !== undefined) {
      student.comesTo('6.1.3')
      await student.types(describeSecret(secret))
      student.comesTo('6.1.4')
      await student.types(readToken(secret))
      await student.typesAlso(echoToken.ofTheSecretPrinted)
      await student.typesAlso(decoded(secret))
    }

    student.comesTo('6.1.2')
    await student.typesInstead(createSecret)
    await student.sees(hasAllEntries, is(true), limits.answer)
    await student.typesInstead(getSecrets.withOneMade)
    student.comesTo('6.1.3')
    await student.typesInstead(describeMade)
    student.comesTo('6.1.4')
    await student.typesInstead(readMade)
    await student.typesAlso(echoToken.ofTheSecretMade)
    await student.typesAlso(decodedMade)
    await student.typesAlso(getApi.byTheSecretMade)

    await student.typesInstead(createToken)
    await student.typesAlso(echoToken.ofCreateToken)
    student.comesTo('6.1.5')
    await student.types(getApis)
    await student.typesAlso(apisAnonymously)
    await student.typesAlso(apisVerified)
    await student.typesAlso(
      "kubectl config view --raw -o jsonpath='{.clusters[0].cluster.certificate-authority-data}' | base64 -d > ca.crt",
    )
    await student.typesAlso(apisWithAuthority)
    await student.typesInstead(getApi.byCreateToken)
    await student.typesAlso(ownAddress)
    student.comesTo('6.1.4')
    await student.types(getApiV1)
    student.comesTo('6.1.7')
    await student.types(getNamespaces.atFirst)
    await student.typesAlso(bindRole)
    await student.typesAlso(untilAllowed)
    await student.typesAlso(getNamespaces.withARole)
    await student.typesAlso(unbindRole)
    await student.typesAlso(untilRefused)

    student.comesTo('6.1.8')
    const terminal = await student.opens(runBusybox)
    await terminal.shows('try pressing enter', limits.podStart)
    await terminal.types('')
    await terminal.shows('/ #', limits.answer)
    await terminal.types(listCredentials)
    await terminal.shows('/ #', limits.answer)
    await terminal.types(showNamespace)
    await terminal.shows('/ #', limits.answer)
    await terminal.types(showToken)
    await terminal.shows('/ #', limits.answer)
    await student.typesAlso(saveAuthority)
    await student.typesAlso(`export podtoken=$(kubectl exec busybox -- cat ${credentials}token)`)
    await student.typesAlso(apiAsPod.whileItRuns)
    await student.typesAlso(namespacesAsPod)
    await terminal.types('exit')
    await terminal.ends(limits.answer)
    await student.sees(pod.phase, is('Succeeded'), limits.answer)
    await student.typesAlso(getPods.afterTheExit)
    await student.waits(limits.aWhile)
    await student.typesAlso(getPods.aWhileLater)
    await student.typesAlso('kubectl delete pod busybox')
    await student.typesAlso(untilForgotten)
    await student.typesAlso(apiAsPod.whenItIsGone)
  },
)
