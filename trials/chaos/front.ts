import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Stands in front of a server of TCP and hands everything on, until it is told not to. */
export class Front implements AsyncDisposable {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #isCut = false
  #held: Promise<unknown> = Promise.resolve()

  private constructor(server: Server) {
    this.#server = server
  }

  /** Listens on a port of the loopback address, in front of another one. */
  static async open(port: number): Promise<Front> {
    const server = createServer()
    const front = new Front(server)
    server.on('connection', (socket) => void front.#handOn(socket, port))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return front
  }

  /** The port that it listens on. */
  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  /** Breaks all connections, and each new one, until the function that is returned is called. */
  cut(): () => void {
    this.#isCut = true
    for (const socket of this.#sockets) socket.resetAndDestroy()
    return () => {
      this.#isCut = false
    }
  }

  /** Keeps all that is sent, either way, until the function that is returned is called. */
  hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<undefined>()
    this.#held = promise
    return () => resolve(undefined)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close()
    this.cut()
  }

  async #handOn(client: Socket, port: number): Promise<void> {
    if (this.#isCut) return void client.resetAndDestroy()
    const server = connect(port, '127.0.0.1')
    const both = [client, server]
    for (const socket of both) {
      this.#sockets.add(socket)
      socket.setNoDelay()
      socket.on('close', () => this.#sockets.delete(socket))
    }
    await Promise.all([pipeline(client, this.#gate(), server), pipeline(server, this.#gate(), client)]).catch(
      () => both.map((socket) => socket.destroy()),
    )
  }

  #gate(): Transform {
    return new Transform({
      transform: (piece: Buffer, _, pass) => void this.#held.then(() => pass(undefined, piece)),
    })
  }
}
