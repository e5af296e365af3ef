import type { Alteration, Equivalent } from '../../src/lab/alteration.ts'
import type { Place } from '../../src/property/source.ts'

/** What a line prints at a place is another value. */
const changed = (line: string, place: Place, run?: string): Alteration => ({
  line,
  ...(run !== undefined && { run }),
  part: 'stdout',
  place,
  is: 'changed',
})

export const equivalent: Equivalent = {
  'rest/controller-token-secrets': [
    [
      changed('kubectl get secrets --all-namespaces', { column: 'NAMESPACE' }),
      'no secret in any namespace is one of a service account',
    ],
    [
      changed('kubectl get secrets --all-namespaces', { column: 'TYPE' }),
      'secrets of other types are not spoken of, and none has the type of a token',
    ],
    [
      changed('kubectl get secrets --all-namespaces', { column: 'NAME' }),
      'a Secret of another type may have any name',
    ],
  ],
  'rest/every-namespace-has-token-secret': [
    [
      changed('kubectl get secrets --all-namespaces', { column: 'TYPE' }),
      'kube-public has no secret, and those of other namespaces are not spoken of',
    ],
    [
      changed('kubectl get secrets --all-namespaces', { column: 'NAMESPACE' }),
      'no secret in any namespace is one of a service account',
    ],
    [
      changed('kubectl get secrets --all-namespaces', { column: 'NAME' }),
      'no name is that of a token before, and none after',
    ],
  ],
  'rest/apis-printed-answer': [
    [
      changed(
        'curl $server/api --header "Authorization: Bearer $token" -k',
        { path: 'serverAddressByClientCIDRs.0.serverAddress' },
        'byCreateToken',
      ),
      'any address will do; which one it is, is rest/api-versions',
    ],
  ],
  'rest/token-pipeline': [
    [
      changed(
        'curl $server/api --header "Authorization: Bearer $token" -k',
        { path: 'serverAddressByClientCIDRs.0.serverAddress' },
        'byTheSecretMade',
      ),
      'any address will do; which one it is, is rest/api-versions',
    ],
  ],
  'rest/token-create-instead': [
    [
      changed(
        'curl $server/api --header "Authorization: Bearer $token" -k',
        { path: 'serverAddressByClientCIDRs.0.serverAddress' },
        'byCreateToken',
      ),
      'any address will do; which one it is, is rest/api-versions',
    ],
  ],
  'rest/pod-token-is-the-same': [
    [
      changed(
        'curl $server/api --header "Authorization: Bearer $podtoken" --cacert pod-ca.crt',
        { path: 'serverAddressByClientCIDRs.0.serverAddress' },
        'whileItRuns',
      ),
      'any address will do; which one it is, is rest/api-versions',
    ],
  ],
  'rest/pod-can-use-them': [
    [
      changed(
        'curl $server/api --header "Authorization: Bearer $podtoken" --cacert pod-ca.crt',
        { path: 'serverAddressByClientCIDRs.0.serverAddress' },
        'whileItRuns',
      ),
      'any address will do; which one it is, is rest/api-versions',
    ],
  ],
  'rest/run-makes-a-pod': [
    [
      { line: 'kubectl run -i -t busybox --image=busybox --restart=Never', part: 'stdout', is: 'changed' },
      'the prompt has no letters that could change',
    ],
  ],
  'proxy/prints-address': [
    [
      { line: 'bash --norc -i', part: 'exit code', is: 'changed' },
      'it is certain before the shell ends, which is not the proxy',
    ],
  ],
  'proxy/background-prompt': [
    [{ line: 'bash --norc -i', part: 'exit code', is: 'changed' }, 'it is certain before the shell ends'],
  ],
  'proxy/namespace-list': [
    [
      changed('curl http://127.0.0.1:8001/api/v1/namespaces', { path: 'metadata.resourceVersion' }),
      'any resourceVersion is one',
    ],
  ],
  'job/completes': [[{ objects: 'Job', are: 'doubled' }, 'a twin of the Job goes on as it does']],
  'job/takes-its-sleep': [
    [
      { objects: 'Pod', are: 'doubled' },
      'a twin of the pod goes on as it does; that there is one is job/completes',
    ],
    [{ objects: 'Job', are: 'doubled' }, 'a twin of the Job goes on as it does'],
    [{ field: 'Pod.spec.nodeName' }, 'which node a pod is on counts only where something is late'],
  ],
  'job/selector-by-uid': [[{ objects: 'Pod', are: 'doubled' }, 'a twin of the pod has the same labels']],
  'job/delete-takes-pods': [
    [{ objects: 'Pod', are: 'doubled' }, 'twice as many pods are there first, and gone then'],
  ],
  'job/completions-five': [
    [{ objects: 'Job', are: 'doubled' }, 'a twin of the Job goes on as it does'],
    [{ field: 'Pod.spec.nodeName' }, 'which node a pod is on counts only where something is late'],
  ],
  'job/parallel-two-at-once': [
    [{ field: 'Pod.metadata.creationTimestamp' }, 'both pods begin as much later'],
  ],
  'job/parallel-until-five': [
    [{ objects: 'Job', are: 'doubled' }, 'a twin of the Job goes on as it does'],
    [{ field: 'Pod.spec.nodeName' }, 'which node a pod is on counts only where something is late'],
  ],
  'job/deadline-ends-all': [
    [{ objects: 'Pod', are: 'doubled' }, 'a twin of each pod is made, stopped and ended with it'],
    [
      { field: 'Pod.metadata.deletionGracePeriodSeconds' },
      'a second of grace more is within the bound of two; the mutation adds one',
    ],
  ],
  'job/deadline-alive-before': [
    [{ field: 'Job.status.active' }, 'one active pod more is as alive'],
    [
      { field: 'Job.status.conditions.*.lastTransitionTime' },
      'a later deadline is not before fifteen seconds; that it is not later, is job/deadline-ends-all',
    ],
  ],
  'job/deadline-one-condition': [
    [{ objects: 'Pod', are: 'doubled' }, 'a twin of each pod has ended with it when the Job is Failed'],
    [{ field: 'Pod.status.phase' }, 'a pod in a phase of any other name does not run'],
  ],
  'job/deadline-condition-time': [
    [{ objects: 'Pod', are: 'doubled' }, 'a twin of each pod has ended with it when the Job is Failed'],
    [{ field: 'Pod.status.phase' }, 'a pod in a phase of any other name does not run'],
  ],
  'job/deadline-delete-takes-pods': [
    [{ objects: 'Pod', are: 'doubled' }, 'a twin of each pod is there first, and gone then'],
  ],
  'cronjob/get-before': [
    [{ objects: 'CronJob', are: 'delayed' }, 'what is stored counts, not when'],
    [{ objects: 'CronJob', are: 'reversed' }, 'every version of the CronJob has its schedule'],
  ],
  'cronjob/first-within-two-minutes': [
    [{ objects: 'Job', are: 'delayed' }, 'when a Job was made is written in it, and counts'],
    [{ objects: 'CronJob', are: 'delayed' }, 'when the CronJob was made is written in it, and counts'],
    [{ objects: 'CronJob', are: 'reversed' }, 'every version of the CronJob says when it was made'],
    [{ objects: 'Job', are: 'doubled' }, 'a twin that is made at the same time is as punctual'],
  ],
  'cronjob/every-two-minutes': [
    [{ objects: 'CronJob', are: 'reversed' }, 'only that there is a CronJob is looked at'],
  ],
  'cronjob/jobs-complete': [
    [{ objects: 'CronJob', are: 'reversed' }, 'only that there is a CronJob is looked at'],
    [{ field: 'Pod.spec.nodeName' }, 'which node a pod is on counts only where something is late'],
  ],
  'cronjob/job-names': [
    [
      { objects: 'Job', are: 'reversed' },
      'every version of a Job has its name and the time when it was made',
    ],
    [{ objects: 'CronJob', are: 'reversed' }, 'only that there is a CronJob is looked at'],
  ],
  'cronjob/last-schedule': [
    [{ objects: 'Job', are: 'doubled' }, 'a twin of the newest Job has the same time'],
  ],
  'cronjob/pod-deadline-accepted': [
    [{ objects: 'CronJob', are: 'delayed' }, 'what is stored counts, not when'],
  ],
  'cronjob/deadline-belongs-to-the-pod': [
    [{ objects: 'CronJob', are: 'delayed' }, 'what is stored counts, not when'],
  ],
  'cronjob/pod-deadline-fails-pod': [
    [{ objects: 'Pod', are: 'doubled' }, 'a twin of each pod has the same times'],
  ],
  'cronjob/pod-deadline-ends-container': [
    [{ objects: 'Pod', are: 'doubled' }, 'a twin of each pod has the same times'],
    [{ field: 'Pod.status.phase' }, 'what a pod says of itself is cronjob/pod-deadline-fails-pod'],
    [
      { field: 'Pod.status.conditions.*.type' },
      'what a pod says of itself is cronjob/pod-deadline-fails-pod',
    ],
    [
      { field: 'Pod.status.conditions.*.reason' },
      'what a pod says of itself is cronjob/pod-deadline-fails-pod',
    ],
  ],
  'cronjob/pod-deadline-ends-job': [
    [{ objects: 'Pod', are: 'reversed' }, 'the pods of the first Job are as many in any order'],
    [{ objects: 'CronJob', are: 'delayed' }, 'only that there is a CronJob is looked at'],
    [{ objects: 'Pod', are: 'doubled' }, 'more pods for the first Job are at least two as well'],
    [{ objects: 'Job', are: 'doubled' }, 'the first Job is spoken of, and a twin of it goes on as long'],
  ],
  'cronjob/delete-takes-jobs': [
    [{ objects: 'Pod', are: 'doubled' }, 'a twin of each pod is there first, and gone then'],
    [{ objects: 'Job', are: 'doubled' }, 'a twin of each Job is made before the deletion, and gone then'],
    [{ objects: 'CronJob', are: 'doubled' }, 'a twin of the CronJob is gone with it'],
    [{ field: 'CronJob.metadata.name' }, 'what is gone may have had any name'],
    [{ field: 'Job.metadata.name' }, 'what is gone may have had any name'],
    [{ field: 'Pod.metadata.name' }, 'what is gone may have had any name'],
  ],
}
