import { limits } from '../src/lab/limits.ts'
import { scenario } from '../src/lab/scenario.ts'
import { atLeast, is } from '../src/property/matcher.ts'
import { Observation } from '../src/property/observation.ts'
import { phase } from '../src/property/pods.ts'

/** What the lab types, as it types it; `$server` is the address that `kubectl config view` shows. */
export const curl = (path: string) => `curl $server${path} --header "Authorization: Bearer $token" -k`
export const pipeline = (secret: string) =>
  `export token=$(kubectl describe secret ${secret} |grep ^token |cut -f7 -d ' ')`
export const decoded = (secret: string) =>
  `kubectl get secret ${secret} -o jsonpath='{.data.token}' | base64 -d`
export const createToken = 'export token=$(kubectl create token default)'
export const runBusybox = 'kubectl run -i -t busybox --image=busybox --restart=Never'
export const credentials = '/var/run/secrets/kubernetes.io/serviceaccount/'

/** Where the API server says that it is, in the endpoints of its own service. */
export const ownAddress =
  "kubectl get endpointslices -n default -l kubernetes.io/service-name=kubernetes -o jsonpath='{.items[0].endpoints[0].addresses[0]}:{.items[0].ports[0].port}'"
export const saveAuthority = `kubectl exec busybox -- cat ${credentials}ca.crt > pod-ca.crt`

const secretData = new Observation(
  'entries in the Secret',
  (world) => Object.keys(world.present('Secret')[0]?.data ?? {}).length,
)

/** The API server with a bearer token and curl. */
export const rest = scenario(
  'rest',
  { namespace: 'default', files: ['token-secret.yaml'] },
  async (student) => {
    await student.types('kubectl config view')
    await student.looks("export server=$(kubectl config view -o jsonpath='{.clusters[0].cluster.server}')")
    await student.looks('curl $server/version -k')
    await student.looks('kubectl get nodes -l node-role.kubernetes.io/control-plane -o json')
    await student.looks('kubectl get pods -n kube-system -l component=kube-apiserver -o json')
    await student.looks('curl $server/api/v1/namespaces -k')

    await student.types('kubectl get secrets --all-namespaces')
    const secrets = await student.types('kubectl get secrets')
    const [secret] = secrets.stdout.match(/^default-token-\w+/m) ?? []
    if (secret !== undefined) {
      await student.types(`kubectl describe secret ${secret}`)
      await student.types(pipeline(secret))
      await student.looks(`echo $token # ${secret}`)
      await student.looks(decoded(secret))
    }

    await student.typesInstead('kubectl create -f token-secret.yaml')
    await student.sees(secretData, atLeast(3), limits.answer)
    await student.typesInstead('kubectl get secrets')
    await student.typesInstead('kubectl describe secret default-token')
    await student.typesInstead(pipeline('default-token'))
    await student.looks('echo $token # default-token')
    await student.looks(decoded('default-token'))
    await student.looks(`${curl('/api')} # default-token`)

    await student.typesInstead(createToken)
    await student.looks('echo $token')
    await student.types(curl('/apis'))
    await student.looks('curl $server/apis -k')
    await student.looks('curl $server/apis --header "Authorization: Bearer $token"')
    await student.looks(
      "kubectl config view --raw -o jsonpath='{.clusters[0].cluster.certificate-authority-data}' | base64 -d > ca.crt",
    )
    await student.looks('curl $server/apis --header "Authorization: Bearer $token" --cacert ca.crt')
    await student.typesInstead(curl('/api'))
    await student.looks(ownAddress)
    await student.types(curl('/api/v1'))
    await student.types(curl('/api/v1/namespaces'))

    const terminal = await student.opens(runBusybox)
    await terminal.shows('try pressing enter', limits.podStart)
    await terminal.types('')
    await terminal.shows('/ #', limits.answer)
    await terminal.types(`ls ${credentials}`)
    await terminal.shows('/ #', limits.answer)
    await terminal.types(`cat ${credentials}token`)
    await terminal.shows('/ #', limits.answer)
    await student.looks(saveAuthority)
    await student.looks(`export podtoken=$(kubectl exec busybox -- cat ${credentials}token)`)
    await student.looks('curl $server/api --header "Authorization: Bearer $podtoken" --cacert pod-ca.crt')
    await student.looks(
      'curl $server/api/v1/namespaces --header "Authorization: Bearer $podtoken" --cacert pod-ca.crt',
    )
    await terminal.types('exit')
    await terminal.ends(limits.answer)
    await student.sees(phase, is('Succeeded'), limits.answer)
    await student.looks('kubectl get pods')
    await student.waits(limits.aWhile)
    await student.looks('kubectl get pods')
  },
)
