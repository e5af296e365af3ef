import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Front } from './front.ts'

/** A server that says everything back. */
const echo = createServer((socket) => socket.on('error', () => {}).pipe(socket))
let front: Front
let client: Socket

beforeEach(async () => {
  echo.listen(0, '127.0.0.1')
  await once(echo, 'listening')
  front = await Front.open((echo.address() as AddressInfo).port)
  client = connect(front.port, '127.0.0.1')
})
afterEach(async () => {
  client.destroy()
  await front[Symbol.asyncDispose]()
  echo.close()
})

const answer = async (text: string) => {
  client.write(text)
  const [piece] = (await once(client, 'data')) as [Buffer]
  return piece.toString()
}

test('it hands everything on', async () => {
  expect(await answer('hello')).toBe('hello')
})

test('a cut breaks what is there and what comes, until it is over', async () => {
  await answer('hello')
  const over = front.cut()
  await expect(once(client, 'data')).rejects.toThrow('ECONNRESET')
  client = connect(front.port, '127.0.0.1')
  await expect(once(client, 'data')).rejects.toThrow('ECONNRESET')
  over()
  client = connect(front.port, '127.0.0.1')
  expect(await answer('again')).toBe('again')
})

test('what is held comes later, and whole', async () => {
  await answer('hello')
  const over = front.hold()
  const answered = answer('held')
  expect(await Promise.race([answered, pause(100, 'nothing yet')])).toBe('nothing yet')
  over()
  expect(await answered).toBe('held')
})
