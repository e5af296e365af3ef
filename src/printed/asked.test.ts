import { expect, test } from 'vitest'
import { askedBy, scopeOf } from './asked.ts'

const scope = (line: string) => {
  const asked = askedBy(line)
  return asked && scopeOf(asked, 'default')
}

test.each<
  [line: string, kind: string, namespace: string | undefined, names?: string[] | undefined, labels?: string[]]
>([
  ['kubectl get po', 'Pod', 'default'],
  ['k get jobs.batch', 'Job', 'default'],
  ['kubectl -n lab get cj sleepy', 'CronJob', 'lab', ['sleepy']],
  ['kubectl get -nlab job/sleepy -o yaml', 'Job', 'lab', ['sleepy']],
  ['kubectl get secrets --all-namespaces', 'Secret', undefined],
  ['kubectl get pods -A -o wide', 'Pod', undefined],
  [
    'kubectl get pods --namespace=lab -l job-name=sleepy,a=b',
    'Pod',
    'lab',
    undefined,
    ['job-name=sleepy', 'a=b'],
  ],
  ['kubectl get pods,jobs', 'pods,jobs', 'default'],
  ['kubectl get nodes', 'Node', 'default'],
  ['curl -k "$server/apis/batch/v1/namespaces/lab/jobs/sleepy" --header "A: b"', 'Job', 'lab', ['sleepy']],
  ['curl http://127.0.0.1:8001/api/v1/pods', 'Pod', undefined],
  ['curl $server/api/v1/namespaces --header "Authorization: Bearer x" -k', 'Namespace', undefined],
])('%s asks for %s in %s', (line, kind, namespace, names, labels = []) => {
  expect(scope(line)).toEqual({ kind, namespace, names, labels })
})

test.each([
  'kubectl get pods | grep x',
  'kubectl get pods > file',
  'export a=$(kubectl get pods)',
  'kubectl get pods; ls',
  'ls',
])('of “%s” nobody knows what is printed', (line) => {
  expect(askedBy(line)).toBeUndefined()
})
