import { expect, test } from 'vitest'
import type { Pod } from '../trace/kinds.ts'
import { World } from '../trace/world.ts'
import { pods } from './pods.ts'

const terminated = { exitCode: 0, startedAt: undefined, finishedAt: undefined }

/** How many Pods are seen to run when there is one of this phase and state. */
function running(phase: string, state: NonNullable<Pod['status']['containerStatuses']>[number]['state']) {
  const world = new World('s')
  world.apply({ type: 'scenario', at: 1, scenario: 's', state: 'begins', namespace: 'n' })
  world.apply({
    type: 'object',
    at: 2,
    change: 'added',
    object: {
      kind: 'Pod',
      metadata: {
        name: 'sleepy',
        namespace: 'n',
        uid: 'a',
        resourceVersion: '1',
        creationTimestamp: '2026-11-24T10:00:00Z',
      },
      spec: {},
      status: { phase, containerStatuses: [{ restartCount: 0, state }] },
    },
  })
  return pods.running.look(world)?.found
}

test('a Pod runs as long as its container does: its phase says so a little longer', () => {
  expect(running('Pending', {})).toBe(0)
  expect(running('Running', { running: { startedAt: undefined } })).toBe(1)
  expect(running('Running', { terminated })).toBe(0)
  expect(running('Succeeded', { terminated })).toBe(0)
})
