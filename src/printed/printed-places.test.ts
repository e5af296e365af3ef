import { describe, expect, test } from 'vitest'
import { recordedEvents, triedVersions } from '../../testing/traces.ts'
import type { TraceEvent } from '../trace/event.ts'
import { printedPlaces } from './printed-places.ts'

const events = await recordedEvents('v1.37.2')

const disagreeing = (some: readonly TraceEvent[]) =>
  printedPlaces(some).flatMap(({ line, places }) =>
    places.flatMap(({ answer, place, expected, found }) =>
      answer === 'disagrees' ? [{ line, place, expected, found }] : [],
    ),
  )

/** The run as it would be if a line had printed something else. */
function printing(line: string, before: string | RegExp, after: string): TraceEvent[] {
  const typed = events.find(
    (event) =>
      event.type === 'typed' &&
      event.line === line &&
      events.some(
        (one) =>
          one.type === 'output' &&
          one.command === event.command &&
          one.text.replace(before, after) !== one.text,
      ),
  )
  expect(typed).toBeDefined()
  return events.map((event) =>
    event.type === 'output' && typed?.type === 'typed' && event.command === typed.command
      ? { ...event, text: event.text.replace(before, after) }
      : event,
  )
}

test.each(triedVersions)('all that was printed on %s is what was stored', async (version) => {
  const recorded = await recordedEvents(version)
  expect(disagreeing(recorded)).toEqual([])
  expect(
    printedPlaces(recorded)
      .flatMap(({ places }) => places)
      .filter(({ answer }) => answer === 'agrees').length,
  ).toBeGreaterThan(600)
})

test.each<[line: string, before: string | RegExp, after: string, place: string]>([
  ['kubectl get job', 'Running ', 'Complete', '[sleepy] STATUS'],
  ['kubectl get job', '0/1', '1/1', '[sleepy] COMPLETIONS'],
  ['kubectl get job', /16s$/m, '19s', '[sleepy] AGE'],
  ['kubectl get job', '10s        16s', '13s        16s', '[sleepy] DURATION'],
  ['kubectl get job', 'sleepy ', 'sleepi ', 'rows'],
  ['kubectl get pods', 'Running', 'Pending', '[sleepy-54flc] STATUS'],
  ['kubectl get pods', '1/1', '0/1', '[sleepy-54flc] READY'],
  ['kubectl get pods', / 0 /, ' 1 ', '[sleepy-54flc] RESTARTS'],
  ['kubectl get pods', /^sleepy-fn98f.*\n/m, '', 'rows'],
  ['kubectl get pods', /^(sleepy-fn98f.*\n)/m, '$1$1', 'rows'],
  ['kubectl get cronjobs.batch', '*/2', '*/3', '[sleepy] SCHEDULE'],
  ['kubectl get cronjobs.batch', '<none>     False', 'UTC        False', '[sleepy] TIMEZONE'],
  ['kubectl get cronjobs.batch', 'False', 'True ', '[sleepy] SUSPEND'],
  ['kubectl get cronjobs.batch', ' 0   ', ' 1   ', '[sleepy] ACTIVE'],
  ['kubectl get cronjobs.batch', /8s {3}/, '58s  ', '[sleepy] LAST SCHEDULE'],
  ['kubectl get secrets', 'service-account-token', 'service-account      ', '[default-token] TYPE'],
  ['kubectl get secrets', ' 3 ', ' 2 ', '[default-token] DATA'],
  ['kubectl get jobs.batch', 'lab-cron', 'default', 'namespace'],
  ['kubectl get jobs.batch sleepy -o yaml', 'succeeded: 1', 'succeeded: 2', 'status.succeeded'],
  ['kubectl get jobs.batch sleepy -o yaml', /^ {2}suspend: false\n/m, '', 'spec.suspend'],
  ['kubectl get jobs.batch sleepy -o yaml', 'backoffLimit: 6', 'backoffLimit: 6\n  more: 1', 'spec.more'],
  [
    'kubectl get job sleepy -o yaml',
    /(lastTransitionTime: .*:)22Z/,
    '$123Z',
    'status.conditions.0.lastTransitionTime',
  ],
  [
    'curl http://127.0.0.1:8001/api/v1/namespaces',
    /"phase": "Active"/,
    '"phase": "Terminating"',
    'items[default].status.phase',
  ],
  [
    'curl http://127.0.0.1:8001/api/v1/namespaces',
    /"resourceVersion": "\d+"/,
    '"resourceVersion": "1"',
    'metadata.resourceVersion',
  ],
  ['kubectl describe jobs.batch sleepy', 'Thu,', 'Fri,', 'Start Time'],
  ['kubectl describe jobs.batch sleepy', /(Completed At: .*:)17/, '$118', 'Completed At'],
  ['kubectl describe jobs.batch sleepy', 'Duration:         10s', 'Duration:         12s', 'Duration'],
  ['kubectl describe jobs.batch sleepy', '1 Succeeded', '2 Succeeded', 'Pods Statuses'],
  ['kubectl describe jobs.batch sleepy', '(0 Ready) ', '', 'Pods Statuses'],
  ['kubectl describe jobs.batch sleepy', /^Backoff Limit.*\n/m, '', 'Backoff Limit'],
  [
    'kubectl describe jobs.batch sleepy',
    'Image:      busybox',
    'Image:      busybee',
    'Pod Template.Containers.resting.Image',
  ],
  ['kubectl describe jobs.batch sleepy', /^ +3\n/m, '      4\n', 'Pod Template.Containers.resting.Args'],
  [
    'kubectl describe jobs.batch sleepy',
    'SuccessfulCreate  10s',
    'SuccessfulCreate  14s',
    'Events [Created pod: sleepy-mtzpk] Age',
  ],
  [
    'kubectl describe jobs.batch sleepy',
    'Created pod: sleepy-mtzpk',
    'Created pod: sleepy-mtzpl',
    'Events [Created pod: sleepy-mtzpk] Message',
  ],
  [
    'kubectl describe jobs.batch sleepy',
    /.*Created pod.*\n/,
    '',
    'Events [Created pod: sleepy-mtzpk] Message',
  ],
  [
    'kubectl describe jobs.batch sleepy',
    /^(.*Created pod.*\n)(.*Job completed.*\n)/m,
    '$2$1',
    'Events order',
  ],
  ['kubectl describe secret default-token', '1107 bytes', '1108 bytes', 'Data.ca.crt'],
  ['kubectl describe secret default-token', /^Type:.*/m, 'Type:  Opaque', 'Type'],
  ['kubectl describe secret default-token', 'name: default', 'name: other', 'Annotations'],
  ['kubectl create -f job.yaml', 'sleepy', 'sleepi', 'job.batch/sleepy'],
  ['kubectl create -f job.yaml', 'job.batch', 'jobs.batch', 'job.batch/sleepy'],
  ['kubectl create -f job.yaml', 'created', 'configured', 'job.batch/sleepy'],
  ['kubectl create -f job.yaml', /.*\n/, '', 'job.batch/sleepy'],
  ['kubectl create -f token-secret.yaml', 'created', 'made', 'secret/default-token'],
  ['kubectl delete pod busybox', 'from default', 'from other', 'pod "busybox"'],
  ['kubectl delete cronjobs.batch sleepy', 'sleepy', 'sleepi', 'cronjob.batch "sleepi"'],
])('%s that prints otherwise (%s) is noticed', (line, before, after, place) => {
  const found = disagreeing(printing(line, before, after))
  expect(found.map((one) => `${one.line}: ${one.place}`)).toContain(`${line}: ${place}`)
})

test('rows that were never true at one moment are noticed', () => {
  // Each row is true at some moment while the line is answered, the two of them at none.
  expect(disagreeing(printing('kubectl get jobs', '2m         2m\n', '2m1s       2m1s\n'))).not.toEqual([])
})

describe('where nobody can tell, places are open with the reason', () => {
  const opens = (some: readonly TraceEvent[], line: string) => [
    ...new Set(
      printedPlaces(some)
        .filter((one) => one.line === line)
        .flatMap(({ places }) => places.map(({ answer, because }) => because ?? answer)),
    ),
  ]
  const [first] = events

  test('no revisions', () => {
    const old = events.map((event) => {
      if (event.type !== 'typed') return event
      const { revision: _, ...left } = event
      return left
    })
    expect(opens(old, 'kubectl get job')).toEqual(['moment not known'])
  })
  test('a watch that broke off', () => {
    const gap = { type: 'gap', kind: 'Job', since: first?.at ?? 0, at: events.at(-1)?.at ?? 0 } as const
    expect(opens([...events.slice(0, -1), gap], 'kubectl get job')).toEqual(['watch interrupted'])
  })
  test('a watch that has not got as far', () => {
    const behind = events.filter(
      ({ type, ...event }) => type !== 'progress' || !('kind' in event) || event.kind !== 'CronJob',
    )
    const silent = behind.filter((event) => event.type !== 'object' || event.object.kind !== 'CronJob')
    expect(opens(silent, 'kubectl get cronjobs.batch')).toEqual(['not watched'])
  })
  test('a clock that was set: ages only', () => {
    const half = events.length >> 1
    const set = events.map((event, place) =>
      event.type === 'heartbeat' && event.wall !== undefined && place > half
        ? { ...event, wall: event.wall + 60_000 }
        : event,
    )
    expect(opens(set, 'kubectl get cronjobs.batch')).toEqual(['agrees', 'clock not known'])
  })
  test('a namespace that nobody watches', () => {
    expect(opens(events, 'kubectl get secrets --all-namespaces')).toEqual(['agrees', 'not watched'])
  })
})
