import { describe, expect, test } from 'vitest'
import { judgeAllRecorded } from '../judge/judge.ts'
import { claimsOf } from '../lab/lab.ts'
import { lab } from '../../specs/api-objects/lab.ts'
import { recounted } from '../../testing/recounted.ts'
import { madeUp } from '../../testing/tiny-matrix.ts'
import { tinyLab } from '../../testing/tiny-lab.ts'
import { prints } from '../../testing/worlds.ts'
import type { TraceEvent } from '../trace/event.ts'
import { compareWithRecorded, mostLike } from './compare-with-recorded.ts'

const compared = async (events: readonly TraceEvent[]) =>
  (await compareWithRecorded(lab, 'trace.ndjson', events, judgeAllRecorded(claimsOf(lab), events)))
    ?.comparison

test('a new version that prints something new is told from the recorded one', async () => {
  const says = prints('proxy', 'kubectl proxy -h', (text) => `${text}Be careful.\n`)
  const comparison = await compared(madeUp({ server: 'v1.38.0' }, (all) => recounted(says(all))))
  expect(comparison?.versions.map(({ server }) => server)).toEqual(['v1.37.2', 'v1.38.0'])
  expect(comparison?.changes.filter(({ owner }) => owner.type === 'nobody')).toMatchObject([
    { of: 'kubectl proxy -h', place: 'stdout', values: [null, 'Be careful.'] },
  ])
})

test('a run for some claims is not compared', async () => {
  const events = madeUp({ server: 'v1.38.0' }).map((event) =>
    event.type === 'header' ? { ...event, only: ['job/completes'] } : event,
  )
  expect(await compareWithRecorded(lab, 'trace.ndjson', events, [])).toBeUndefined()
})

test('the namespaces of scenarios that a run leaves out are not missing in what it prints', async () => {
  const line = 'curl $server/api/v1/namespaces --header "Authorization: Bearer $token" -k'
  const listed = /    \{\n      "metadata": \{\n        "name": "lab-cron",[^]*?\n    \},\n/
  const without = prints('rest', line, (text) => text.replace(listed, ''), 'withARole')
  const events = madeUp({ server: 'v1.37.2' }, (all) => recounted(without(all)))
  const unclaimed = async (all: readonly TraceEvent[]) =>
    (await compared(all))?.changes.filter(({ owner }) => owner.type === 'nobody').map(({ place }) => place)
  expect(await unclaimed(events)).toEqual([expect.stringContaining('[lab-cron]')])
  const leftOut = events.flatMap((event): TraceEvent[] => {
    if (!('scenario' in event && event.scenario === 'cron')) return [event]
    const begins = event.type === 'scenario' && event.state === 'begins'
    return begins ? [{ ...event, state: 'left out', reason: 'a quick run' }] : []
  })
  expect(await unclaimed(leftOut)).toEqual([])
})

test('a lab that knows of no noise is not compared', async () => {
  expect(await compareWithRecorded(tinyLab, '', madeUp({ server: 'v1.38.0' }), [])).toBeUndefined()
})

const built = 'localhost/kubelab-conformance/node'
const pulled = 'docker.io/kindest/node'
const header = (server: string, kubectl = server, nodeImage = `${built}:${server}-5a62d6a8`) => ({
  server,
  kubectl,
  nodeImage,
})

describe('the recorded run that is most like another', () => {
  const recorded = [
    header('v1.30.14'),
    header('v1.33.13'),
    header('v1.37.2', 'v1.33.13'),
    header('v1.37.2'),
    header('v1.34.4', 'v1.34.4', `${pulled}:v1.34.4@sha256:5a62d6a8`),
    header('v1.35.1', 'v1.35.1', 'that of the context k3s'),
  ].map((one) => ({ header: one }))
  test.each<[run: ReturnType<typeof header>, like: string, kubectl?: string]>([
    [header('v1.38.0'), 'v1.37.2'],
    [header('v1.37.0'), 'v1.37.2'],
    [header('v1.35.1'), 'v1.33.13'],
    [header('v1.12.0'), 'v1.30.14'],
    [header('v1.36.0-rc.1'), 'v1.37.2'],
    [header('v1.37.2', 'v1.33.13'), 'v1.37.2', 'v1.33.13'],
    [header('v1.37.2', 'v1.34.4'), 'v1.37.2'],
    [header('v1.30.14', 'v1.30.14', `${built}:v1.30.14-0 (v1.30.12, of it k8s.io/api v0.30.11)`), 'v1.30.14'],
    [header('v1.37.2', 'v1.37.2', `${pulled}:v1.37.2`), 'v1.34.4'],
    [header('v1.37.2', 'v1.37.2', 'that of the context k3s'), 'v1.35.1'],
    [header('v1.37.2', 'v1.37.2', 'that of the context prod'), 'v1.37.2'],
  ])('to %o is %s', (run, server, kubectl = server) => {
    expect(mostLike(run, recorded)?.header).toMatchObject({ server, kubectl })
  })
  test('is none where none is recorded', () => {
    expect(mostLike(header('v1.37.2'), [])).toBeUndefined()
  })
})

test.each([
  ['the same', {}],
  ['nearest', { server: 'v1.38.0' }],
  ['nearest', { kubectl: 'v1.36.0' }],
  ['of another making', { nodeImage: `${pulled}:v1.37.2` }],
  ['of another making', { namespaces: ['mine'] }],
])('a run is like the recorded one: %s', async (like, changed) => {
  const events = madeUp({ server: 'v1.37.2' }).map((event) =>
    event.type === 'header' ? { ...event, ...changed } : event,
  )
  expect((await compareWithRecorded(lab, 'trace.ndjson', events, []))?.like).toBe(like)
})
