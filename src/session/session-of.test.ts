import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { outlined } from '../../testing/outlined.ts'
import { readForm } from '../text/read-form.ts'
import { sessionOf } from './session-of.ts'

const folder = join(import.meta.dirname, '../../testing/texts')

const remove = '$ kubectl delete jobs.batch sleepy | 1'
const create = '$ kubectl create -f job.yaml | 1'
const sixStale = [
  remove,
  '$ kubectl delete cronjobs.batch sleepy | 1',
  '$ kubectl get job | 2',
  '$ kubectl get jobs.batch | 2',
  '$ kubectl get cronjobs.batch | 2',
]
const kept: Readonly<Record<string, readonly string[]>> = {
  '01.md': ['$ kubectl get job | 2'],
  '02.md': [
    '$ kubectl get pods',
    '$ kubectl get deployments',
    '$ kubectl rollout restart deployment web',
    '$ kubectl get statefulsets | 2',
  ],
  '03.md': ['$ kubectl get jobs | 2'],
  '04.md': ['$ kubectl create -f job.yaml', '$ kubectl get job', '$ kubectl describe job sleepy'],
  '05.md': [
    'file ~/labs/job.yaml | 13',
    '$ cat ~/labs/job.yaml | 13',
    '$ cp /srv/solutions/job.yaml .',
    'file job.yaml | 13',
    create,
  ],
  '06.md': [
    'edit job.yaml',
    '$ kubectl create -f job.yaml',
    '$ kubectl get jobs.batch | 2',
    '$ kubectl get jobs.batch | 2',
  ],
  '07.md': ['$ kubectl proxy --api-prefix=/ & | 2'],
  '08.md': [
    '$ kubectl get cronjobs | 2',
    '$ kubectl get cj | 2',
    '$ kubectl delete job sleepy | 1',
    '$ kubectl delete job.batch/sleepy | 1',
    '$ kubectl describe job sleepy | 3',
    '$ kubectl describe jobs/sleepy | 3',
    '$ curl http://localhost:8001/api | 2',
    '$ curl http://127.0.0.1:8001/api/v1/namespaces/ | 4',
  ],
  '09.md': Array.from({ length: 12 }, () => remove),
  '10.rst': [remove, '$ kubectl get job | 2'],
  '11.md': [remove, '$ curl http://127.0.0.1:8001/api/v1/namespaces | 8'],
  '11b.md': [remove],
  '12.md': ['$ kubectl describe jobs.batch sleepy | 31'],
  '13.md': ['$ curl http://127.0.0.1:8001/api/v1/namespaces | 25'],
  '14.md': [
    '$ kubectl describe secret default-token-8t7gb | 13',
    "$ export token=$(kubectl describe secret default-token-8t7gb |grep token |cut -f7 -d ' ')",
    '$ echo $token | 1',
    '$ kubectl config view | 19',
  ],
  '15.md': ['$ kubectl get job sleepy -o yaml | 9'],
  '18.md': [create, '$ kubectl get job | 2', '$ kubectl get job | 2'],
  '19.md': ['$ cat <<EOF | kubectl create -f - | 1', '$ kubectl get job | 2'],
  '20.md': ['$ kubectl get job | #2', '$ kubectl delete jobs.batch sleepy | #1'],
  '21.ipynb': [remove],
  '22.md': sixStale,
  '23-bom-crlf.md': sixStale,
  '25.adoc': ['$ kubectl get job | 2', remove],
  '26.md': ['$ curl http://[::1]:8001/api/ | 1', '$ curl http://127.0.0.1:8001/api/ | 3'],
  '27.md': [
    '$ kubectl create -f cronjob.yaml | 1',
    ...Array.from({ length: 4 }, () => '$ kubectl get jobs.batch | 1'),
    '$ kubectl get jobs.batch -A | 1',
  ],
  '28.md': [remove, remove],
  '30.md': ['$ kubectl create -f cronjob.yaml | 2'],
  '31.md': [create, '$ kubectl get job | 2'],
  '32.md': [
    '$ kubectl run -i -t busybox --image=busybox --restart=Never | 1',
    '1> ls /var/run/secrets/kubernetes.io/serviceaccount/ | 1',
    '1> exit',
    '$ kubectl run -i -t busybox --image=busybox --restart=Never | 2',
    '4> ls /var/run/secrets/kubernetes.io/serviceaccount/ | 1',
    '4> exit',
  ],
  '33.md': ['$ kubectl get pods -l job-name=sleepy | 1'],
  '34.md': [remove],
  '35.html': [remove],
  '37.md': [
    '$ kubectl get cronjobs.batch | 2',
    '$ kubectl get cronjobs.batch | 2',
    '$ kubectl get jobs.batch | 2',
  ],
  '38.md': [create, '$ kubectl get job | 2', '$ kubectl get job | 2'],
  '41.md': ['$ kubectl get jobs | 2'],
  '42.md': ['$ kubectl get cronjobs.batch | 2'],
  '45.md': ['$ vim cronjob.yaml', 'part of file cronjob.yaml | 5', '$ kubectl create -f cronjob.yaml | 2'],
}

describe('the small texts', () => {
  test.each(Object.entries(kept))('%s', async (name, expected) => {
    const text = readForm(name, await readFile(join(folder, name), 'utf8'))
    expect(outlined(sessionOf(text))).toEqual(expected)
  })
})
