import { KubeConfig } from '@kubernetes/client-node'
import { expect, test } from 'vitest'
import { Api } from './api.ts'
import { watchHindrances } from './watch-hindrances.ts'

const event = (uid: string, reason: string) =>
  JSON.stringify({ type: 'ADDED', object: { metadata: { uid }, reason, message: `${reason} ${uid}` } })

test('what keeps objects from being made or placed is told once, and nothing else', async () => {
  const controller = new AbortController()
  class WarningApi extends Api {
    override async *watch() {
      yield event('a', 'FailedCreate')
      yield event('b', 'BackOff')
      yield event('c', 'FailedScheduling')
      yield event('a', 'FailedCreate')
      controller.abort()
    }
  }
  const told: unknown[] = []
  await watchHindrances(new WarningApi(new KubeConfig()), 'one', (one) => told.push(one), controller.signal)
  expect(told).toEqual([
    { type: 'hindrance', namespace: 'one', message: 'FailedCreate a' },
    { type: 'hindrance', namespace: 'one', message: 'FailedScheduling c' },
  ])
})
