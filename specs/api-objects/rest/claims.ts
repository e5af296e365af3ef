import { heals, patch, red, types } from '../../../src/lab/counterexample.ts'
import type { Section } from '../../../src/lab/lab.ts'
import {
  body,
  column,
  columns,
  exitCode,
  field,
  fieldOfEach,
  screen,
  screenAfter,
  stderr,
  stdout,
} from '../../../src/property/answers.ts'
import { above, each, includes, is, matches, some, startsWith } from '../../../src/property/matcher.ts'
import { same } from '../../../src/property/observation.ts'
import { pod, pods } from '../../../src/property/pods.ts'
import { atFirst, atLast, comesTrue, eventually, never } from '../../../src/property/property.ts'
import { boundPod, lifetime, subject } from '../../../src/property/tokens.ts'
import {
  anotherAccount,
  anotherAuthority,
  legacySecret,
  mayView,
  mountedAsIn2018,
  runWith,
} from './counterexamples.ts'
import * as typed from './student.ts'
import { getApi, getApis, getApiV1, getNamespaces, getPods, getSecrets, rest as scenario } from './student.ts'
import {
  secretNames,
  publicTokenSecrets,
  typeOfSecret,
  secretOfTheAccount,
  hasDefaultToken,
  tokenDescribed,
  showsToken,
  putsTokenOf,
  token,
  podToken,
  saidBeforePrompt,
  saidAfterExit,
  hint,
  recordedInLogs,
  resume,
  filesInPod,
  servesVersions,
  withoutBrackets,
  account,
  anonymous,
  authorities,
  coreResources,
  credentialsShown,
  isClosed,
  namespacesRefused,
  oddGroups,
  rowsOfPods,
  refuses,
  servers,
  sorted,
  tokenSecrets,
} from './looks.ts'

export const rest: Section = {
  exercise: 'rest',
  title: '6.1 RESTful API access',
  file: 'specs/api-objects/rest/claims.ts',
  steps: {
    // Before the first step.
    '6.1': {
      'rest/anonymous-is-restricted': {
        says: 'Without credentials most information is closed.',
        in: scenario,
        holds: isClosed(typed.namespacesAnonymously, 'namespaces')
          .and(isClosed(typed.podsAnonymously, 'pods'))
          .and(isClosed(typed.secretsAnonymously, 'secrets'))
          .and(refuses(typed.apisAnonymously, `forbidden: User "${anonymous}" cannot get path "/apis"`)),
        turnedRedBy: [
          red(
            mayView('lab-anonymous', '--user=system:anonymous'),
            field(typed.namespacesAnonymously, 'kind'),
            is('NamespaceList'),
          ),
        ],
      },

      'rest/policy-can-open-more': {
        says: 'A change of the authorization policy opens more: with a role the same token lists what was refused.',
        in: scenario,
        holds: namespacesRefused(getNamespaces.atFirst)
          .and(atFirst(field(getNamespaces.withARole, 'kind'), is('NamespaceList')))
          .and(
            atFirst(
              fieldOfEach(getNamespaces.withARole, 'items', 'metadata.name'),
              includes(...typed.initialNamespaces),
            ),
          ),
        turnedRedBy: [
          red(
            types(typed.bindRole, typed.bindRole.replace('=view', '=system:discovery')),
            field(getNamespaces.withARole, 'code'),
            is(403),
          ),
        ],
      },
    },

    // Where the API server is.
    '6.1.1': {
      'rest/config-view-server': {
        says: 'The configuration shows the address and port of an API server, which answers there.',
        in: scenario,
        holds: atFirst(field(typed.configView, 'kind'), is('Config'))
          .and(atFirst(field(typed.configView, 'apiVersion'), is('v1')))
          .and(atFirst(servers, each(matches(typed.serverUrl))))
          .and(atFirst(field(typed.version, 'gitVersion'), matches(/^v1\.\d+/))),
        turnedRedBy: [
          red(types(typed.configView, `${typed.configView} --kubeconfig=/dev/null`), servers, is([])),
        ],
      },

      'rest/config-view-hides-ca': {
        says: 'The certificate authority is blotted out with the word REDACTED.',
        in: scenario,
        holds: atFirst(authorities, each(is('REDACTED'))),
        drift: [
          {
            change: 'config-view-authority',
            holds: atFirst(authorities, each(is('DATA+OMITTED'))).and(atFirst(credentialsShown, is([]))),
          },
        ],
        turnedRedBy: [
          red(types(typed.configView, `${typed.configView} --raw`), authorities, each(startsWith('LS0t'))),
        ],
      },

      'rest/control-plane-runs-apiserver': {
        says: 'The control-plane node runs a replica of the API server.',
        in: scenario,
        holds: atFirst(fieldOfEach(typed.apiserver, 'items', 'status.phase'), each(is('Running'))).and(
          atFirst(
            same(
              fieldOfEach(typed.apiserver, 'items', 'spec.nodeName').map('their nodes', sorted),
              fieldOfEach(typed.controlPlane, 'items', 'metadata.name').map('the nodes', sorted),
            ),
            is(true),
          ),
        ),
        turnedRedBy: [
          red(
            types(typed.apiserver, typed.apiserver.replace('kube-apiserver', 'none')),
            field(typed.apiserver, 'items'),
            is([]),
          ),
        ],
      },
    },

    // The secrets with the tokens.
    '6.1.2': {
      'rest/controller-token-secrets': {
        says: 'Every controller of the cluster has a secret with its token.',
        in: scenario,
        holds: atFirst(secretNames, some(matches(/^attachdetach-controller-token-\w+$/))).and(
          atFirst(secretNames, some(matches(/^bootstrap-signer-token-\w+$/))),
        ),
        drift: [
          {
            change: 'get-no-token-secrets',
            holds: atFirst(columns(typed.allSecrets), includes('NAMESPACE', 'TYPE')).and(
              atFirst(tokenSecrets, is([])),
            ),
          },
        ],
        turnedRedBy: [
          red(
            legacySecret('kube-system', 'attachdetach-controller'),
            secretNames,
            includes('attachdetach-controller-token-abcde'),
          ),
        ],
      },

      'rest/default-token-secret': {
        says: 'The namespace default has one secret, of its service account, with three entries.',
        in: scenario,
        holds: atFirst(column(getSecrets.asPrinted, 'NAME'), each(matches(/^default-token-\w+$/)))
          .and(atFirst(column(getSecrets.asPrinted, 'TYPE'), is([typed.tokenType])))
          .and(atFirst(column(getSecrets.asPrinted, 'DATA'), is(['3']))),
        drift: [
          {
            change: 'get-no-token-secrets',
            remedy: {
              words: 'Create a secret for the service account, from a file token-secret.yaml.',
              write: secretOfTheAccount,
              type: [typed.createSecret, getSecrets.withOneMade.text],
            },
            holds: atFirst(stderr(getSecrets.asPrinted), is('No resources found in default namespace.'))
              .and(atFirst(column(getSecrets.withOneMade, 'NAME'), is(['default-token'])))
              .and(atFirst(column(getSecrets.withOneMade, 'TYPE'), is([typed.tokenType])))
              .and(atFirst(column(getSecrets.withOneMade, 'DATA'), is(['3'])))
              .and(atFirst(typeOfSecret, is(typed.tokenType)))
              .and(eventually(typed.entriesOfSecret, is(['ca.crt', 'namespace', 'token']))),
          },
        ],
        turnedRedBy: [
          heals(
            legacySecret('default', 'default'),
            column(getSecrets.asPrinted, 'NAME'),
            is(['default-token-abcde']),
          ),
        ],
      },

      'rest/every-namespace-has-token-secret': {
        says: 'The namespace kube-public has a secret of its service account too.',
        in: scenario,
        holds: atFirst(publicTokenSecrets, each(matches(/^kube-public\/default-token-\w+$/))),
        drift: [
          {
            change: 'get-no-token-secrets',
            holds: atFirst(columns(typed.allSecrets), includes('NAMESPACE', 'NAME')).and(
              atFirst(tokenSecrets, is([])),
            ),
          },
        ],
        turnedRedBy: [
          heals(
            legacySecret('kube-public', 'default'),
            publicTokenSecrets,
            is(['kube-public/default-token-abcde']),
          ),
        ],
      },
    },

    // The token.
    '6.1.3': {
      'rest/describe-secret-token': {
        says: 'The details of the secret show its name, its namespace, no labels, and an RS256 token.',
        in: scenario,
        holds: hasDefaultToken.and(showsToken(typed.describePrinted, /^default-token-\w+$/)),
        drift: [
          {
            change: 'get-no-token-secrets',
            remedy: {
              words:
                'Create the secret for the service account first; its details are then as the lab shows them.',
              type: [typed.describeMade],
            },
            holds: showsToken(typed.describeMade, /^default-token$/),
          },
        ],
        turnedRedBy: [red(patch({ type: 'Opaque' }), tokenDescribed(typed.describeMade), is(null))],
      },
    },

    '6.1.4': {
      'rest/token-pipeline': {
        says: 'grep and cut put exactly the token into the variable.',
        in: scenario,
        holds: hasDefaultToken.and(putsTokenOf(typed.echoToken.ofTheSecretPrinted, typed.decodedPrinted)),
        drift: [
          {
            change: 'get-no-token-secrets',
            remedy: {
              words: 'Ask for a token, and put it into the variable.',
              type: [typed.createToken],
            },
            holds: putsTokenOf(typed.echoToken.ofTheSecretMade, typed.decodedMade).and(
              servesVersions(getApi.byTheSecretMade),
            ),
          },
        ],
        turnedRedBy: [
          red(
            types(typed.readMade, typed.readMade.replace('-f7', '-f6')),
            stdout(typed.echoToken.ofTheSecretMade),
            is(''),
          ),
        ],
      },

      'rest/token-create-instead': {
        says: 'A token that kubectl makes for the service account is good for the rest of the exercise.',
        in: scenario,
        holds: atFirst(subject(token), is(account))
          .and(atFirst(lifetime(token), is(3600)))
          .and(atFirst(field(getApis, 'kind'), is('APIGroupList')))
          .and(servesVersions(getApi.byCreateToken))
          .and(atFirst(field(getApiV1, 'kind'), is('APIResourceList')))
          .and(namespacesRefused(getNamespaces.atFirst)),
        turnedRedBy: [red(anotherAccount, subject(token), is('system:serviceaccount:default:other'))],
      },
    },

    // The first call.
    '6.1.5': {
      'rest/token-is-enough': {
        says: 'The token is all that is needed: no client certificate.',
        in: scenario,
        holds: atFirst(field(getApis, 'kind'), is('APIGroupList')).and(
          atFirst(field(typed.apisAnonymously, 'code'), is(403)),
        ),
        turnedRedBy: [
          red(types(getApis, getApis.replace('$token', 'x$token')), field(getApis, 'code'), is(401)),
        ],
      },

      'rest/k-skips-verification': {
        says: 'The option -k does without a certificate; without it curl wants the authority of the cluster.',
        in: scenario,
        holds: atFirst(exitCode(getApis), is(0))
          .and(atFirst(exitCode(typed.apisVerified), is(60)))
          .and(atFirst(same(body(typed.apisWithAuthority), body(getApis)), is(true))),
        turnedRedBy: [
          red(types(typed.apisVerified, `${typed.apisVerified} -k`), exitCode(typed.apisVerified), is(0)),
        ],
      },

      'rest/apis-printed-answer': {
        says: 'The path /apis answers with the versions of the core API and the address of the server.',
        in: scenario,
        holds: servesVersions(getApis),
        drift: [
          {
            since: 'ever',
            axis: 'server',
            severity: 'misleads',
            instead: 'That path lists the API groups; what the lab prints is the answer of /api.',
            remedy: {
              words: 'Call /api for the printed answer, or print the list of groups.',
              type: [getApi.byCreateToken.text],
            },
            holds: atFirst(field(getApis, 'kind'), is('APIGroupList')).and(
              servesVersions(getApi.byCreateToken),
            ),
            source: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#discovery-api',
          },
        ],
        turnedRedBy: [
          heals(types(getApis, getApi.byCreateToken.text), field(getApis, 'kind'), is('APIVersions')),
        ],
      },

      'rest/api-versions': {
        says: 'The path /api gives version v1 and the address and port of the server itself.',
        in: scenario,
        holds: servesVersions(getApi.byCreateToken).and(
          atFirst(
            same(
              field(getApi.byCreateToken, 'serverAddressByClientCIDRs.0.serverAddress').map(
                'the address that it gives',
                withoutBrackets,
              ),
              stdout(typed.ownAddress),
            ),
            is(true),
          ),
        ),
        turnedRedBy: [
          red(types(getApi.byCreateToken, getApis), field(getApi.byCreateToken, 'kind'), is('APIGroupList')),
        ],
      },

      'rest/apis-lists-batch': {
        says: 'The path /apis lists the API groups, batch with its v1 among them.',
        in: scenario,
        holds: atFirst(field(getApis, 'kind'), is('APIGroupList'))
          .and(atFirst(fieldOfEach(getApis, 'groups', 'preferredVersion.groupVersion'), includes('batch/v1')))
          .and(atFirst(oddGroups(getApis), is([]))),
        turnedRedBy: [red(types(getApis, getApi.byCreateToken.text), field(getApis, 'groups'), is(null))],
      },
    },

    '6.1.6': {
      'rest/api-v1-resources': {
        says: 'The path /api/v1 lists the resources of the core API.',
        in: scenario,
        holds: atFirst(field(getApiV1, 'kind'), is('APIResourceList'))
          .and(atFirst(field(getApiV1, 'groupVersion'), is('v1')))
          .and(atFirst(fieldOfEach(getApiV1, 'resources', 'name'), includes(...coreResources))),
        turnedRedBy: [
          red(types(getApiV1, getApi.byCreateToken.text), field(getApiV1, 'kind'), is('APIVersions')),
        ],
      },
    },

    // What the token may not do.
    '6.1.7': {
      'rest/namespaces-forbidden': {
        says: 'With that token the namespaces may not be listed.',
        in: scenario,
        holds: atFirst(field(getNamespaces.atFirst, 'status'), is('Failure'))
          .and(atFirst(field(getNamespaces.atFirst, 'code'), is(403)))
          .and(atFirst(field(getNamespaces.atFirst, 'reason'), is('Forbidden')))
          .and(atFirst(field(getNamespaces.atFirst, 'items'), is(null))),
        turnedRedBy: [
          red(
            mayView('lab-account', '--serviceaccount=default:default'),
            field(getNamespaces.atFirst, 'kind'),
            is('NamespaceList'),
          ),
        ],
      },

      'rest/forbidden-names-the-account': {
        says: 'The refusal names the service account that the token stands for.',
        in: scenario,
        holds: namespacesRefused(getNamespaces.atFirst),
        turnedRedBy: [
          red(
            anotherAccount,
            field(getNamespaces.atFirst, 'message'),
            matches(/User "system:serviceaccount:default:other"/),
          ),
        ],
      },
    },

    // Credentials in a pod.
    '6.1.8': {
      'rest/run-makes-a-pod': {
        says: 'kubectl run starts one Pod, no Deployment, with its shell in the terminal.',
        in: scenario,
        holds: atFirst(pod.name, is('busybox'))
          .and(atFirst(pod.restartPolicy, is('Never')))
          .and(atFirst(pod.owners, is(0)))
          .and(eventually(screen(typed.runBusybox), matches(/^\/ # $/m)))
          .and(atFirst(exitCode(typed.runBusybox), is(0)))
          .and(never(pod.deployments, above(0)))
          .and(never(pods.made, above(1))),
        turnedRedBy: [
          red(
            types(typed.runBusybox, 'kubectl create deployment busybox --image=busybox -- sleep 60'),
            pod.restartPolicy,
            is('Always'),
          ),
        ],
      },

      'rest/run-shows-a-prompt': {
        says: 'In the terminal kubectl says no more before the prompt than that Enter may be needed.',
        in: scenario,
        holds: atLast(saidBeforePrompt, is([hint])),
        drift: [
          {
            change: 'run-recorded-in-logs',
            holds: atLast(saidBeforePrompt, is([recordedInLogs, hint])),
          },
        ],
        turnedRedBy: [red(types(typed.runBusybox, `${typed.runBusybox} --quiet`), saidBeforePrompt, is([]))],
      },

      'rest/pod-has-credentials': {
        says: 'The pod finds a certificate, its namespace and a token in the folder of its service account.',
        in: scenario,
        holds: atFirst(filesInPod, is(['ca.crt', 'namespace', 'token'])).and(
          atLast(
            screenAfter(typed.runBusybox, typed.showNamespace),
            matches(/^(?:.*\n)?default(?:\/ #|\s*$)/),
          ),
        ),
        turnedRedBy: [
          red(
            types(typed.runBusybox, runWith({ automountServiceAccountToken: false })),
            filesInPod.map('in one line', (words) => words.join(' ')),
            matches(/No such file/),
          ),
        ],
      },

      'rest/pod-token-is-the-same': {
        says: 'The token in the pod is the one in the variable.',
        in: scenario,
        holds: comesTrue(same(podToken, token)),
        drift: [
          {
            change: 'pod-projected-token',
            holds: atLast(same(podToken, token), is(false))
              .and(atLast(boundPod(podToken), is('busybox')))
              .and(atLast(subject(podToken), is(account)))
              .and(servesVersions(typed.apiAsPod.whileItRuns))
              .and(atFirst(field(typed.apiAsPod.whenItIsGone, 'code'), is(401))),
          },
        ],
        turnedRedBy: [red(types(typed.runBusybox, runWith(mountedAsIn2018)), boundPod(podToken), is(null))],
      },

      'rest/pod-can-use-them': {
        says: 'With the certificate and the token of the pod the API can be used, as its service account.',
        in: scenario,
        holds: servesVersions(typed.apiAsPod.whileItRuns).and(namespacesRefused(typed.namespacesAsPod)),
        turnedRedBy: [
          red(types(typed.saveAuthority, anotherAuthority), exitCode(typed.apiAsPod.whileItRuns), is(60)),
        ],
      },

      'rest/exit-ends-the-session': {
        says: 'After the exit nothing more is said: the session is over.',
        in: scenario,
        holds: atLast(saidAfterExit, is([])),
        drift: [
          {
            change: 'run-session-ended',
            holds: atLast(saidAfterExit, is([resume])),
          },
        ],
        turnedRedBy: [
          red(
            types(typed.runBusybox, `${typed.runBusybox} --rm`),
            saidAfterExit,
            some(matches(/^pod "busybox" deleted/)),
          ),
        ],
      },

      'rest/pod-not-restarted': {
        says: 'After the exit the container is not restarted, and the pod shows as completed.',
        in: scenario,
        holds: atFirst(rowsOfPods(getPods.afterTheExit), is(['busybox 0/1 Completed 0']))
          .and(atFirst(rowsOfPods(getPods.aWhileLater), is(['busybox 0/1 Completed 0'])))
          .and(atLast(pod.phase, is('Succeeded')))
          .and(never(pods.restarts, above(0)))
          .and(never(pods.made, above(1))),
        turnedRedBy: [
          red(types(typed.runBusybox, typed.runBusybox.replace('Never', 'Always')), pods.restarts, above(0)),
        ],
      },
    },
  },
}
