import type { Slip } from './own-text.ts'

/** Something wrong in a text, with the place at which it is found: in the print of what is typed. */
export interface Mistake extends Slip {
  typed: string
  place: string
}

const oldUid = '6e1d2c3b-4a59-4d68-8776-655443322110'

/** What a text of years ago prints, or one that somebody has changed without a cluster. */
export const mistakes: readonly Mistake[] = [
  {
    name: 'the word for a hidden certificate of long ago',
    from: 'DATA+OMITTED',
    to: 'REDACTED',
    typed: 'kubectl config view',
    place: 'certificate-authority-data',
  },
  {
    name: 'another version of the configuration',
    from: 'apiVersion: v1\nclusters',
    to: 'apiVersion: v2\nclusters',
    typed: 'kubectl config view',
    place: 'apiVersion',
  },
  {
    name: 'a key with another name',
    from: 'certificate-authority-data',
    to: 'certificate-data',
    typed: 'kubectl config view',
    place: 'cluster.certificate',
  },
  {
    name: 'a message without its namespace',
    from: 'No resources found in default namespace.',
    to: 'No resources found.',
    typed: 'kubectl get secrets',
    place: 'No resources found',
  },
  {
    name: 'a secret with one entry less',
    from: '3      12s',
    to: '2      12s',
    typed: 'kubectl get secrets',
    place: 'DATA[default-token]',
  },
  {
    name: 'a secret of another type',
    from: 'kubernetes.io/service-account-token   ',
    to: 'Opaque                                ',
    typed: 'kubectl get secrets',
    place: 'TYPE[default-token]',
  },
  {
    name: 'another name of a secret that was made by hand',
    from: 'secret/default-token created',
    to: 'secret/token created',
    typed: 'kubectl create -f token-secret.yaml',
    place: 'created',
  },
  {
    name: 'a label that nobody has given',
    from: 'Labels:       <none>',
    to: 'Labels:       app=notes',
    typed: 'kubectl describe secret default-token',
    place: 'Labels',
  },
  {
    name: 'another version of the API',
    from: '"v1"\n',
    to: '"v1beta1"\n',
    typed: 'curl',
    place: 'versions',
  },
  {
    name: 'an answer of another kind',
    from: '"kind": "APIVersions"',
    to: '"kind": "APIGroupList"',
    typed: 'curl',
    place: 'kind',
  },
  {
    name: 'another code of a refusal',
    from: '"code": 403',
    to: '"code": 401',
    typed: 'curl',
    place: 'code',
  },
  {
    name: 'another reason of a refusal',
    from: '"reason": "Forbidden"',
    to: '"reason": "Unauthorized"',
    typed: 'curl',
    place: 'reason',
  },
  {
    name: 'a file that the pod has not',
    from: 'ca.crt     namespace  token',
    to: 'ca.crt     service-ca.crt  token',
    typed: 'ls',
    place: 'ca.crt',
  },
  {
    name: 'another port of the proxy',
    from: 'Starting to serve on 127.0.0.1:8001',
    to: 'Starting to serve on 127.0.0.1:8080',
    typed: 'kubectl proxy',
    place: 'Starting to serve',
  },
  {
    name: 'a field that is there no more',
    from: '"resourceVersion": "90210"',
    to: '"selfLink": "/api/v1/namespaces",\n    "resourceVersion": "90210"',
    typed: 'curl',
    place: 'metadata.selfLink',
  },
  {
    name: 'a Job of another group',
    from: 'job.batch/sleepy created',
    to: 'job "sleepy" created',
    typed: 'kubectl create -f job.yaml',
    place: 'created',
  },
  {
    name: 'a table without its new column',
    from: `NAME     STATUS    COMPLETIONS   DURATION   AGE
sleepy   Running   0/1           2s         2s`,
    to: `NAME     COMPLETIONS   DURATION   AGE
sleepy   0/1           2s         2s`,
    typed: 'kubectl get job',
    place: 'columns',
  },
  {
    name: 'columns in another order',
    from: `NAME     STATUS     COMPLETIONS   DURATION   AGE
sleepy   Complete   1/1           7s         31s`,
    to: `NAME     COMPLETIONS   STATUS     DURATION   AGE
sleepy   1/1           Complete   7s         31s`,
    typed: 'kubectl get job',
    place: 'columns',
  },
  {
    name: 'counts in the words of long ago',
    from: '0 Active (0 Ready) / 1 Succeeded / 0 Failed',
    to: '0 Running / 1 Succeeded / 0 Failed',
    typed: 'kubectl describe jobs.batch sleepy',
    place: 'Pods Statuses',
  },
  {
    name: 'a label without the new prefix',
    from: '                  batch.kubernetes.io/job-name=sleepy\n',
    to: '',
    typed: 'kubectl describe jobs.batch sleepy',
    place: 'Labels.batch.kubernetes.io/job-name=sleepy',
  },
  {
    name: 'a line that is missing',
    from: 'Backoff Limit:    6\n',
    to: '',
    typed: 'kubectl describe jobs.batch sleepy',
    place: 'Backoff Limit',
  },
  {
    name: 'fields in another order',
    from: 'Parallelism:      1\nCompletions:      1\n',
    to: 'Completions:      1\nParallelism:      1\n',
    typed: 'kubectl describe jobs.batch sleepy',
    place: '',
  },
  {
    name: 'another limit in YAML',
    from: 'backoffLimit: 6',
    to: 'backoffLimit: 4',
    typed: 'kubectl get jobs.batch sleepy -o yaml',
    place: 'spec.backoffLimit',
  },
  {
    name: 'a selector of long ago',
    from: 'batch.kubernetes.io/controller-uid: ',
    to: 'controller-uid: ',
    typed: 'kubectl get jobs.batch sleepy -o yaml',
    place: 'spec.selector.matchLabels',
  },
  {
    name: 'a key that is missing',
    from: '  manualSelector: false\n',
    to: '',
    typed: 'kubectl get jobs.batch sleepy -o yaml',
    place: 'spec.manualSelector',
  },
  {
    name: 'a message of long ago when a Job is deleted',
    from: 'job.batch "sleepy" deleted from default namespace',
    to: 'job.batch "sleepy" deleted',
    typed: 'kubectl delete jobs.batch sleepy',
    place: 'deleted',
  },
  {
    name: 'only one condition after the deadline',
    from: `  - lastProbeTime: "2026-03-02T10:31:15Z"
    lastTransitionTime: "2026-03-02T10:31:15Z"
    message: Job was active longer than specified deadline
    reason: DeadlineExceeded
    status: "True"
    type: FailureTarget
`,
    to: '',
    typed: 'kubectl get job sleepy -o yaml',
    place: 'status.conditions[FailureTarget]',
  },
  {
    name: 'a CronJob that is suspended',
    from: 'False     0        <none>',
    to: 'True      0        <none>',
    typed: 'kubectl get cronjobs.batch',
    place: 'SUSPEND[sleepy]',
  },
  {
    name: 'a name with the seconds in it',
    from: 'sleepy-29540112   Complete   1/1           6s         14s',
    to: 'sleepy-1772406720 Complete   1/1           6s         14s',
    typed: 'kubectl get jobs.batch',
    place: 'NAME[sleepy-<hex>]',
  },
  {
    name: 'a Job that has not completed',
    from: 'Complete   5/5',
    to: 'Complete   4/5',
    typed: 'kubectl get jobs',
    place: 'COMPLETIONS[sleepy]',
  },
]

/** What may be otherwise in a text, and is right nevertheless. */
export const differences: readonly Slip[] = [
  {
    name: 'another address',
    from: 'server: https://192.0.2.10:6443',
    to: 'server: https://198.51.100.7:443',
  },
  { name: 'a server with a name', from: 'server: https://192.0.2.10:6443', to: 'server: https://k8scp:6443' },
  { name: 'another name of the cluster', from: 'name: blue', to: 'name: kubernetes-admin@kubernetes' },
  { name: 'another age of a secret', from: '12s', to: '2d' },
  { name: 'an age of years', from: '12s', to: '3y41d' },
  { name: 'another uid', from: '0f2b7c1e-55aa-4b6c-9d3e-7a1c20b4e9d8', to: oldUid },
  { name: 'less of a token', from: 'eyJhbGciOiJSUzI1NiIs...', to: 'eyJh...' },
  { name: 'a token as a placeholder', from: 'eyJhbGciOiJSUzI1NiIs...', to: '<your token>' },
  {
    name: 'another address in what is typed',
    from: 'curl https://192.0.2.10:6443/api ',
    to: 'curl https://203.0.113.9:6443/api ',
  },
  { name: 'the address in a variable', from: 'curl https://192.0.2.10:6443/api ', to: 'curl ${server}/api ' },
  {
    name: 'another address that answers',
    from: '"serverAddress": "192.0.2.10:6443"',
    to: '"serverAddress": "10.0.0.5:6443"',
  },
  { name: 'JSON on one line', from: '[\n    "v1"\n  ]', to: '["v1"]' },
  { name: 'a line that goes on', from: ' --header "Authorization', to: ' \\\n  --header "Authorization' },
  { name: 'plain quotes', from: '"Authorization: Bearer $token"', to: '“Authorization: Bearer $token”' },
  {
    name: 'more spaces',
    from: 'kubectl create -f token-secret.yaml',
    to: 'kubectl  create -f  token-secret.yaml',
  },
  { name: 'another number of a process', from: '[1] 4242', to: '[1] 31337' },
  { name: 'the name of this machine', from: 'curl http://127.0.0.1:8001', to: 'curl http://localhost:8001' },
  { name: 'another resourceVersion', from: '"90210"', to: '"512"' },
  { name: 'other words of a comment in a file', from: '#<-- this is new', to: '#<-- add this' },
  {
    name: 'another indentation of a list in a file',
    from: '      - name: resting\n        image: busybox\n        command: ["/bin/sleep"]\n        args: ["3"]',
    to: '        - name: resting\n          image: busybox\n          command: ["/bin/sleep"]\n          args: ["3"]',
  },
  { name: 'quotes in a file that mean nothing', from: 'image: busybox', to: 'image: "busybox"' },
  {
    name: 'keys of a file in another order',
    from: '  completions: 5\n  parallelism: 2',
    to: '  parallelism: 2\n  completions: 5',
  },
  { name: 'other seconds', from: '0/1           2s         2s', to: '0/1           3s         4s' },
  { name: 'another time', from: 'Mon, 02 Mar 2026 10:20:30 +0000', to: 'Tue, 16 Oct 2018 04:22:50 +0000' },
  { name: 'another duration', from: 'Duration:         7s', to: 'Duration:         5s' },
  { name: 'names of pods', from: 'sleepy-7x4bq', to: 'sleepy-abcde' },
  {
    name: 'rows in another order',
    from: 'sleepy-7x4bq   0/1     Completed   0          9s\nsleepy-kk2hw   1/1     Running     0          4s',
    to: 'sleepy-kk2hw   1/1     Running     0          4s\nsleepy-7x4bq   0/1     Completed   0          9s',
  },
  {
    name: 'another sign for what is left out',
    from: '<output_omitted>\nspec:\n  backoffLimit',
    to: '....\nspec:\n  backoffLimit',
  },
  {
    name: 'a time without quotes',
    from: 'lastProbeTime: "2026-03-02T10:31:15Z"',
    to: 'lastProbeTime: 2018-10-16T05:45:14Z',
  },
  {
    name: 'other minutes in names',
    from: 'sleepy-29540112   Complete   1/1           6s         14s',
    to: 'sleepy-28123456   Complete   1/1           6s         14s',
  },
  {
    name: 'narrower columns',
    from: 'NAME              STATUS     COMPLETIONS   DURATION   AGE\nsleepy-29540112   Complete   1/1           6s         14s',
    to: 'NAME             STATUS    COMPLETIONS  DURATION  AGE\nsleepy-29540112  Complete  1/1          6s        14s',
  },
]
