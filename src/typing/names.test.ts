import { expect, test } from 'vitest'
import { learnNames, withNamesThatCame } from './names.ts'
import type { RowSeen } from './typing.ts'

function learned(printed: string, answer: string): Record<string, string> {
  const names = new Map<string, string>()
  learnNames(printed, answer, names)
  return Object.fromEntries(names)
}

test.each<[what: string, printed: string, answer: string, expected: Record<string, string>]>([
  [
    'pods of one family, in their order',
    'NAME                  READY   STATUS    RESTARTS   AGE\nweb-7d9c-x2k4p        1/1     Running   0          5m\nweb-7d9c-abcde        1/1     Running   0          5m\ndb-0                  1/1     Running   0          5m',
    'NAME                   READY   STATUS    RESTARTS   AGE\nweb-6b8f9c44d-2xkvp    1/1     Running   0          5s\nweb-6b8f9c44d-9tqzl    1/1     Running   0          5s\ndb-0                   1/1     Running   0          5s',
    { 'web-7d9c-x2k4p': 'web-6b8f9c44d-2xkvp', 'web-7d9c-abcde': 'web-6b8f9c44d-9tqzl' },
  ],
  ['what was made', 'pod/web-x2k4p created', 'pod/web-9tqzl created', { 'web-x2k4p': 'web-9tqzl' }],
  [
    'Jobs of a CronJob, from another column of an older table',
    'NAME               DESIRED   SUCCESSFUL   AGE\nhello-1520000000   1         1            2m',
    'NAME             STATUS     COMPLETIONS   DURATION   AGE\nhello-29402525   Complete   1/1           5s         9s',
    { 'hello-1520000000': 'hello-29402525' },
  ],
  [
    'addresses and nodes',
    'NAME   READY   STATUS    IP           NODE\nweb    1/1     Running   172.17.0.4   minikube',
    'NAME   READY   STATUS    IP           NODE            NOMINATED NODE\nweb    1/1     Running   10.244.0.5   control-plane   <none>',
    { '172.17.0.4': '10.244.0.5', minikube: 'control-plane' },
  ],
  [
    'the nodes themselves',
    'NAME       STATUS   ROLES    AGE   VERSION\nminikube   Ready    master   5d    v1.10.0',
    'NAME            STATUS   ROLES           AGE   VERSION\ncontrol-plane   Ready    control-plane   1m    v1.37.2',
    { minikube: 'control-plane' },
  ],
  [
    'a field',
    'Name:  web\nNode:  gke-1/10.128.0.3\nIP:    10.0.0.9',
    'Name:  web\nNode:  own/10.89.0.3\nIP:    10.244.0.9',
    { 'gke-1': 'own', '10.128.0.3': '10.89.0.3', '10.0.0.9': '10.244.0.9' },
  ],
  [
    'the server',
    'Kubernetes master is running at https://192.168.99.100:8443',
    'Kubernetes control plane is running at https://127.0.0.1:6443',
    { 'https://192.168.99.100:8443': 'https://127.0.0.1:6443' },
  ],
  [
    'ports of nodes',
    'NAME   TYPE       CLUSTER-IP   EXTERNAL-IP   PORT(S)\nweb    NodePort   10.0.0.7     <none>        80:31234/TCP',
    'NAME   TYPE       CLUSTER-IP   EXTERNAL-IP   PORT(S)\nweb    NodePort   10.96.1.7    <none>        80:30987/TCP',
    { '10.0.0.7': '10.96.1.7', '31234': '30987' },
  ],
  [
    'where the ends of lines are lost',
    'NAME READY STATUS web-7d9c-x2k4p 1/1 Running clusters: server: https://10.128.0.3 name: x',
    'NAME                   READY   STATUS\nweb-6b8f9c44d-2xkvp    1/1     Running\n    server: https://127.0.0.1:6443\n',
    { 'web-7d9c-x2k4p': 'web-6b8f9c44d-2xkvp', 'https://10.128.0.3': 'https://127.0.0.1:6443' },
  ],
  ['a word of somebody else', 'web   1/1   Running', 'web   0/1   Pending', {}],
  ['another object', 'NAME  READY\nweb-x2k4p  1/1', 'NAME  READY\ndb-9tqzl  1/1', {}],
])('%s', (_, printed, answer, expected) => {
  expect(learned(printed, answer)).toEqual(expected)
})

const names = () =>
  new Map([
    ['web-x2k4p', 'web-9tqzl'],
    ['10.0.0.9', '10.244.0.9'],
    ['https://1.2.3.4:8443', 'https://127.0.0.1:6443'],
  ])

test.each([
  ['kubectl logs web-x2k4p', 'kubectl logs web-9tqzl'],
  ['kubectl logs pod/web-x2k4p -c web', 'kubectl logs pod/web-9tqzl -c web'],
  ['kubectl logs web-x2k4p-2', 'kubectl logs web-x2k4p-2'],
  ['curl 10.0.0.9:80 10.0.0.99', 'curl 10.244.0.9:80 10.0.0.99'],
  ['curl https://1.2.3.4:8443/api', 'curl https://127.0.0.1:6443/api'],
  ['kubectl logs db-x2k4p', 'kubectl logs db-x2k4p'],
  ['curl https://10.128.0.3:6443/api', 'curl https://127.0.0.1:6443/api'],
  ['curl https://10.128.0.3:80/api', 'curl https://10.128.0.3:80/api'],
])('%s is typed as %s', (line, typed) => {
  expect(withNamesThatCame(line, names(), [])).toBe(typed)
})

const row = (name: string, change: RowSeen['change']): RowSeen => ({
  resource: 'pods',
  namespace: 'default',
  name,
  change,
  at: 0,
  cells: {},
  object: {},
})

test('a name that no answer gave is that of an object that is named alike and lives', () => {
  const rows = [
    row('web-9tqzl', 'added'),
    row('web-2xkvp', 'added'),
    row('db-0', 'added'),
    row('web-2xkvp', 'deleted'),
  ]
  const known = new Map<string, string>()
  expect(withNamesThatCame('kubectl describe pod web-x2k4p', known, rows)).toBe(
    'kubectl describe pod web-9tqzl',
  )
  expect(Object.fromEntries(known)).toEqual({ 'web-x2k4p': 'web-9tqzl' })
  expect(withNamesThatCame('kubectl describe pod web-9tqzl db-0 my-front', new Map(), rows)).toBe(
    'kubectl describe pod web-9tqzl db-0 my-front',
  )
})
