import { expect, test } from 'vitest'
import { typingOfAnswers } from '../../testing/typed-session.ts'
import { judgedText } from '../proofread/judge-text.ts'
import type { JudgedText } from '../proofread/judged-text.ts'
import { sessionOf } from '../session/session-of.ts'
import { readForm } from '../text/read-form.ts'
import { textPatch } from './text-patch.ts'

function judged(text: string, answers: readonly string[], name = 'text.md'): JudgedText {
  const session = sessionOf(readForm(name, text))
  return judgedText(name, session, [
    typingOfAnswers(Object.fromEntries(answers.map((answer, index) => [index + 1, answer]))),
  ])
}

/** The text after the patch. */
const after = (text: string, answers: readonly string[], name?: string) =>
  textPatch(judged(text, answers, name)).after

/** Why places of a text are left as they are. */
const left = (text: string, answers: readonly string[]) =>
  [...textPatch(judged(text, answers)).places.values()].flatMap((made) => ('left' in made ? [made.left] : []))

const fence = (line: string, printed: string) => `\`\`\`console\n$ ${line}\n${printed}\n\`\`\`\n`

const complete = `NAME     STATUS     COMPLETIONS   DURATION   AGE
sleepy   Complete   1/1           6s         24s`
const none = 'No resources found in default namespace.'

test.each([
  [
    'a new column gets what the cluster printed in it, and each row its place',
    'kubectl get job',
    'NAME     COMPLETIONS   DURATION   AGE\nsleepy   1/1           5s         17s',
    complete,
    'NAME     STATUS     COMPLETIONS   DURATION   AGE\nsleepy   Complete   1/1           5s         17s',
  ],
  [
    'columns are as far apart as they were',
    'kubectl get job',
    'NAME    COMPLETIONS  DURATION  AGE\nsleepy  1/1          5s        17s',
    complete,
    'NAME    STATUS    COMPLETIONS  DURATION  AGE\nsleepy  Complete  1/1          5s        17s',
  ],
  [
    'tabs stay tabs',
    'kubectl get job',
    'NAME\tCOMPLETIONS\tDURATION\tAGE\nsleepy\t1/1\t5s\t17s',
    complete,
    'NAME\tSTATUS\tCOMPLETIONS\tDURATION\tAGE\nsleepy\tComplete\t1/1\t5s\t17s',
  ],
  [
    'a cell that needs more room moves all rows',
    'kubectl get job',
    'NAME     STATUS    COMPLETIONS   DURATION   AGE\nsleepy   Pending   1/1           6s         24s',
    complete,
    'NAME     STATUS     COMPLETIONS   DURATION   AGE\nsleepy   Complete   1/1           6s         24s',
  ],
  [
    'a cell that needs less keeps the width',
    'kubectl get job',
    'NAME     STATUS                 COMPLETIONS   DURATION   AGE\nsleepy   NeverHeardOfThatWord   1/1           6s         24s',
    complete,
    'NAME     STATUS                 COMPLETIONS   DURATION   AGE\nsleepy   Complete               1/1           6s         24s',
  ],
  [
    'what is another on each cluster stays',
    'kubectl describe job sleepy',
    'Name:           sleepy\nSelector:       controller-uid=11111111-2222-3333-4444-555555555555\nStart Time:     Tue, 27 Apr 2021 19:37:13 +0000',
    'Name:             sleepy\nSelector:         batch.kubernetes.io/controller-uid=aaaaaaaa-2222-3333-4444-555555555556\nStart Time:       Fri, 27 Nov 2026 19:37:13 +0000',
    'Name:           sleepy\nSelector:       batch.kubernetes.io/controller-uid=11111111-2222-3333-4444-555555555555\nStart Time:     Tue, 27 Apr 2021 19:37:13 +0000',
  ],
  [
    'a new line takes the age of the one beside it, and its columns',
    'kubectl describe job sleepy',
    'Name:     sleepy\nEvents:\n  Type    Reason            Age   From            Message\n  ----    ------            ----  ----            -------\n  Normal  SuccessfulCreate  48s   job-controller  Created pod: sleepy-lfw8c',
    'Name:     sleepy\nEvents:\n  Type    Reason            Age  From            Message\n  ----    ------            ---- ----            -------\n  Normal  SuccessfulCreate  9s   job-controller  Created pod: sleepy-bcdfg\n  Normal  Completed         3s   job-controller  Job completed',
    'Name:     sleepy\nEvents:\n  Type    Reason            Age   From            Message\n  ----    ------            ----  ----            -------\n  Normal  SuccessfulCreate  48s   job-controller  Created pod: sleepy-lfw8c\n  Normal  Completed         48s   job-controller  Job completed',
  ],
  [
    'a member that is gone takes its comma along, in one line',
    'curl http://127.0.0.1:8001/api/v1/namespaces',
    '{"kind": "NamespaceList", "metadata": {"selfLink": "/api/v1/namespaces", "resourceVersion": "7"}}',
    '{"kind": "NamespaceList", "metadata": {"resourceVersion": "8"}}',
    '{"kind": "NamespaceList", "metadata": {"resourceVersion": "7"}}',
  ],
  [
    'the last member takes the comma before it',
    'curl http://127.0.0.1:8001/api/v1/namespaces',
    '{\n  "kind": "NamespaceList",\n  "metadata": {\n    "resourceVersion": "7",\n    "selfLink": "/api/v1/namespaces"\n  }\n}',
    '{"kind": "NamespaceList", "metadata": {"resourceVersion": "8"}}',
    '{\n  "kind": "NamespaceList",\n  "metadata": {\n    "resourceVersion": "7"\n  }\n}',
  ],
  [
    'quotes and comments of YAML stay',
    'kubectl config view',
    "apiVersion: v1\nkind: Config\npreferences: {}\nusers: # who\n- name: me\n  user:\n    client-key-data: 'REDACTED' # a secret",
    'apiVersion: v1\nkind: Config\nusers:\n- name: me\n  user:\n    client-key-data: DATA+OMITTED',
    "apiVersion: v1\nkind: Config\nusers: # who\n- name: me\n  user:\n    client-key-data: 'DATA+OMITTED' # a secret",
  ],
  [
    'a new field stands as wide as the one beside it, and only its own name moves it',
    'kubectl describe pod mine',
    'Name:         mine\nNamespace:    default\nPriority:     0\nNode:         here\nQoS Class:                   Burstable',
    'Name:             mine\nNamespace:        default\nPriority:         0\nService Account:  default\nNode:             here\nQoS Class:                   Burstable',
    'Name:         mine\nNamespace:    default\nPriority:     0\nService Account:  default\nNode:         here\nQoS Class:                   Burstable',
  ],
  [
    'fields that follow each other are taken away',
    'kubectl describe serviceaccount ann',
    'Name:                ann\nImage pull secrets:  <none>\nMountable secrets:   <none>\nTokens:              <none>\nEvents:              <none>',
    'Name:                ann\nImage pull secrets:  <none>\nEvents:              <none>',
    'Name:                ann\nImage pull secrets:  <none>\nEvents:              <none>',
  ],
  [
    'a field of which nothing is printed any more is taken away with all its lines',
    'kubectl describe serviceaccount ann',
    'Name:                ann\nTokens:              ann-token-x2x2x\n                     other\nEvents:              <none>',
    'Name:                ann\nEvents:              <none>',
    'Name:                ann\nEvents:              <none>',
  ],
  [
    'a new label stands below the one before it',
    'kubectl describe job sleepy',
    'Name:        sleepy\nLabels:      batch.kubernetes.io/controller-uid=11111111-2222-3333-4444-555555555555\n             job-name=sleepy\nEvents:      <none>',
    'Name:             sleepy\nLabels:           batch.kubernetes.io/controller-uid=aaaaaaaa-2222-3333-4444-555555555556\n                  batch.kubernetes.io/job-name=sleepy\n                  job-name=sleepy\nEvents:           <none>',
    'Name:        sleepy\nLabels:      batch.kubernetes.io/controller-uid=11111111-2222-3333-4444-555555555555\n             batch.kubernetes.io/job-name=sleepy\n             job-name=sleepy\nEvents:      <none>',
  ],
  [
    'a line that has become another field stands in its place, in its columns',
    'kubectl describe pod mine',
    'Name:  mine\nVolumes:\n  kube-api-access-d85lw:\n    Type:                    Projected\n    ConfigMapName:           kube-root-ca.crt\n    ConfigMapOptional:       <nil>\n    DownwardAPI:             true',
    'Name:  mine\nVolumes:\n  kube-api-access-bcdfg:\n    Type:           Projected\n    ConfigMapName:  kube-root-ca.crt\n    Optional:       false\n    DownwardAPI:    true',
    'Name:  mine\nVolumes:\n  kube-api-access-d85lw:\n    Type:                    Projected\n    ConfigMapName:           kube-root-ca.crt\n    Optional:                false\n    DownwardAPI:             true',
  ],
  [
    'an event that is told in other words keeps its age, and how long something took',
    'kubectl describe pod mine',
    'Name:  mine\nEvents:\n  Type    Reason   Age   From     Message\n  ----    ------   ----  ----     -------\n  Normal  Pulled   12s   kubelet  Successfully pulled image "busybox" in 95ms (95ms including waiting)\n  Normal  Created  12s   kubelet  Created container: main',
    'Name:  mine\nEvents:\n  Type    Reason   Age  From     Message\n  ----    ------   ---- ----     -------\n  Normal  Pulled   1s   kubelet  spec.containers{main}: Successfully pulled image "busybox" in 1.185s (1.185s including waiting)\n  Normal  Created  0s   kubelet  spec.containers{main}: Container created',
    'Name:  mine\nEvents:\n  Type    Reason   Age   From     Message\n  ----    ------   ----  ----     -------\n  Normal  Pulled   12s   kubelet  spec.containers{main}: Successfully pulled image "busybox" in 95ms (95ms including waiting)\n  Normal  Created  12s   kubelet  spec.containers{main}: Container created',
  ],
])('%s', (_, line, printed, answer, wanted) => {
  const text = fence(line, printed)
  const patched = after(text, [answer])
  expect(patched).toBe(fence(line, wanted))
  expect(after(patched, [answer])).toBe(patched)
})

test.each([
  [
    'a row that the author has left out',
    'kubectl get job',
    'NAME     STATUS     COMPLETIONS   DURATION   AGE\nsleepy   Complete   1/1           6s         24s',
    `${complete}\nother    Complete   1/1           6s         24s`,
  ],
  [
    'a field that the author has left out',
    'kubectl describe job sleepy',
    'Name:        sleepy\nNamespace:   default',
    'Name:        sleepy\nNamespace:   default\nAnnotations:  <none>',
  ],
  [
    'a value that is gone, with a comment of the author behind it',
    'kubectl config view',
    'apiVersion: v1\nkind: Config\npreferences: {} # nobody knows what for',
    'apiVersion: v1\nkind: Config',
  ],
  [
    'a comment among what is printed',
    'kubectl create -f job.yaml',
    'job.batch/sleepy created\n# this takes a while',
    'job.batch/sleepy created',
  ],
])('%s is left alone', (_, line, printed, answer) => {
  const text = fence(line, printed)
  expect(after(text, [answer])).toBe(text)
})

test('of an object that nobody has made, only what its own row implies is put below a new header', () => {
  const header = 'NAME     COMPLETIONS   DURATION   AGE'
  const row = 'mine     0/1           3s         3s'
  expect(left(fence('kubectl get jobs', `${header}\n${row}`), [none])).toEqual([
    'Nobody can tell what this cluster would print below STATUS.',
  ])
  const done = 'mine     1/1           12s        2m4s'
  expect(after(fence('kubectl get jobs', `${header}\n${done}`), [none])).toContain(
    'mine     Complete   1/1           12s        2m4s',
  )
})

test('what has a default is put in where the text nowhere sets it', () => {
  const cronjobs = fence(
    'kubectl get cronjobs',
    'NAME     SCHEDULE      SUSPEND   ACTIVE   LAST SCHEDULE   AGE\nsleepy   */2 * * * *   False     0        <none>          8s',
  )
  const job = fence(
    'kubectl describe job sleepy',
    'Name:         sleepy\nParallelism:  1\nCompletions:  1\nEvents:       <none>',
  )
  const edited = (text: string) => after(text, [none, none])
  expect(edited(cronjobs)).toContain('sleepy   */2 * * * *   <none>     False')
  expect(edited(`Set timeZone.\n\n${cronjobs}`)).toContain('sleepy   */2 * * * *   False')
  const fields = 'Completions:  1\nCompletion Mode:  NonIndexed\nSuspend:      false'
  expect(edited(job)).toContain(`${fields}\nBackoff Limit:  6\nEvents`)
  expect(edited(`Set backoffLimit.\n\n${job}`)).toContain(`${fields}\nEvents`)
})

test('a name that was given by the second gets the minute of the same moment', () => {
  const header = 'NAME                STATUS     COMPLETIONS   DURATION   AGE'
  const rows = ['sleepy-1539722040   Complete   1/1           6s         77s']
  const answer = `NAME              STATUS     COMPLETIONS   DURATION   AGE\nsleepy-29927580   Complete   1/1           9s         2m8s`
  const patched = after(fence('kubectl get jobs', [header, ...rows].join('\n')), [answer])
  expect(patched).toContain('sleepy-25662034     Complete')
})

test('all rows of a table are never taken away, only those that a known change names', () => {
  const header = 'NAME                  TYPE                                  DATA   AGE'
  const token = 'default-token-jdqp7   kubernetes.io/service-account-token   3      5m'
  const mine = 'mine                  Opaque                                1      5m'
  const answer = `NAME   TYPE     DATA   AGE\nmine   Opaque   1      5m`
  expect(after(fence('kubectl get secrets', [header, token, mine].join('\n')), [answer])).toBe(
    fence('kubectl get secrets', [header, mine].join('\n')),
  )
  const alone = fence('kubectl get secrets', [header, token].join('\n'))
  expect(after(alone, [none])).toBe(alone)
})

test('a new key comes where its order has it, also among keys that the cluster has not', () => {
  const status = (keys: string) => `status:\n  failed: 2\n${keys}`
  const text = fence(
    'kubectl get job late -o yaml',
    `apiVersion: batch/v1\nkind: Job\n${status('  succeeded: 3')}`,
  )
  const answer = `apiVersion: batch/v1\nkind: Job\n${status('  ready: 0\n  terminating: 0\n  uncountedTerminatedPods: {}')}`
  expect(after(text, [answer])).toContain(
    '  failed: 2\n  ready: 0\n  succeeded: 3\n  terminating: 0\n  uncountedTerminatedPods: {}\n',
  )
})

test('a table of which something is not read is left as it is', () => {
  const flat = 'NAME SCHEDULE SUSPEND ACTIVE LAST SCHEDULE AGE a */2 * * * * False 0 8s'
  const text = `1\n$ kubectl get cronjobs.batch ${flat}\n`.replace('1\n', '123\n')
  expect(after(text, [none], 'text.txt')).toBe(text)
  expect([...textPatch(judged(text, [none], 'text.txt')).places.values()]).toEqual([
    { left: 'It can not be told where each of its cells stands.' },
  ])
})

test('a token of the cluster never goes into a text', () => {
  const text = fence('kubectl describe secret mine', 'Name:   mine\nToken:  nothing here')
  expect(after(text, ['Name:   mine\nToken:  <token 0123abcd> here'])).toBe(text)
})

test('line ends that are lost stay lost', () => {
  const text =
    'Look.\n12345\nstudent@node:~$ kubectl delete job sleepy job.batch "sleepy" deleted student@node:~$ kubectl get job NAME COMPLETIONS DURATION AGE sleepy 1/1 5s 17s\n'
  const patched = after(text, ['job.batch "sleepy" deleted from default namespace', complete], 'text.txt')
  expect(patched).toBe(
    text
      .replace('deleted', 'deleted from default namespace')
      .replace('NAME COMP', 'NAME STATUS COMP')
      .replace('sleepy 1/1', 'sleepy Complete 1/1'),
  )
})

test('in HTML what is put in is written with entities, and its marks stay', () => {
  const text =
    '<pre>$ kubectl get cronjobs\n<b>NAME</b>     SCHEDULE      SUSPEND   ACTIVE   LAST SCHEDULE   AGE\n<i>sleepy</i>   */2 * * * *   False     0        &lt;none&gt;          8s\n</pre>'
  const answer =
    'NAME     SCHEDULE      TIMEZONE   SUSPEND   ACTIVE   LAST SCHEDULE   AGE\nsleepy   */2 * * * *   <none>     False     0        <none>          8s'
  expect(after(text, [answer], 'text.html')).toBe(
    text
      .replace('SCHEDULE      SUSPEND', 'SCHEDULE      TIMEZONE   SUSPEND')
      .replace('* *   False', '* *   &lt;none&gt;     False'),
  )
})

test('an event in the words of before stays where the run does not show those of now', () => {
  const events = (...rows: string[]) =>
    [
      'Name:    web',
      'Events:',
      '  Type    Reason             Age   From                   Message',
      '  ----    ------             ----  ----                   -------',
      ...rows,
    ].join('\n')
  const row = (message: string) => `  Normal  ScalingReplicaSet  5s    deployment-controller  ${message}`
  const text = fence(
    'kubectl describe deployment web',
    events(
      row('Scaled up replica set web-77d8468669 to 1'),
      row('Scaled down replica set web-595dff4fdb to 0 from 1'),
    ),
  )
  const answers = [events(row('Scaled up replica set web-77d8468669 from 0 to 1'))]
  expect(after(text, answers)).toContain('Scaled down replica set web-595dff4fdb to 0 from 1')
  expect(after(text, answers)).toContain('web-77d8468669 from 0 to 1')
  expect(left(text, answers)).toEqual([
    'It is printed in other words since then, and this run does not show them.',
  ])
})
