import { claim } from '../src/lab/claim.ts'
import { heals, patch, red, types } from '../src/lab/counterexample.ts'
import {
  cell,
  column,
  columns,
  described,
  exitCode,
  field,
  fieldOfEach,
  screen,
  screenAfter,
  stderr,
  stdout,
} from '../src/property/answers.ts'
import { same } from '../src/property/observation.ts'
import { above, each, includes, is, matches, not, some, startsWith } from '../src/property/matcher.ts'
import { deployments, phase, pods, restartPolicy, restarts } from '../src/property/pods.ts'
import { atFirst, atLast, eventually, never } from '../src/property/property.ts'
import { algorithm, boundPod, lifetime, subject, tokenIn, tokenPrinted } from '../src/property/tokens.ts'
import {
  anotherAccount,
  anotherAuthority,
  legacySecret,
  mayView,
  mountedAsIn2018,
  runWith,
} from './6.1-rest.changes.ts'
import {
  credentials,
  curl,
  decoded,
  ownAddress,
  pipeline,
  rest,
  runBusybox,
  saveAuthority,
} from './6.1-rest.student.ts'

const apiserver = 'kubectl get pods -n kube-system -l component=kube-apiserver -o json'
const allSecrets = 'kubectl get secrets --all-namespaces'
const controlPlane = 'kubectl get nodes -l node-role.kubernetes.io/control-plane -o json'
const withoutOption = 'curl $server/apis --header "Authorization: Bearer $token"'
const asPrinted = /^kubectl describe secret default-token-\w+$/
const token = tokenPrinted('echo $token')

// 6.1, before the first step

claim('rest/anonymous-is-restricted', {
  step: '6.1',
  says: 'Without credentials most information is closed.',
  in: rest,
  holds: atFirst(field('curl $server/api/v1/namespaces -k', 'code'), is(403)).and(
    atFirst(field('curl $server/api/v1/namespaces -k', 'message'), matches(/"system:anonymous" cannot list/)),
  ),
  turnedRedBy: [red(mayView('lab-anonymous', '--user=system:anonymous'), /code: null/)],
})

// 6.1.1: where the API server is

claim('rest/config-view-server', {
  step: '6.1.1',
  says: 'The configuration shows the address and port of an API server, which answers there.',
  in: rest,
  holds: atFirst(field('kubectl config view', 'kind'), is('Config'))
    .and(atFirst(field('kubectl config view', 'apiVersion'), is('v1')))
    .and(
      atFirst(field('kubectl config view', 'clusters.0.cluster.server'), matches(/^https:\/\/[^/:]+:\d+$/)),
    )
    .and(atFirst(field('curl $server/version -k', 'gitVersion'), matches(/^v1\.\d+/))),
  turnedRedBy: [
    red(types('kubectl config view', 'kubectl config view --kubeconfig=/dev/null'), /cluster\.server: null/),
  ],
})

claim('rest/config-view-hides-ca', {
  step: '6.1.1',
  says: 'The certificate authority is blotted out with the word REDACTED.',
  in: rest,
  holds: atFirst(
    field('kubectl config view', 'clusters.0.cluster.certificate-authority-data'),
    is('REDACTED'),
  ),
  drift: [
    {
      since: '1.12',
      axis: 'kubectl',
      severity: 'cosmetic',
      instead: 'It is hidden as before, under other words.',
      remedy: 'Print DATA+OMITTED.',
      now: atFirst(
        field('kubectl config view', 'clusters.0.cluster.certificate-authority-data'),
        is('DATA+OMITTED'),
      ),
      source: 'kubernetes/kubernetes#66023',
    },
  ],
  turnedRedBy: [red(types('kubectl config view', 'kubectl config view --raw'), /authority-data: "LS0t/)],
})

claim('rest/control-plane-runs-apiserver', {
  step: '6.1.1',
  says: 'The control-plane node runs a replica of the API server.',
  in: rest,
  holds: atFirst(field(apiserver, 'items.0.status.phase'), is('Running')).and(
    atFirst(
      same(field(apiserver, 'items.0.spec.nodeName'), field(controlPlane, 'items.0.metadata.name')),
      is(true),
    ),
  ),
  turnedRedBy: [red(types(apiserver, apiserver.replace('kube-apiserver', 'none')), /phase: null/)],
})

// 6.1.2: the secrets with the tokens

claim('rest/controller-token-secrets', {
  step: '6.1.2',
  says: 'Every controller of the cluster has a secret with its token.',
  in: rest,
  holds: atFirst(column(allSecrets, 'NAME'), some(matches(/^attachdetach-controller-token-\w+$/))).and(
    atFirst(column(allSecrets, 'NAME'), some(matches(/^bootstrap-signer-token-\w+$/))),
  ),
  drift: [
    {
      since: '1.24',
      axis: 'server',
      severity: 'blocks',
      instead: 'No service account has a secret of its own any more.',
      remedy: 'Leave the list of secrets out; ask for a token: kubectl create token default.',
      now: atFirst(columns(allSecrets), includes('TYPE')).and(
        atFirst(column(allSecrets, 'TYPE'), not(includes('kubernetes.io/service-account-token'))),
      ),
      source: 'kubernetes/kubernetes#108309',
    },
  ],
  turnedRedBy: [
    red(legacySecret('kube-system', 'attachdetach-controller'), /column TYPE: .*service-account-token/),
  ],
})

claim('rest/default-token-secret', {
  step: '6.1.2',
  says: 'The namespace default has one secret, of its service account, with three entries.',
  in: rest,
  holds: atFirst(column('kubectl get secrets', 'NAME'), each(matches(/^default-token-\w+$/)))
    .and(atFirst(column('kubectl get secrets', 'TYPE'), is(['kubernetes.io/service-account-token'])))
    .and(atFirst(column('kubectl get secrets', 'DATA'), is(['3']))),
  drift: [
    {
      since: '1.24',
      axis: 'server',
      severity: 'blocks',
      instead:
        'The namespace has no secret; one that is made by hand for the account gets its three entries.',
      remedy:
        'Ask for a token: kubectl create token default. Or create a Secret of that type, annotated with the account.',
      now: atFirst(stderr('kubectl get secrets'), matches(/^No resources found/))
        .and(atLast(cell('kubectl get secrets', 'TYPE'), is('kubernetes.io/service-account-token')))
        .and(atLast(cell('kubectl get secrets', 'DATA'), is('3'))),
      source: 'kubernetes/kubernetes#108309',
    },
  ],
  turnedRedBy: [heals(legacySecret('default', 'default'), /column NAME: \["default-token-/)],
})

// 6.1.3 and 6.1.4: the token

const showsToken = (line: string | RegExp, name: RegExp) =>
  atFirst(described(line, 'Name'), each(matches(name)))
    .and(atFirst(described(line, 'Namespace'), is(['default'])))
    .and(atFirst(described(line, 'Labels'), is(['<none>'])))
    .and(atFirst(tokenIn(described(line, 'token')), matches(/^<token/)))
    .and(atFirst(algorithm(tokenIn(described(line, 'token'))), is('RS256')))

const noSecret = {
  since: '1.24',
  axis: 'server',
  severity: 'blocks',
  instead: 'There is no such secret, unless one is made by hand.',
  source: 'kubernetes/kubernetes#108309',
} as const

const hasDefaultToken = atFirst(column('kubectl get secrets', 'NAME'), some(matches(/^default-token-\w+$/)))

claim('rest/describe-secret-token', {
  step: '6.1.3',
  says: 'The details of the secret show its name, its namespace, no labels, and an RS256 token.',
  in: rest,
  holds: hasDefaultToken.and(showsToken(asPrinted, /^default-token-\w+$/)),
  drift: [
    {
      ...noSecret,
      remedy: 'Create the secret for the service account first; its details are then as the lab shows them.',
      now: showsToken('kubectl describe secret default-token', /^default-token$/),
    },
  ],
  turnedRedBy: [red(patch({ type: 'Opaque' }), /the token: null/)],
})

const putsTokenOf = (typed: string | RegExp, stored: string | RegExp) =>
  atFirst(same(tokenPrinted(typed), tokenPrinted(stored)), is(true)).and(
    atFirst(tokenPrinted(typed), matches(/^<token/)),
  )

claim('rest/token-pipeline', {
  step: '6.1.4',
  says: 'grep and cut put exactly the token into the variable.',
  in: rest,
  holds: hasDefaultToken.and(
    putsTokenOf(/^echo \$token # default-token-/, /^kubectl get secret default-token-.*base64 -d$/),
  ),
  drift: [
    {
      ...noSecret,
      remedy: 'export token=$(kubectl create token default)',
      now: putsTokenOf('echo $token # default-token', decoded('default-token')),
    },
  ],
  turnedRedBy: [
    red(types(pipeline('default-token'), pipeline('default-token').replace('-f7', '-f6')), /only a token/),
  ],
})

claim('rest/token-create-instead', {
  step: '6.1.4',
  says: 'A token that kubectl makes for the service account is good for the rest of the exercise.',
  in: rest,
  holds: atFirst(subject(token), is('system:serviceaccount:default:default'))
    .and(atFirst(lifetime(token), is(3600)))
    .and(atFirst(field(curl('/apis'), 'kind'), is('APIGroupList'))),
  turnedRedBy: [red(anotherAccount, /subject: "system:serviceaccount:default:other"/)],
})

// 6.1.5: the first call

claim('rest/token-is-enough', {
  step: '6.1.5',
  says: 'The token is all that is needed: no client certificate.',
  in: rest,
  holds: atFirst(field(curl('/apis'), 'kind'), is('APIGroupList')).and(
    atFirst(field('curl $server/apis -k', 'code'), is(403)),
  ),
  turnedRedBy: [red(types(curl('/apis'), curl('/apis').replace('$token', 'x$token')), /kind: "Status"/)],
})

claim('rest/k-skips-verification', {
  step: '6.1.5',
  says: 'The option -k does without a certificate; without it curl wants the authority of the cluster.',
  in: rest,
  holds: atFirst(exitCode(curl('/apis')), is(0))
    .and(atFirst(exitCode(withoutOption), is(60)))
    .and(atFirst(exitCode(`${withoutOption} --cacert ca.crt`), is(0))),
  turnedRedBy: [red(types(withoutOption, `${withoutOption} -k`), /exit code: 0/)],
})

const versionsOf = (line: string) =>
  atFirst(field(line, 'kind'), is('APIVersions'))
    .and(atFirst(field(line, 'versions'), is(['v1'])))
    .and(atFirst(field(line, 'serverAddressByClientCIDRs.0.clientCIDR'), is('0.0.0.0/0')))
    .and(atFirst(field(line, 'serverAddressByClientCIDRs.0.serverAddress'), matches(/^[\d.]+:\d+$/)))

claim('rest/apis-printed-answer', {
  step: '6.1.5',
  says: 'The path /apis answers with the versions of the core API and the address of the server.',
  in: rest,
  holds: versionsOf(curl('/apis')),
  drift: [
    {
      since: 'ever',
      axis: 'server',
      severity: 'misleads',
      instead: 'That path lists the API groups; what the lab prints is the answer of /api.',
      remedy: 'Call /api for the printed answer, or print the list of groups.',
      now: atFirst(field(curl('/apis'), 'kind'), is('APIGroupList')).and(versionsOf(curl('/api'))),
      source: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#discovery-api',
    },
  ],
  turnedRedBy: [heals(types(curl('/apis'), curl('/api')), /kind: "APIVersions"/)],
})

claim('rest/api-versions', {
  step: '6.1.5',
  says: 'The path /api gives version v1 and the address and port of the server itself.',
  in: rest,
  holds: versionsOf(curl('/api')).and(
    atFirst(
      same(field(curl('/api'), 'serverAddressByClientCIDRs.0.serverAddress'), stdout(ownAddress)),
      is(true),
    ),
  ),
  turnedRedBy: [red(types(curl('/api'), curl('/apis')), /kind: "APIGroupList"/)],
})

claim('rest/apis-lists-batch', {
  step: '6.1.5',
  says: 'The path /apis lists the API groups, batch with its v1 among them.',
  in: rest,
  holds: atFirst(fieldOfEach(curl('/apis'), 'groups', 'preferredVersion.groupVersion'), includes('batch/v1')),
  turnedRedBy: [red(types(curl('/apis'), curl('/api')), /each preferredVersion\.groupVersion: \[\]/)],
})

// 6.1.6

claim('rest/api-v1-resources', {
  step: '6.1.6',
  says: 'The path /api/v1 lists the resources of the core API.',
  in: rest,
  holds: atFirst(field(curl('/api/v1'), 'kind'), is('APIResourceList')).and(
    atFirst(fieldOfEach(curl('/api/v1'), 'resources', 'name'), includes('pods', 'secrets', 'namespaces')),
  ),
  turnedRedBy: [red(types(curl('/api/v1'), curl('/api')), /kind: "APIVersions"/)],
})

// 6.1.7: what the token may not do

claim('rest/namespaces-forbidden', {
  step: '6.1.7',
  says: 'With that token the namespaces may not be listed.',
  in: rest,
  holds: atFirst(field(curl('/api/v1/namespaces'), 'status'), is('Failure'))
    .and(atFirst(field(curl('/api/v1/namespaces'), 'code'), is(403)))
    .and(atFirst(field(curl('/api/v1/namespaces'), 'reason'), is('Forbidden'))),
  turnedRedBy: [red(mayView('lab-account', '--serviceaccount=default:default'), /status: /)],
})

claim('rest/forbidden-names-the-account', {
  step: '6.1.7',
  says: 'The refusal names the service account that the token stands for.',
  in: rest,
  holds: atFirst(
    field(curl('/api/v1/namespaces'), 'message'),
    startsWith('namespaces is forbidden: User "system:serviceaccount:default:default"'),
  ),
  turnedRedBy: [red(anotherAccount, /message: .*serviceaccount:default:other/)],
})

// 6.1.8: credentials in a pod

claim('rest/run-makes-a-pod', {
  step: '6.1.8',
  says: 'kubectl run starts one Pod, no Deployment, with its shell in the terminal.',
  in: rest,
  holds: atFirst(restartPolicy, is('Never'))
    .and(eventually(screen(runBusybox), matches(/^\/ # $/m)))
    .and(never(deployments, above(0)))
    .and(never(pods, above(1))),
  turnedRedBy: [
    red(
      types(runBusybox, 'kubectl create deployment busybox --image=busybox -- sleep 60'),
      /restartPolicy: "Always"/,
    ),
  ],
})

claim('rest/pod-has-credentials', {
  step: '6.1.8',
  says: 'The pod finds a certificate, its namespace and a token in the folder of its service account.',
  in: rest,
  holds: atLast(screenAfter(runBusybox, `ls ${credentials}`), matches(/ca\.crt\s+namespace\s+token\s/)),
  turnedRedBy: [red(types(runBusybox, runWith({ automountServiceAccountToken: false })), /No such file/)],
})

const podToken = tokenIn(screenAfter(runBusybox, `cat ${credentials}token`))

claim('rest/pod-token-is-the-same', {
  step: '6.1.8',
  says: 'The token in the pod is the one in the variable.',
  in: rest,
  holds: eventually(same(podToken, token), is(true)),
  drift: [
    {
      since: '1.21',
      axis: 'server',
      severity: 'misleads',
      instead: 'The pod has a token of its own, which is bound to it and dies with it.',
      remedy: 'Say that the token stands for the same service account, but is another one.',
      now: atLast(same(podToken, token), is(false)).and(atLast(boundPod(podToken), is('busybox'))),
      source: 'kubernetes/kubernetes#95667',
    },
  ],
  turnedRedBy: [red(types(runBusybox, runWith(mountedAsIn2018)), /bound to pod: null/)],
})

const asPod = (path: string) =>
  `curl $server${path} --header "Authorization: Bearer $podtoken" --cacert pod-ca.crt`

claim('rest/pod-can-use-them', {
  step: '6.1.8',
  says: 'With the certificate and the token of the pod the API can be used, as its service account.',
  in: rest,
  holds: atFirst(field(asPod('/api'), 'kind'), is('APIVersions'))
    .and(atFirst(field(asPod('/api/v1/namespaces'), 'code'), is(403)))
    .and(
      atFirst(
        field(asPod('/api/v1/namespaces'), 'message'),
        startsWith('namespaces is forbidden: User "system:serviceaccount:default:default"'),
      ),
    ),
  turnedRedBy: [red(types(saveAuthority, anotherAuthority), /kind: null/)],
})

claim('rest/pod-not-restarted', {
  step: '6.1.8',
  says: 'After the exit the container is not restarted, and the pod shows as completed.',
  in: rest,
  holds: atFirst(cell('kubectl get pods', 'STATUS'), is('Completed'))
    .and(atLast(cell('kubectl get pods', 'STATUS'), is('Completed')))
    .and(atLast(phase, is('Succeeded')))
    .and(never(restarts, above(0)))
    .and(never(pods, above(1))),
  turnedRedBy: [red(types(runBusybox, runBusybox.replace('Never', 'Always')), /STATUS|phase|restarts/)],
})
