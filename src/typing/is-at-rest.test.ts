import { expect, test } from 'vitest'
import { isAtRest } from './is-at-rest.ts'
import type { RowSeen } from './typing.ts'

const row = (resource: string, object: unknown, more: Partial<RowSeen> = {}): RowSeen => ({
  resource,
  namespace: 'default',
  name: 'one',
  change: 'added',
  at: 0,
  cells: {},
  object,
  ...more,
})
const pod = (phase: string, restartPolicy = 'Always', restartCount = 0, ready = true) => ({
  spec: { restartPolicy },
  status: { phase, containerStatuses: [{ restartCount, ready }] },
})

test.each<[what: string, rows: RowSeen[], expected: boolean]>([
  ['nothing', [], true],
  ['a server that runs', [row('pods', pod('Running'))], true],
  ['one that was restarted', [row('pods', pod('Running', 'Always', 1))], false],
  ['one that is not ready', [row('pods', pod('Running', 'Always', 0, false))], false],
  ['what is to end', [row('pods', pod('Running', 'Never'))], false],
  ['what begins', [row('pods', pod('Pending'))], false],
  ['what has ended', [row('pods', pod('Pending', 'Never')), row('pods', pod('Succeeded', 'Never'))], true],
  ['what is gone', [row('pods', pod('Pending')), row('pods', pod('Pending'), { change: 'deleted' })], true],
  ['what goes', [row('pods', pod('Running'), { cells: { STATUS: 'Terminating' } })], false],
  ['a schedule', [row('cronjobs.batch', { kind: 'CronJob', spec: { schedule: '*/2 * * * *' } })], false],
  ['something else', [row('jobs.batch', {})], true],
])('%s: %s', (_, rows, expected) => {
  expect(isAtRest(rows)).toBe(expected)
})
