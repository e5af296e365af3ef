import { expect, test } from 'vitest'
import { getApi, getApis, getApiV1, runBusybox } from './rest/student.ts'
import { lab } from './lab.ts'
import { countsAs } from '../../src/judge/verdict.ts'
import { claimsOf } from '../../src/lab/lab.ts'
import { isA, type Pod } from '../../src/trace/kinds.ts'
import { recounted } from '../../testing/recounted.ts'
import { judgeAllOn, recordedEvents } from '../../testing/traces.ts'
import { firstOf, lastOf, later, objectsOfKind, prints, type TraceChange } from '../../testing/worlds.ts'

// Recorded runs as they would have been if Kubernetes had done what a sentence excludes without naming it: something more
// beside what it lists, the same at another moment or with another one of many, or all of it a little later.

const events = await recordedEvents('v1.37.2')
const claims = claimsOf(lab)

/** What a line prints has something else in one place. */
const other = (scenario: string, line: string, from: RegExp | string, to: string, run?: string) =>
  prints(scenario, line, (text) => text.replace(from, to), run)

/** That the pods of a scenario have ended is written so many seconds later. */
const endsSeenLater =
  (scenario: string, seconds: number): TraceChange =>
  (all) =>
    all.map((event) =>
      event.type === 'object' &&
      isA('Pod', event.object) &&
      event.object.metadata.namespace === `lab-${scenario}` &&
      event.object.status.phase === 'Succeeded'
        ? { ...event, written: later(event.written, seconds) }
        : event,
    )

/** A change of one pod of a scenario, by the order in which they were made. */
const ofPod =
  (scenario: string, place: number, change: (pod: Pod) => void): TraceChange =>
  (all) => {
    const uids: string[] = []
    return objectsOfKind('Pod', scenario, (pod) => {
      if (!uids.includes(pod.metadata.uid)) uids.push(pod.metadata.uid)
      if (uids.indexOf(pod.metadata.uid) === place) change(pod)
      return pod
    })(all)
  }

/** A twin of a pod, as it was first, at the moment of another event. */
const oneMorePod =
  (
    scenario: string,
    isGone: boolean,
    at: (all: Parameters<TraceChange>[0]) => { at: number; revision: number },
  ) =>
  (all: Parameters<TraceChange>[0]) => {
    const made = firstOf('Pod', scenario, all)
    const { at: moment, revision } = at(all)
    const twin = (change: 'added' | 'deleted', resourceVersion: number) => ({
      ...made,
      at: moment,
      change,
      object: {
        ...made.object,
        metadata: {
          ...made.object.metadata,
          uid: 'more',
          name: 'sleepy-more',
          resourceVersion: `${resourceVersion}`,
        },
      },
    })
    const index = all.findIndex((event) => event.at >= moment)
    const more = isGone
      ? [twin('added', revision - 1), twin('deleted', revision)]
      : [twin('added', revision - 1)]
    return [...all.slice(0, index), ...more, ...all.slice(index)]
  }

const whenTyped = (scenario: string, line: string) => (all: Parameters<TraceChange>[0]) => {
  const typed = all.find((one) => one.type === 'typed' && one.scenario === scenario && one.line === line)
  if (typed?.type !== 'typed') throw new TypeError(`expected ${line} in ${scenario}, found none`)
  return { at: typed.at, revision: Number(typed.revision) }
}
const atTheEnd = (scenario: string) => (all: Parameters<TraceChange>[0]) => {
  const end = all.find((one) => one.type === 'scenario' && one.scenario === scenario && one.state === 'ends')
  if (end?.type !== 'scenario') throw new TypeError(`expected the end of ${scenario}, found none`)
  return { at: end.at, revision: Number(end.revision) }
}
const anonymously = (what: string) => `curl $server/api/v1/${what} -k`
const view = 'kubectl config view'
const getYaml = 'kubectl get jobs.batch sleepy -o yaml'
const getFailedYaml = 'kubectl get job sleepy -o yaml'
const apiServers = 'kubectl get pods -n kube-system -l component=kube-apiserver -o json'
const allSecrets = 'kubectl get secrets --all-namespaces'

/** What is said of a world, how it comes about, and the claims that hang on it. */
const worlds: readonly (readonly [says: string, change: TraceChange, claims: readonly string[]])[] = [
  // Something more beside what is listed.
  [
    '/api gives a second address',
    other('rest', getApi.byCreateToken.text, /(\{\s+"clientCIDR"[^}]*\})/, '$1, $1', 'byCreateToken'),
    ['rest/api-versions', 'rest/apis-printed-answer', 'rest/token-create-instead'],
  ],
  [
    'the folder of the pod has a further file',
    other('rest', runBusybox, /ca\.crt +namespace/, 'ca.crt     extra      namespace'),
    ['rest/pod-has-credentials'],
  ],
  [
    'what is refused is listed as well',
    other('rest', anonymously('pods'), '"metadata": {},', '"metadata": {}, "items": [{}],'),
    ['rest/anonymous-is-restricted'],
  ],
  [
    'the spec has a further field before the selector',
    other('single', getYaml, /^ {2}completions: 1$/m, '  completions: 1\n  maxFailedIndexes: 1'),
    ['job/spec-no-more'],
  ],
  [
    'the status has a further field',
    other('deadline', getFailedYaml, /^ {2}ready: 0$/m, '  completedIndexes: ""\n  ready: 0'),
    ['job/deadline-status-no-more'],
  ],
  [
    'a further condition is printed that is not stored',
    other(
      'deadline',
      getFailedYaml,
      /^ {2}conditions:$/m,
      '  conditions:\n  - message: Job was active longer than specified deadline\n    reason: DeadlineExceeded\n    status: "True"\n    type: Suspended',
    ),
    ['job/deadline-one-condition'],
  ],
  [
    'the details select by a further label',
    other(
      'single',
      'kubectl describe jobs.batch sleepy',
      /^(Selector: +)(\S+)$/m,
      '$1$2\n$1app=sleepy'.replace('$1a', '                  a'),
    ),
    ['job/describe-labels'],
  ],
  [
    'a second Secret is listed beside the one that was made',
    other('rest', 'kubectl get secrets', /^(default-token)( .*)$/m, '$1$2\nanother      $2', 'withOneMade'),
    ['rest/default-token-secret'],
  ],
  [
    'a second pod is listed after the exit',
    other('rest', 'kubectl get pods', /^busybox( .*)$/m, '$&\nbusybox2$1', 'afterTheExit'),
    ['rest/pod-not-restarted'],
  ],
  [
    'a third pod waits for a moment where two may run',
    oneMorePod('parallel', true, whenTyped('parallel', 'kubectl get pods')),
    ['job/parallel-two-at-once', 'job/parallel-until-five'],
  ],
  [
    'a second pod waits for a moment where one may run',
    oneMorePod('completions', true, whenTyped('completions', 'kubectl get pods')),
    ['job/completions-one-by-one', 'job/completions-five'],
  ],

  // At another moment.
  [
    'a pod comes back after the deletion',
    oneMorePod('single', false, atTheEnd('single')),
    ['job/delete-takes-pods'],
  ],
  [
    'the pod of the complete Job goes before its Job does',
    (all) => {
      const gone = lastOf('Pod', 'single', all, ({ change }) => change === 'deleted')
      const { at, revision } = whenTyped('single', getYaml)(all)
      const rest = all.filter((event) => event !== gone)
      const index = rest.findIndex((event) => event.at >= at)
      const metadata = { ...gone.object.metadata, resourceVersion: String(revision) }
      return rest.toSpliced(index, 0, { ...gone, at, object: { ...gone.object, metadata } })
    },
    ['job/stays-when-done'],
  ],
  [
    'the count of the complete Job falls',
    objectsOfKind('Job', 'single', (job, { change }) => {
      if (change === 'deleted') job.status.succeeded = 0
      return job
    }),
    ['job/completes'],
  ],

  // Another one of many.
  [
    'a namespace that is not the first has a selfLink',
    other(
      'proxy',
      'curl http://127.0.0.1:8001/api/v1/namespaces',
      '"name": "kube-public",',
      '"name": "kube-public", "selfLink": "/api",',
    ),
    ['proxy/self-link'],
  ],
  [
    'a namespace is missing',
    other(
      'proxy',
      'curl http://127.0.0.1:8001/api/v1/namespaces',
      '"name": "kube-node-lease",',
      '"name": "x",',
    ),
    ['proxy/namespace-list'],
  ],
  [
    'kube-node-lease has a Secret with a token',
    other(
      'rest',
      allSecrets,
      /^[^]*$/,
      `NAMESPACE         NAME              TYPE                                  DATA   AGE
kube-node-lease   default-token-x   kubernetes.io/service-account-token   3      23s
`,
    ),
    ['rest/controller-token-secrets', 'rest/every-namespace-has-token-secret'],
  ],
  [
    'a second API server does not run',
    other(
      'rest',
      apiServers,
      /("items": \[)/,
      '$1{"spec": {"nodeName": "x"}, "status": {"phase": "Pending"}},',
    ),
    ['rest/control-plane-runs-apiserver'],
  ],
  [
    'the authority of a second cluster is shown',
    other(
      'rest',
      view,
      /^clusters:$/m,
      'clusters:\n- cluster:\n    certificate-authority-data: LS0t\n    server: https://x:1\n  name: x',
    ),
    ['rest/config-view-hides-ca'],
  ],
  [
    'the key of a user is shown',
    other('rest', view, 'client-key-data: DATA+OMITTED', 'client-key-data: LS0t'),
    ['rest/config-view-hides-ca'],
  ],
  [
    'a group has a version of another',
    other('rest', getApis, '"groupVersion": "apps/v1"', '"groupVersion": "extensions/v1"'),
    ['rest/apis-lists-batch'],
  ],
  [
    'a resource of the core API is missing',
    other('rest', getApiV1, '"name": "services"', '"name": "gone"'),
    ['rest/api-v1-resources'],
  ],
  [
    'the paths are open to everybody',
    other('rest', 'curl $server/apis -k', /^\{[^]*\}$/, '{"kind": "APIGroupList"}'),
    ['rest/anonymous-is-restricted'],
  ],
  [
    'the third of five is started again',
    ofPod('completions', 2, (pod) => {
      for (const one of pod.status.containerStatuses ?? []) one.restartCount = 1
    }),
    ['job/completions-five'],
  ],
  [
    'the last of five sleeps for nine seconds',
    ofPod('parallel', 4, (pod) => {
      for (const { state } of pod.status.containerStatuses ?? [])
        if (state.terminated) state.terminated.startedAt = later(state.terminated.startedAt, -6)
    }),
    ['job/parallel-until-five'],
  ],
  [
    'a pod has another name of its Job among its labels',
    ofPod('single', 0, (pod) => {
      if (pod.metadata.labels) pod.metadata.labels['job-name'] = 'other'
    }),
    ['job/selector-by-uid'],
  ],

  // Does it do what it is for?
  [
    'the token of the pipeline is refused',
    other(
      'rest',
      getApi.byTheSecretMade.text,
      /^\{[^]*\}$/,
      '{"kind": "Status", "code": 401}',
      'byTheSecretMade',
    ),
    ['rest/token-pipeline'],
  ],

  // A little later, or sooner.
  ['that a pod has ended is told ten seconds later', endsSeenLater('single', 10), ['job/takes-its-sleep']],
  ['the same where pods run in turn', endsSeenLater('completions', 10), ['job/completions-five']],
  ['the same where two run at a time', endsSeenLater('parallel', 10), ['job/parallel-until-five']],
  ['the same with the Jobs of a CronJob', endsSeenLater('cron', 10), ['cronjob/jobs-complete']],
  [
    'the second of two pods begins three seconds after the first',
    ofPod('parallel', 1, ({ metadata }) => {
      metadata.creationTimestamp = later(metadata.creationTimestamp, 3) ?? ''
    }),
    ['job/parallel-two-at-once'],
  ],
  [
    'the next pod is made five seconds after the one before has ended',
    ofPod('completions', 3, ({ metadata }) => {
      metadata.creationTimestamp = later(metadata.creationTimestamp, 5) ?? ''
    }),
    ['job/completions-one-by-one'],
  ],
  [
    'a Job is complete before its pod',
    objectsOfKind('Job', 'single', (job) => {
      if (job.status.completionTime !== undefined)
        job.status.completionTime = later(job.status.completionTime, -2) ?? ''
      return job
    }),
    ['job/takes-its-sleep'],
  ],
  [
    'a CronJob fires two seconds late',
    objectsOfKind('Job', 'cron', (job) => {
      job.metadata.creationTimestamp = later(job.metadata.creationTimestamp, 2) ?? ''
      return job
    }),
    ['cronjob/first-within-two-minutes', 'cronjob/every-two-minutes'],
  ],
]

/** What a kubelet does late that nobody saw meanwhile may be the machine's fault: no claim holds. */
const blocked: typeof worlds = [
  [
    'the second pod has three seconds more than its deadline',
    (all) => {
      const uids = new Set<string>()
      return all.map((event) => {
        if (event.type !== 'object' || !isA('Pod', event.object)) return event
        const { metadata, status } = event.object
        if (metadata.namespace !== 'lab-pod-deadline') return event
        uids.add(metadata.uid)
        const isSecond = [...uids].indexOf(metadata.uid) === 1
        const failed = status.conditions?.some(({ reason }) => reason === 'PodFailed') ?? false
        return isSecond && failed ? { ...event, written: later(event.written, 3) } : event
      })
    },
    ['cronjob/pod-deadline-fails-pod'],
  ],
]

const judged = async (world: TraceChange, ids: readonly string[]) => {
  const changed = world(events)
  expect(changed).not.toEqual(events)
  const some = claims.filter(({ id }) => ids.includes(id))
  const judgements = await judgeAllOn(some, recounted(changed))
  return judgements.map(({ id, verdict }) => `${id}: ${countsAs[verdict]}`).toSorted()
}

test.each(worlds)('%s', async (_, world, ids) => {
  expect(await judged(world, ids)).toEqual(ids.map((id) => `${id}: fail`).toSorted())
})

test.each(blocked)('%s: nobody can tell', async (_, world, ids) => {
  expect(await judged(world, ids)).toEqual(ids.map((id) => `${id}: error`).toSorted())
})
