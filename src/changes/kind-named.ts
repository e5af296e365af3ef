import { knownKinds, recordOf } from '../trace/kinds.ts'

/** Kinds of object, each with the short names that kubectl knows it by. */
const kinds: Readonly<Record<string, string>> = {
  ...Object.fromEntries(knownKinds.map((kind) => [kind, recordOf(kind)?.short ?? ''])),
  ReplicationController: 'rc',
  Namespace: 'ns',
  Node: 'no',
  ServiceAccount: 'sa',
  PersistentVolume: 'pv',
  PersistentVolumeClaim: 'pvc',
  Endpoints: 'ep endpoint',
  EndpointSlice: '',
  Ingress: 'ing',
  IngressClass: '',
  NetworkPolicy: 'netpol',
  StorageClass: 'sc',
  HorizontalPodAutoscaler: 'hpa',
  PodDisruptionBudget: 'pdb',
  PriorityClass: 'pc',
  RuntimeClass: '',
  ResourceQuota: 'quota',
  LimitRange: 'limits',
  CustomResourceDefinition: 'crd crds',
  CertificateSigningRequest: 'csr',
  ComponentStatus: 'cs',
  ControllerRevision: '',
  Lease: '',
  Role: '',
  RoleBinding: '',
  ClusterRole: '',
  ClusterRoleBinding: '',
  APIService: '',
}

/** What `kubectl get all` stands for. */
const all = [
  ...knownKinds.filter((kind) => recordOf(kind)?.isOfAll),
  'ReplicationController',
  'HorizontalPodAutoscaler',
]

const plural = (name: string) =>
  name.endsWith('y') ? name.replace(/y$/, 'ies') : `${name}${name.endsWith('s') ? 'es' : 's'}`

const byName = new Map(
  Object.entries(kinds).flatMap(([kind, short]) => {
    const name = kind.toLowerCase()
    return [name, plural(name), ...short.split(' ')].map((word) => [word, kind] as const)
  }),
)

/**
 * The kinds that a word of a command names: `po`, `jobs.batch`, `job.v1.batch/pi`, `pods,svc`, `all`.
 * @returns the names themselves of what is no kind of Kubernetes' own
 */
export const kindsNamed = (word: string): string[] =>
  word.split(',').flatMap((one) => {
    const [name = ''] = one.toLowerCase().split(/[./]/)
    return name === 'all' ? all : [byName.get(name) ?? name]
  })

/** Kinds whose objects are in no namespace. */
const ofCluster = new Set([
  'Namespace',
  'Node',
  'PersistentVolume',
  'StorageClass',
  'IngressClass',
  'PriorityClass',
  'RuntimeClass',
  'CustomResourceDefinition',
  'CertificateSigningRequest',
  'ComponentStatus',
  'ClusterRole',
  'ClusterRoleBinding',
  'APIService',
])

/** Whether objects of a kind are in a namespace; of a kind that is not Kubernetes' own nobody knows, and it is. */
export const isNamespaced = (kind: string): boolean => !ofCluster.has(kind)
