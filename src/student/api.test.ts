import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { FakeApiServer } from '../../testing/fake-api-server.ts'
import { Api, NoAnswer } from './api.ts'
import { patient } from './asker.ts'

const secrets = '/api/v1/secrets'

test('before anything is typed, a server that is away for a moment is asked again', async () => {
  await using server = await FakeApiServer.start()
  using api = new Api(server.kubeconfig(), patient)
  await server.goAway()
  const answer = api.json(secrets)
  await pause(100)
  await server.comeBack()
  expect(await answer).toHaveProperty('items')
})

test('while the lab is worked through, an answer that can not be had is none', async () => {
  await using server = await FakeApiServer.start()
  using api = new Api(server.kubeconfig())
  await server.goAway()
  await expect(api.json(secrets)).rejects.toThrow(NoAnswer)
})

test('what the server refuses is not asked again', async () => {
  await using server = await FakeApiServer.start()
  using api = new Api(server.kubeconfig(), patient)
  server.failingLists = 1
  await expect(api.json(secrets)).rejects.toThrow(NoAnswer)
})
