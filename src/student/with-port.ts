import { connect } from 'node:net'
import { withLock } from '../lock.ts'
import { CannotJudge } from '../errors.ts'
import type { Limit } from '../lab/scenario.ts'
import type { Desk } from './desk.ts'

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
    if (await isTaken(port)) {
      throw new CannotJudge(
        `the lab needs port ${port} of 127.0.0.1, and another program listens there: ` +
          `find it with "ss -ltnp 'sport = :${port}'", end it, and run again`,
      )
    }
    await work()
  }
  const waiting = () => waiter.announce(`port ${port} is free: another run is using it`, turnOfAnother)
  await withLock(`port-${port}`, workOnFreePort, { signal, waiting })
}

/** Whether some program listens on a port of the loopback address. */
export function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}
