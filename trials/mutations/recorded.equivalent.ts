/** Mutations of the recorded run that change nothing that a claim speaks of, by claim and by what was changed, with the reason. */
export const equivalent: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'rest/controller-token-secrets': {
    'column NAMESPACE of “kubectl get secrets --all-namespaces” changed':
      'no secret in any namespace is one of a service account',
    'column TYPE of “kubectl get secrets --all-namespaces” changed':
      'secrets of other types are not spoken of, and none has the type of a token',
  },
  'rest/every-namespace-has-token-secret': {
    'column TYPE of “kubectl get secrets --all-namespaces” changed':
      'kube-public has no secret, and those of other namespaces are not spoken of',
    'column NAMESPACE of “kubectl get secrets --all-namespaces” changed':
      'no secret in any namespace is one of a service account',
    'column NAME of “kubectl get secrets --all-namespaces” changed':
      'no name is that of a token before, and none after',
  },
  'rest/apis-printed-answer': {
    'path serverAddressByClientCIDRs.0.serverAddress of “curl $server/api --header "Authorization: Bearer $token" -k” (byCreateToken) changed':
      'any address will do; which one it is, is rest/api-versions',
  },
  'rest/run-makes-a-pod': {
    'stdout of “kubectl run -i -t busybox --image=busybox --restart=Never” changed':
      'the prompt has no letters that could change',
  },
  'proxy/prints-address': {
    'exit code of “bash --norc -i” changed': 'it is certain before the shell ends, which is not the proxy',
  },
  'proxy/background-prompt': {
    'exit code of “bash --norc -i” changed': 'it is certain before the shell ends',
  },
  'proxy/namespace-list': {
    'path metadata.resourceVersion of “curl http://127.0.0.1:8001/api/v1/namespaces” changed':
      'any resourceVersion is one',
  },
  'job/selector-by-uid': {
    'Pod objects doubled': 'a twin of the pod has the same labels',
    'Pod.metadata.labels.controller-uid changed': 'the selector goes by the label with the prefix',
  },
  'job/delete-takes-pods': {
    'Pod objects doubled': 'twice as many pods are there first, and gone then',
  },
  'job/completions-one-by-one': {
    'Job.status.conditions.*.type changed': 'the window gets longer, by a time in which no pod runs',
    'Job.status.conditions.*.status changed': 'the window gets longer, by a time in which no pod runs',
  },
  'job/completions-five': {
    'Job.status.completionTime changed': 'a longer duration is at least as long',
  },
  'job/parallel-two-at-once': {
    'Job.status.conditions.*.type changed': 'the window gets longer, by a time in which no pod runs',
    'Job.status.conditions.*.status changed': 'the window gets longer, by a time in which no pod runs',
  },
  'job/deadline-ends-all': {
    'Pod objects doubled': 'a twin of each pod is made, stopped and ended with it',
    'Pod.metadata.deletionGracePeriodSeconds changed':
      'a second of grace more is within the bound of two; the mutation adds one',
  },
  'job/deadline-alive-before': {
    'Job.status.active changed': 'one active pod more is as alive',
    'Job.status.conditions.*.lastTransitionTime changed':
      'a later deadline is not before fifteen seconds; that it is not later, is job/deadline-ends-all',
  },
  'job/deadline-one-condition': {
    'Pod objects doubled': 'a twin of each pod has ended with it when the Job is Failed',
    'Pod.status.phase changed': 'a pod in a phase of any other name does not run',
  },
  'job/deadline-condition-time': {
    'Pod objects doubled': 'a twin of each pod has ended with it when the Job is Failed',
    'Pod.status.phase changed': 'a pod in a phase of any other name does not run',
  },
  'job/deadline-delete-takes-pods': {
    'Pod objects doubled': 'a twin of each pod is there first, and gone then',
  },
  'cronjob/get-before': {
    'CronJob objects delayed': 'what is stored counts, not when',
    'CronJob events reversed': 'every version of the CronJob has its schedule',
  },
  'cronjob/first-within-two-minutes': {
    'Job objects delayed': 'when a Job was made is written in it, and counts',
    'CronJob objects delayed': 'when the CronJob was made is written in it, and counts',
    'CronJob events reversed': 'every version of the CronJob says when it was made',
    'Job objects doubled': 'a twin that is made at the same time is as punctual',
  },
  'cronjob/every-two-minutes': {
    'CronJob events reversed': 'only that there is a CronJob is looked at',
  },
  'cronjob/jobs-complete': {
    'CronJob events reversed': 'only that there is a CronJob is looked at',
  },
  'cronjob/job-names': {
    'Job events reversed': 'every version of a Job has its name and the time when it was made',
    'CronJob events reversed': 'only that there is a CronJob is looked at',
  },
  'cronjob/last-schedule': {
    'Job objects doubled': 'a twin of the newest Job has the same time',
  },
  'cronjob/history-three': {
    'column NAME of “kubectl get jobs.batch” changed': 'three Jobs are three under any name',
  },
  'cronjob/pod-deadline-accepted': {
    'CronJob objects delayed': 'what is stored counts, not when',
  },
  'cronjob/deadline-belongs-to-the-pod': {
    'CronJob objects delayed': 'what is stored counts, not when',
  },
  'cronjob/pod-deadline-ends-container': {
    'Pod objects delayed': 'when a container began and ended is written in the pod, and counts',
  },
  'cronjob/pod-deadline-ends-job': {
    'Pod events reversed': 'the pods of the first Job are as many in any order',
    'CronJob objects delayed': 'only that there is a CronJob is looked at',
    'Pod objects doubled': 'more pods for the first Job are at least two as well',
    'Job objects doubled': 'the first Job is spoken of, and a twin of it goes on as long',
  },
  'cronjob/delete-takes-jobs': {
    'Pod objects doubled': 'a twin of each pod is there first, and gone then',
    'Job objects doubled': 'a twin of each Job is made before the deletion, and gone then',
    'CronJob objects doubled': 'a twin of the CronJob is gone with it',
    'CronJob.metadata.name changed': 'what is gone may have had any name',
    'Job.metadata.name changed': 'what is gone may have had any name',
    'Pod.metadata.name changed': 'what is gone may have had any name',
  },
}
