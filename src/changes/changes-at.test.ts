import { expect, test } from 'vitest'
import { contentAt, contentOf, nothing, partsOf, type Content } from '../compare/content.ts'
import { differencesOf } from '../compare/differences.ts'
import { changesAt } from './changes-at.ts'
import type { Versions } from './has-happened.ts'

const on = (server: string, kubectl = server): Versions => ({ server, kubectl })
/** Before all changes of a place, and after them. */
const [old, now] = [on('v1.10.0'), on('v1.37.0')]

const linesAt = (content: Content, path: readonly string[]) => {
  const found = contentAt(content, path.slice(0, -1)) ?? nothing
  return found.type === 'lines' ? [...found.lines.values()] : []
}

/** The changes that explain all differences of two answers, each difference on a line of its own. */
function explained(
  line: string,
  printed: readonly [string, string],
  sides: readonly [Versions | undefined, Versions | undefined] = [old, now],
): string[] {
  const [one, other] = printed.map((text) => partsOf([['stdout', contentOf(text)]])) as [Content, Content]
  return differencesOf(one, other).map((difference) => {
    const beside = [linesAt(one, difference.path), linesAt(other, difference.path)] as const
    return changesAt(line, { ...difference, beside }, sides)
      .map(({ id }) => id)
      .join(' + ')
  })
}

const jobs = [
  'NAME     COMPLETIONS   DURATION   AGE\nsleepy   1/1           6s         9s',
  'NAME     STATUS     COMPLETIONS   DURATION   AGE\nsleepy   Complete   1/1           6s         9s',
] as const
const deleted = ['job.batch "sleepy" deleted', 'job.batch "sleepy" deleted from default namespace'] as const

test.each([
  'kubectl get jobs',
  'kubectl get job sleepy',
  'kubectl get jobs.batch -n elsewhere',
  'k get -A jobs -w',
  'kubectl get jobs -o wide',
  'sudo kubectl --context here get job/sleepy',
])('%s is known to have a new column', (line) => {
  expect(explained(line, jobs)).toEqual(['get-jobs-status'])
})

test.each([
  ['another kind', 'kubectl get pods'],
  ['another verb', 'kubectl describe jobs'],
  ['a form of its own', 'kubectl get jobs -o custom-columns=NAME:.metadata.name'],
  ['what is only quoted', 'echo kubectl get jobs'],
  ['what a filter makes of it', "kubectl get jobs | awk '{print $1}'"],
])('%s is not: %s', (_, line) => {
  expect(explained(line, jobs)).toEqual([''])
})

test('a change explains only what lies on both of its sides', () => {
  const [line, change] = ['kubectl get jobs', ['get-jobs-status']] as const
  expect(explained(line, jobs, [on('v1.29.9'), on('v1.30.0')])).toEqual(change)
  expect(explained(line, jobs, [on('v1.29.9'), on('v1.30.0-rc.1')])).toEqual(change)
  expect(explained(line, jobs.toReversed() as [string, string], [now, old])).toEqual(change)
  expect(explained(line, jobs, [on('v1.30.0'), now])).toEqual([''])
  expect(explained(line, jobs, [now, old])).toEqual([''])
  // A table is the server's.
  expect(explained(line, jobs, [on('v1.29.9', 'v1.37.0'), on('v1.30.0', 'v1.37.0')])).toEqual(change)
  expect(explained(line, jobs, [on('v1.37.0', 'v1.29.9'), on('v1.37.0')])).toEqual([''])
})

test('of a text nobody knows the version: what it prints must be of one side, and the run of the other', () => {
  expect(explained('kubectl get jobs', jobs, [undefined, now])).toEqual(['get-jobs-status'])
  expect(explained('kubectl get jobs', jobs, [undefined, on('v1.29.0')])).toEqual([''])
  // A text that is newer than the run.
  const newer = jobs.toReversed() as [string, string]
  expect(explained('kubectl get jobs', newer, [undefined, on('v1.29.0')])).toEqual(['get-jobs-status'])
  expect(explained('kubectl get jobs', newer, [undefined, now])).toEqual([''])
})

test('all columns that differ must be known', () => {
  const more = jobs[1].replaceAll('AGE', 'AGE   MORE')
  expect(explained('kubectl get jobs', [jobs[0], more])).toEqual([''])
})

test.each([
  'kubectl delete job sleepy',
  'kubectl delete -f job.yaml',
  'kubectl delete pod,job x y | tee log',
])('a line has become another: %s', (line) => {
  // One line is gone, and the other has come.
  expect(explained(line, deleted)).toEqual(['delete-namespace', 'delete-namespace'])
})

test('a line that is only gone, or another than is known, is not explained', () => {
  expect(explained('kubectl delete job sleepy', [deleted[0], ''])).toEqual([''])
  expect(explained('kubectl delete job sleepy', [deleted[0], 'job.batch "sleepy" gone'])).toEqual(['', ''])
  expect(explained('kubectl delete job sleepy', [deleted[0], 'job.batch "sleepy" deleted for good'])).toEqual(
    ['', ''],
  )
})

const described = (statuses: string, more = '') =>
  `Name:           sleepy\n${more}Pods Statuses:  ${statuses}`

test('several changes of one place, one after the other', () => {
  const printed = [
    described('0 Running / 1 Succeeded / 0 Failed'),
    described('0 Active (0 Ready) / 1 Succeeded / 0 Failed'),
  ] as const
  const both = 'describe-job-ready + describe-job-active'
  expect(explained('kubectl describe job sleepy', printed)).toEqual([both, both])
  const oldKubectl = [described('0 Active / 1 Succeeded / 0 Failed'), printed[1]] as const
  expect(explained('kubectl describe job sleepy', oldKubectl)).toEqual([
    'describe-job-ready',
    'describe-job-ready',
  ])
  const counts = [printed[0], described('0 Active (0 Ready) / one Succeeded / 0 Failed')] as const
  expect(explained('kubectl describe job sleepy', counts)).toEqual(['', ''])
})

test('each new field of a description has its own change and date', () => {
  const printed = [
    described('0 Active (0 Ready) / 1 Succeeded / 0 Failed'),
    described(
      '0 Active (0 Ready) / 1 Succeeded / 0 Failed',
      'Completion Mode:  NonIndexed\nSuspend:  false\nBackoff Limit:  6\n',
    ),
  ] as const
  expect(explained('kubectl describe job.batch/sleepy', printed)).toEqual([
    'describe-job-completion-mode',
    'describe-job-suspend',
    'describe-job-backoff-limit',
  ])
  expect(explained('kubectl describe cj/sleepy', printed)).not.toContain('describe-job-suspend')
})

const job = (conditions: string) => `apiVersion: batch/v1\nkind: Job\nstatus:\n  conditions:\n${conditions}`
const condition = (type: string) => `  - type: ${type}\n    status: "True"\n`

test.each([
  ['kubectl get job sleepy -o yaml'],
  ['kubectl get -o=yaml jobs.batch/sleepy'],
  ['curl localhost:8001/apis/batch/v1/namespaces/default/jobs/sleepy'],
  ['kubectl get --raw /apis/batch/v1/namespaces/default/jobs/sleepy'],
  ['kubectl apply -f job.yaml -o yaml'],
])('a field of an object is known wherever it is shown whole: %s', (line) => {
  const printed = [job(condition('Failed')), job(condition('FailureTarget') + condition('Failed'))] as const
  expect(explained(line, printed)).toEqual(['job-failure-target'])
  expect(explained(line, [job(condition('Failed')), job(condition('Failed') + condition('Other'))])).toEqual([
    '',
  ])
})

test.each([
  ['kubectl get --raw /api/v1/namespaces'],
  ['curl http://127.0.0.1:8001/api/v1/namespaces'],
  ['curl $server/api/v1/namespaces --header "Authorization: Bearer $token" -k'],
  ['kubectl get ns -o json'],
])('in a list, of the list and of each of its items: %s', (line) => {
  const list = (link: object, labels: object) =>
    JSON.stringify({
      kind: 'NamespaceList',
      metadata: { ...link, resourceVersion: '7' },
      items: [{ metadata: { name: 'default', ...link, ...labels } }],
    })
  const label = { labels: { 'kubernetes.io/metadata.name': 'default' } }
  expect(explained(line, [list({ selfLink: '/api/v1/namespaces' }, {}), list({}, label)])).toEqual([
    'self-link',
    'self-link',
    expect.stringMatching(/label|name/),
  ])
})

test('rows that come no more, alone or with all of the table', () => {
  const header = 'NAME   TYPE   DATA   AGE\n'
  const row = 'default-token-jdqp7   kubernetes.io/service-account-token   3   5m'
  const table = `${header.replace('NAME', 'NAME               ')}${row}`
  expect(explained('kubectl get secrets', [table, ''])).toEqual(['get-no-token-secrets'])
  const more = `${table}\nmine                  Opaque   1   5m`
  expect(explained('kubectl get secrets', [more, ''])).toEqual([''])
})
