import { expect, test } from 'vitest'
import { rowSeen, typedSession, typingOfAnswers, type WrittenLine } from '../../testing/typed-session.ts'
import { shapeOf } from '../compare/shape.ts'
import type { SessionPart } from '../session/session.ts'
import { Passage } from '../text/passage.ts'
import type { Typing } from '../typing/typing.ts'
import { judgedText } from './judge-text.ts'
import type { Standing } from './judged-text.ts'

/** The places that are not as printed, in short. */
function found(all: readonly (WrittenLine | SessionPart)[], ...typings: Typing[]): string[] {
  const { session, lines } = judgedText('text', typedSession(all), typings)
  return lines.flatMap(({ places }) =>
    places
      .filter(({ standing }) => standing !== 'as printed')
      .map(
        ({ standing, path, span, changes }) =>
          `${standing} ${path.join('.')}${span && span.to > span.from ? ` «${session.text.text.slice(span.from, span.to).replaceAll(/\s+/g, ' ')}»` : ''}${changes.map(({ id }) => ` ${id}`).join('')}`,
      ),
  )
}

const nothing: Standing[] = []
const none = 'No resources found in default namespace.'

const jobs = (rows: string) => `NAME     STATUS     COMPLETIONS   DURATION   AGE\n${rows}`
const complete = jobs('sleepy   Complete   1/1           6s         24s')
const running = jobs('sleepy   Running    0/1           3s         3s')

test('what came at another moment is as printed', () => {
  const text = [{ typed: 'kubectl get job', printed: running }]
  expect(found(text, typingOfAnswers({ 1: [complete, running.replaceAll('3s', '4s')] }))).toEqual(nothing)
  expect(found(text, typingOfAnswers({ 1: [complete] }))).toEqual([
    'changed STATUS.[sleepy] «Running»',
    'changed COMPLETIONS.[sleepy] «0/1»',
  ])
})

test('a row of an object may be of any moment of its life, and all of it of one', () => {
  const text = (row: string) => [{ typed: 'kubectl get job', printed: jobs(row) }]
  const rows = [
    rowSeen('jobs.batch', { NAME: 'sleepy', STATUS: 'Running', COMPLETIONS: '0/1', DURATION: '', AGE: '0s' }),
    rowSeen('jobs.batch', {
      NAME: 'sleepy',
      STATUS: 'SuccessCriteriaMet',
      COMPLETIONS: '0/1',
      DURATION: '4s',
      AGE: '4s',
    }),
    rowSeen('jobs.batch', {
      NAME: 'sleepy',
      STATUS: 'Complete',
      COMPLETIONS: '1/1',
      DURATION: '6s',
      AGE: '6s',
    }),
  ]
  const typing = typingOfAnswers({ 1: complete }, { rows })
  expect(found(text('sleepy   SuccessCriteriaMet   0/1   5s   5s'), typing)).toEqual(nothing)
  expect(found(text('sleepy   Running   1/1   5s   5s'), typing)).toEqual([
    'changed STATUS.[sleepy] «Running»',
  ])
  expect(found(text('sleepy   Pending   0/1   3s   3s'), typing)).toEqual([
    'changed STATUS.[sleepy] «Pending»',
    'changed COMPLETIONS.[sleepy] «0/1»',
  ])
})

test('a header without a column is stale by a known change, also where the object is the author’s own', () => {
  const text = [
    {
      typed: 'kubectl get jobs',
      printed: 'NAME     COMPLETIONS   DURATION   AGE\nbackup   1/1           12s        2m4s',
    },
  ]
  const header = 'changed columns «NAME COMPLETIONS DURATION AGE» get-jobs-status'
  expect(found(text, typingOfAnswers({ 1: complete }))).toEqual([
    header,
    'blocked rows.[backup] «backup 1/1 12s 2m4s»',
  ])
  expect(found(text, typingOfAnswers({ 1: none }))[0]).toBe(header)
  expect(found(text, typingOfAnswers({ 1: { blocked: 'it can not be had' } }))).toEqual([
    header,
    'blocked NAME.[backup] «backup»',
    'blocked COMPLETIONS.[backup] «1/1»',
    'blocked DURATION.[backup] «12s»',
    'blocked AGE.[backup] «2m4s»',
  ])
  expect(
    found(text, typingOfAnswers({ 1: none }, { server: 'v1.29.0', kubectl: 'v1.29.0' })).filter(
      (one) => !one.startsWith('blocked'),
    ),
  ).toEqual([])
})

test('a column that the author has left out is not missing', () => {
  const text = [
    { typed: 'kubectl get job', printed: 'NAME     COMPLETIONS   AGE\nsleepy   1/1           24s' },
  ]
  expect(found(text, typingOfAnswers({ 1: complete }))).toEqual([
    'changed columns «NAME COMPLETIONS AGE» get-jobs-status',
    'missing STATUS.[sleepy] get-jobs-status',
  ])
})

test('what a file makes that is changed where nobody sees it says nothing', () => {
  const prose: SessionPart = {
    type: 'prose',
    passage: Passage.of('Edit `job.yaml`, add `completions: 5`.'),
    edits: 'job.yaml',
  }
  const text = [
    prose,
    { typed: 'kubectl create -f job.yaml', printed: 'job.batch/sleepy created' },
    { typed: 'kubectl get job', printed: jobs('sleepy   Running   0/5           5s         5s') },
  ]
  const rows = [
    rowSeen('jobs.batch', { NAME: 'sleepy', STATUS: 'Running', COMPLETIONS: '0/1', DURATION: '', AGE: '0s' }),
  ]
  const typing = typingOfAnswers({ 1: 'job.batch/sleepy created', 2: complete }, { rows })
  expect(found(text, typing)).toEqual([
    'blocked STATUS.[sleepy] «Running»',
    'blocked COMPLETIONS.[sleepy] «0/5»',
  ])
})

test.each([
  [
    'kubectl delete jobs.batch sleepy',
    'job.batch "sleepy" deleted',
    ['changed job.batch "sleepy" deleted «job.batch "sleepy" deleted» delete-namespace'],
  ],
  ['kubectl delete jobs.batch sleepy', 'job.batch "sleepy" deleted from default namespace', nothing],
  [
    'kubectl describe job sleepy',
    'Name:           sleepy\nNamespace:      default\nPods Statuses:  0 Running / 1 Succeeded / 0 Failed',
    [
      'changed Pods Statuses.<number> Running / <number> Succeeded / <number> Failed «0 Running / 1 Succeeded / 0 Failed» describe-job-ready describe-job-active',
    ],
  ],
])('of %s known changes alone tell %s', (typed, printed, wanted) => {
  const answer = 'Error from server (NotFound): jobs.batch "sleepy" not found'
  const places = found([{ typed, printed }], typingOfAnswers({ 1: answer }))
  expect(places.filter((one) => !one.startsWith('blocked'))).toEqual(wanted)
})

test('between which versions a place became otherwise', () => {
  const text = typedSession([
    { typed: 'kubectl get job', printed: 'NAME     COMPLETIONS   DURATION   AGE\nsleepy   1/1   6s   24s' },
  ])
  const old = 'NAME     COMPLETIONS   DURATION   AGE\nsleepy   1/1           6s         24s'
  const typings = [
    typingOfAnswers({ 1: old }, { server: 'v1.28.3', kubectl: 'v1.28.3' }),
    typingOfAnswers({ 1: old }, { server: 'v1.29.4', kubectl: 'v1.29.4' }),
    typingOfAnswers({ 1: complete }),
  ]
  const [line] = judgedText('text', text, typings).lines
  expect(line?.places[0]).toMatchObject({ standing: 'changed', since: { after: 'v1.29.4', by: 'v1.37.2' } })
})

const deprecated = 'Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice'
const endpoints = 'NAME   ENDPOINTS         AGE\nweb    10.244.0.5:8080   17s'

test.each([
  [
    'the text lacks it',
    endpoints,
    `${deprecated}\n${endpoints}`,
    [`missing ${shapeOf(deprecated)} get-endpoints-deprecated`],
  ],
  ['the text has it', `${deprecated}\n${endpoints}`, `${deprecated}\n${endpoints}`, nothing],
  [
    'only the text has it',
    `Warning: this is odd\n${endpoints}`,
    endpoints,
    ['not printed any more Warning: this is odd «Warning: this is odd»'],
  ],
  [
    'something else is stale below it',
    `${deprecated}\n${endpoints.replace('8080', '9090')}`,
    `${deprecated}\n${endpoints}`,
    ['changed ENDPOINTS.[web] «10.244.0.5:9090»'],
  ],
])('a warning in front of a table is a line of its own: %s', (_, printed, answer, wanted) => {
  const text = [{ typed: 'kubectl get endpoints web', printed }]
  expect(found(text, typingOfAnswers({ 1: answer }))).toEqual(wanted)
})

test('that a file of somebody else is refused says nothing of a text that does not show its own', () => {
  const text = [{ typed: 'kubectl create -f cronjob.yaml', printed: 'cronjob.batch/sleepy created' }]
  const refused =
    'error: resource mapping not found for name: "sleepy" namespace: "" from "cronjob.yaml": no matches for kind "CronJob" in version "batch/v1beta1"\nensure CRDs are installed first'
  const standings = (typing: Typing) => found(text, typing).map((one) => one.split(' ')[0])
  expect(standings(typingOfAnswers({ 1: [refused] }))).toEqual(['changed'])
  const borrowed = {
    ...typingOfAnswers({ 1: [refused] }),
    filesMissing: new Map([['cronjob.yaml', 'the lab']]),
  }
  expect(standings(borrowed)).toEqual(['blocked'])
})

test('a change of what stands in a cell does not take a row away', () => {
  const pods = (rows: string) => `NAME           READY   STATUS      RESTARTS   AGE\n${rows}`
  const printed = pods(
    'sleepy-z5tnh   0/1     Completed   0          8s\nsleepy-zd692   1/1     Running     0          3s',
  )
  const came = pods('sleepy-4xk2p   0/1     Completed   0          8s')
  expect(
    found([{ typed: 'kubectl get pods', printed }], typingOfAnswers({ 1: [came] })).map(
      (one) => one.split(' ')[0],
    ),
  ).toEqual(['blocked'])
})

test('a warning in front of what is not there does not make it an answer', () => {
  const text = [{ typed: 'kubectl get endpoints web', printed: endpoints }]
  const places = found(
    text,
    typingOfAnswers({ 1: `${deprecated}\nNo resources found in default namespace.` }),
  )
  expect(places.filter((one) => !/^(?:blocked|missing)/.test(one))).toEqual(nothing)
})

test('rows that no column tells apart are told apart by what is in them', () => {
  const header = 'LAST SEEN   TYPE      REASON      OBJECT       MESSAGE'
  const answer = [
    header,
    '13s         Normal    Scheduled   pod/probed   Successfully assigned default/probed to node',
    '13s         Normal    Pulling     pod/probed   Pulling image "busybox"',
    '12s         Normal    Created     pod/probed   Container created',
    '11s         Normal    Started     pod/probed   Container started',
  ].join('\n')
  const printed = [
    header,
    '84s         Normal    Pulling     pod/probed   Pulling image "busybox"',
    '29s         Normal    Created     pod/probed   Created container: main',
    '29s         Normal    Started     pod/probed   Started container web',
    '84s         Normal    Scheduled   pod/probed   Successfully assigned default/probed to node',
    '5s          Warning   Unhealthy   pod/probed   Liveness probe failed',
    '5s          Normal    Killing     pod/probed   Container main failed liveness probe, will be restarted',
  ].join('\n')
  const killing = {
    TYPE: 'Normal',
    REASON: 'Killing',
    OBJECT: 'pod/probed',
    MESSAGE: 'Container main failed liveness probe, will be restarted',
  }
  const text = [{ typed: 'kubectl get events', printed }]
  const places = found(text, typingOfAnswers({ 1: answer }, { rows: [rowSeen('events', killing)] }))
  expect(places.map((one) => one.replace(/ \(\d+\)/, '').replace(/ event-.*/, ''))).toEqual([
    'changed MESSAGE.[pod/probed] «Created container: main»',
    'changed MESSAGE.[pod/probed] «Started container web»',
    'blocked rows.[pod/probed] «5s Warning Unhealthy pod/probed Liveness probe failed»',
  ])
})

const replicaSets = (...rows: string[]) =>
  ['NAME             DESIRED   CURRENT   READY   AGE', ...rows].join('\n')

test('a count between the least and the greatest in the life of its object is so at another moment', () => {
  const seen = (name: string, count: string) =>
    rowSeen('replicasets.apps', { NAME: name, DESIRED: count, CURRENT: count, READY: count, AGE: '1s' })
  const rows = [seen('web-6cd974d556', '5'), seen('web-845cbd7b5f', '0'), seen('web-845cbd7b5f', '3')]
  const answer = replicaSets(
    'web-6cd974d556   5         5         5       60s',
    'web-845cbd7b5f   0         0         0       38s',
  )
  const typing = typingOfAnswers({ 1: answer }, { rows })
  const of = (row: string) => [
    {
      typed: 'kubectl get rs',
      printed: replicaSets('web-6b5ddfbd5d   4         4         3       60s', row),
    },
  ]
  expect(found(of('web-74cc687849   2         3         3       38s'), typing)).toEqual(nothing)
  expect(found(of('web-74cc687849   0         0         7       38s'), typing)).toEqual([
    'changed READY.[web-<hex> (2)] «7»',
  ])
})

test('a count of a time at which nobody looked any more says nothing', () => {
  const pods = (restarts: string, age: string) =>
    `NAME     READY   STATUS    RESTARTS      AGE\nprobed   1/1     Running   ${restarts.padEnd(11)}   ${age}`
  const row = (at: number) =>
    rowSeen('pods', { NAME: 'probed', READY: '1/1', STATUS: 'Running', RESTARTS: '0', AGE: '0s' }, at)
  const typing = typingOfAnswers({ 1: pods('0', '15s') }, { rows: [row(0), row(15_000)] })
  const of = (age: string) => [{ typed: 'kubectl get pod probed', printed: pods('1 (9s ago)', age) }]
  expect(found(of('84s'), typing)).toEqual(['blocked RESTARTS.[probed] «1 (9s ago)»'])
  expect(found(of('12s'), typing)).toEqual(['changed RESTARTS.[probed] «1 (9s ago)»'])
})

test('a Service has no endpoints before its pods are ready', () => {
  const describe = (addresses: string, labels = 'app=web') =>
    `Name:              web\nNamespace:         default\nLabels:            ${labels}\nType:              ClusterIP\nEndpoints:         ${addresses}`
  const text = [{ typed: 'kubectl describe service web', printed: describe('<none>') }]
  const answers = { 1: describe('10.244.0.6:8080,10.244.0.5:8080') }
  const rows = [rowSeen('endpoints', { NAME: 'web', ENDPOINTS: '<none>', AGE: '0s' })]
  expect(found(text, typingOfAnswers(answers, { rows }))).toEqual(nothing)
  expect(found(text, typingOfAnswers(answers))).toEqual([
    'blocked Endpoints.<address>:<number>,<address>:<number> «<none>»',
  ])
  const other = [{ typed: 'kubectl describe service web', printed: describe('10.244.0.6:8080', '<none>') }]
  expect(found(other, typingOfAnswers({ 1: describe('10.244.0.6:8080') }))).toEqual([
    'changed Labels.app=web «<none>»',
  ])
})

test('what a schedule brings later says nothing while it has not come', () => {
  const table = (last: string) =>
    `NAME    SCHEDULE    TIMEZONE   SUSPEND   ACTIVE   LAST SCHEDULE   AGE\nhello   * * * * *   <none>     False     0        ${last.padEnd(13)}   19s`
  const describe = (last: string, events: string) =>
    `Name:                hello\nSuspend:             False\nLast Schedule Time:  ${last}\nEvents:              ${events}`
  const came =
    '\n  Type    Reason            Age   From                Message\n  Normal  SuccessfulCreate  12s   cronjob-controller  Created job hello-29931257'
  const text = [
    { typed: 'kubectl get cronjob hello', printed: table('11s') },
    {
      typed: 'kubectl describe cronjob hello',
      printed: describe('Sat, 28 Nov 2026 14:17:00 +0000', came),
    },
  ]
  const typing = typingOfAnswers({ 1: table('<none>'), 2: describe('<unset>', '<none>') })
  const all = found(text, typing)
  expect(all.map((place) => place.split(' ')[0])).toEqual(['blocked', 'blocked', 'blocked', 'blocked'])
  const other = typingOfAnswers({ 1: table('<none>').replace('False', 'True '), 2: '' })
  expect(found(text.slice(0, 1), other)).toEqual([
    'changed SUSPEND.[hello] «False»',
    'blocked LAST SCHEDULE.[hello] «11s»',
  ])
})

test('what kubectl says new is missing whatever the program of an image prints around it', () => {
  const hint =
    'All commands and output from this session will be recorded in container logs, including credentials and sensitive information passed through the command prompt.'
  const press = "If you don't see a command prompt, try pressing enter."
  const text = [{ typed: 'kubectl run -it box --image=busybox --restart=Never', printed: press }]
  expect(found(text, typingOfAnswers({ 1: `\nBusyBox v1.35.0\n\n${hint}\n${press}` }))).toEqual([
    `missing ${hint} run-recorded-in-logs`,
  ])
})

test('a new cell is that of the age that is nearest', () => {
  const table = (status: string, age: string) => jobs(`sleepy   ${status}   5/5           26s        ${age}`)
  const text = (age: string) => [
    {
      typed: 'kubectl get job',
      printed: `NAME     COMPLETIONS   DURATION   AGE\nsleepy   5/5           26s        ${age}`,
    },
  ]
  const typing = typingOfAnswers({ 1: [table('Running ', '26s'), table('Complete', '40s')] })
  const cells = (age: string) =>
    judgedText('text', typedSession(text(age)), [typing]).lines.flatMap(({ places }) =>
      places.flatMap(({ path, shown }) => (path[0] === 'STATUS' ? [shown] : [])),
    )
  expect(cells('27s')).toEqual(['Running'])
  expect(cells('10m')).toEqual(['Complete'])
})

test('an event of which nothing came back is as printed when it is as since its newest change', () => {
  const of = (message: string) => [
    {
      typed: 'kubectl get events',
      printed: `LAST SEEN   TYPE     REASON   OBJECT       MESSAGE\n29s         Normal   Pulled   pod/probed   ${message}`,
    },
  ]
  const pulled = 'Successfully pulled image "busybox" in 26ms (26ms including waiting)'
  const places = (message: string) =>
    found(of(message), typingOfAnswers({ 1: none })).filter((one) => one.startsWith('changed'))
  expect(places(`${pulled}. Image size: 2130677 bytes.`)).toEqual(nothing)
  expect(places(pulled)).toEqual([`changed MESSAGE.[pod/probed] «${pulled}» event-pulled-size`])
})

test.each([
  [
    'a field',
    'Name:    web\nLabels:  app=web\nType:    odd',
    'Name:    web\nLabels:  app=web\nFrob:    yes\nType:    odd',
    ['missing Frob'],
  ],
  [
    'a column',
    'NAME   TYPE   AGE\nweb    odd    3s',
    'NAME   TYPE   FROB   AGE\nweb    odd    yes    3s',
    ['changed columns «NAME TYPE AGE»'],
  ],
  [
    'nothing, of a part',
    'Name:    web\nType:    odd',
    'Name:    web\nLabels:  app=web\nFrob:    yes\nType:    odd',
    nothing,
  ],
])('what only newer versions print is missing, without a record as well: %s', (_, printed, now, wanted) => {
  const text = [{ typed: 'kubectl get webs', printed }]
  const before = now
    .replace(/^Frob.*\n/m, '')
    .replace('FROB   ', '')
    .replace('yes    3s', '3s')
  const old = typingOfAnswers({ 1: before }, { server: 'v1.33.1', kubectl: 'v1.33.1' })
  expect(found(text, old, typingOfAnswers({ 1: now }))).toEqual(wanted)
  expect(found(text, typingOfAnswers({ 1: now }))).toEqual(nothing)
  const [line] = judgedText('text', typedSession(text), [old, typingOfAnswers({ 1: now })]).lines
  const since = line?.places.flatMap((place) => place.since ?? [])
  expect(since).toEqual(wanted.map(() => ({ after: 'v1.33.1', by: 'v1.37.2' })))
})

test('what a lab says of a change goes with the place and the line where it is found', () => {
  const text = typedSession([
    { typed: 'kubectl delete jobs.batch sleepy', printed: 'job.batch "sleepy" deleted' },
  ])
  const typing = typingOfAnswers({ 1: 'job.batch "sleepy" deleted from default namespace' })
  const remedy = { words: 'Delete all of it.', type: ['kubectl delete jobs --all'] }
  const [line] = judgedText('text', text, [typing], (id) =>
    id === 'delete-namespace' ? { claims: ['job/deleted'], remedy } : { claims: [] },
  ).lines
  expect(line?.places[0]).toMatchObject({ standing: 'changed', claims: ['job/deleted'] })
  expect(line?.retype).toMatchObject([{ id: 'delete-namespace', remedy }])
  expect(judgedText('text', text, [typing]).lines[0]?.places[0]).not.toHaveProperty('claims')
})
