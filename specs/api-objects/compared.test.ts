import { expect, test } from 'vitest'
import { noiseOf } from '../../src/compare/noise-of.ts'
import { comparisonOf } from '../../src/compare/comparison.ts'
import { runOf } from '../../src/compare/run-of.ts'
import { recounted } from '../../testing/recounted.ts'
import { recordedEvents } from '../../testing/traces.ts'
import type { TraceEvent } from '../../src/trace/event.ts'
import { frameOf } from '../../src/trace/frame.ts'
import { configView } from './rest/student.ts'
import { lab } from './lab.ts'

// What a student sees in the recorded run, compared with what it would be if something were otherwise.

const noise = await noiseOf(lab)
const run = (events: readonly TraceEvent[]) => runOf(lab, frameOf(events, '').header, events)

test('on a machine that was not well nobody can tell what a change is due to', async () => {
  const events = await recordedEvents('v1.37.2', lab)
  const [begin, end] = [events[0]?.at ?? 0, events.at(-1)?.at ?? 0]
  const late = events.filter(({ type, at }) => type !== 'lease' || at < begin + 60_000 || at > end - 60_000)
  const whole = run(events)
  expect(comparisonOf([whole, run(late)], noise, lab.accepted).doubt).toMatch(
    /^v1\.37\.2: .*renewed its lease late/,
  )
  expect(comparisonOf([whole, whole], noise, lab.accepted).doubt).toBeUndefined()
})

test('what has not ended, or was ended by a signal, is not compared', async () => {
  const events = await recordedEvents('v1.37.2', lab)
  const typed = events.find((event) => event.type === 'typed' && event.line === configView)
  const isOf = (event: TraceEvent) =>
    'command' in event && typed?.type === 'typed' && event.command === typed.command
  const unended = events.filter((event) => !(event.type === 'exited' && isOf(event)))
  const killed = events.map((event) =>
    event.type === 'exited' && isOf(event) ? { ...event, code: null, signal: 'SIGKILL' } : event,
  )
  for (const [changed, because] of [
    [unended, 'it has not ended'],
    [killed, expect.stringContaining('SIGKILL')],
  ] as const)
    expect(comparisonOf([run(events), run(changed)], noise, [])).toMatchObject({
      changes: [],
      uncompared: [{ scenario: 'rest', of: configView, because }],
    })
})

test('another machine, with another curl and another shell, says nothing', async () => {
  const events = await recordedEvents('v1.37.2', lab)
  const elsewhere = events.map((event): TraceEvent =>
    event.type === 'output'
      ? {
          ...event,
          text: event.text
            .replace("Couldn't connect to server", 'Connection refused')
            .replaceAll(/^bash-5.2#/gm, 'bash-5.1$'),
        }
      : event,
  )
  const { changes } = comparisonOf([run(events), run(recounted(elsewhere))], noise, lab.accepted)
  expect(new Set(changes.map(({ of }) => of.split(' ')[0]))).toEqual(new Set(['curl', 'bash']))
  expect(changes.filter(({ owner }) => owner.type !== 'accepted')).toEqual([])
})

test('the namespaces that a guest works in are its own', async () => {
  const events = await recordedEvents('v1.37.2', lab)
  const names = events.flatMap((event) =>
    event.type === 'scenario' && event.state === 'begins' && event.namespace !== 'default'
      ? event.namespace
      : [],
  )
  const guest = names.reduce(
    (text, name, index) => text.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), `kubelab-1832c2-${index + 1}`),
    JSON.stringify(events),
  )
  const { changes } = comparisonOf(
    [run(events), run(recounted(JSON.parse(guest) as TraceEvent[]))],
    noise,
    lab.accepted,
  )
  expect(changes.filter(({ owner }) => owner.type === 'nobody')).toEqual([])
})

test.each([
  ['an API group is missing', /"policy\b/g, '"gone'],
  ['the node is not ready', /kubelet is posting ready status/, 'kubelet is not ready'],
  ['the API server is started otherwise', /"--allow-privileged=true"/, '"--allow-privileged=false"'],
  ['the server was built otherwise', /"clean"/, '"dirty"'],
  ['a version says that it is another', /"minor": "37"/, '"minor": "36"'],
  [
    'the node says that it is of another version',
    /"kubeletVersion": "v1.37.2"/,
    '"kubeletVersion": "v1.37.1"',
  ],
  ['a resource of the core API is missing', /"name": "services\/proxy"/, '"name": "gone"'],
])('nobody accepts that %s', async (_, from, to) => {
  const events = await recordedEvents('v1.37.2', lab)
  const changed = events.map((event): TraceEvent =>
    event.type === 'output' ? { ...event, text: event.text.replace(from, to) } : event,
  )
  const { changes } = comparisonOf([run(events), run(recounted(changed))], noise, lab.accepted)
  expect(changes.map(({ owner }) => owner.type)).toContain('nobody')
})
