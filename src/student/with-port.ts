import { once } from 'node:events'
import { createServer } from 'node:net'
import { isFree, withLock } from '../lock.ts'
import { CannotJudge } from '../errors.ts'
import type { Limit, Scenario } from '../lab/scenario.ts'
import type { Desk } from './desk.ts'
import { OwnNetwork } from './own-network.ts'

/** How long another run uses a port at the most, for those who look on: the wait itself has no limit. */
const turnOfAnother: Limit = { name: 'the port is free', milliseconds: 120_000 }

/**
 * Does some work while no other scenario, of this run or of another one, uses a port of this machine; until then it
 * waits for its turn, and records that.
 * @throws CannotJudge when some other program listens on the port; AbortError when the signal ends the wait
 */
export async function withPort(port: number, work: () => Promise<void>, desk: Desk): Promise<void> {
  const { waiter, signal } = desk
  const workOnFreePort = async () => {
    if (await isTaken(port)) throw new CannotJudge(`the lab ${isNeeded(port)}`)
    await work()
  }
  const waiting = () => waiter.announce(`port ${port} is free: another run is using it`, turnOfAnother)
  await withLock(lockOf(port), workOnFreePort, { signal, waiting })
}

/**
 * Looks whether the scenarios will have the ports that they need, before anything is made for them.
 * @returns of each that they won't have, what of the lab can't be judged, and what to do
 */
export async function portsInTheWay(scenarios: readonly Scenario[]): Promise<string[]> {
  const ports = [...new Set(scenarios.flatMap(({ port }) => port ?? []))]
  const held = await Promise.all(
    // Of a port that another run has it will be the turn.
    ports.map(async (port) => ((await isFree(lockOf(port))) && (await isTaken(port)) ? [port] : [])),
  )
  if (held.flat().length === 0) return []
  await using network = await OwnNetwork.open('https://127.0.0.1:6443')
  return network ? [] : held.flat().map((port) => `A part of the lab can't be judged: it ${isNeeded(port)}.`)
}

const lockOf = (port: number) => `port-${port}`

const isNeeded = (port: number) =>
  `needs port ${port} of 127.0.0.1, and another program listens there: ` +
  `find it with "ss -ltnp 'sport = :${port}'", end it, and run again`

/** Whether nobody can listen on a port of the loopback address, since some program does. */
export async function isTaken(port: number): Promise<boolean> {
  const server = createServer()
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening')
    return false
  } catch {
    return true
  } finally {
    server.close()
  }
}
