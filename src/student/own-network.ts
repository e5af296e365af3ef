import { fork } from 'node:child_process'
import { open, type FileHandle } from 'node:fs/promises'
import { connect, isIP, type Server, type Socket } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream'
import { execa } from 'execa'

/** Only root may make a network alone: others need a namespace of users around it, where they are who they are. */
const isRoot = process.getuid?.() === 0
const apart = isRoot ? ['--net'] : ['--user', '--map-current-user', '--keep-caps', '--net']
const kinds = isRoot ? ['net'] : ['user', 'net']

/**
 * A network of a student's own, in which all ports are free. The API server is reached there at its usual address: each
 * connection is handed on. The machine has its own address there as well, and nobody else is reached. It is there as long as
 * somebody is in it or this process holds it, so a run that is killed leaves none.
 */
export class OwnNetwork implements AsyncDisposable {
  /** What a program is started with, so that it is there. */
  readonly enter: readonly string[]
  readonly #server: Server
  readonly #namespaces: readonly FileHandle[]
  readonly #sockets = new Set<Socket>()

  private constructor(server: Server, namespaces: readonly FileHandle[], { host, port }: Address) {
    this.#server = server
    this.#namespaces = namespaces
    const files = namespaces.map(({ fd }, index) => `--${kinds[index]}=/proc/${process.pid}/fd/${fd}`)
    this.enter = ['nsenter', ...files, ...(isRoot ? [] : ['--preserve-credentials']), '--']
    server.on('connection', (student) => {
      const api = connect(port, host)
      for (const socket of [student, api]) {
        // Who has nothing more to say may still listen.
        socket.allowHalfOpen = true
        socket.setNoDelay()
        this.#sockets.add(socket)
        socket.on('close', () => this.#sockets.delete(socket))
      }
      pipeline(student, api, student, () => {})
    })
  }

  /**
   * Makes one.
   * @param server URL of the API server
   * @returns undefined where none can be made: without rights or programs for it, or where the server has a name
   */
  static async open(server: string): Promise<OwnNetwork | undefined> {
    const address = addressOf(server)
    if (isIP(address.host) === 0) return undefined
    const begin = join(import.meta.dirname, 'begin-network.ts')
    const keeper = fork(begin, [address.host, `${address.port}`, ownAddress() ?? ''], {
      execPath: 'unshare',
      execArgv: [...apart, process.execPath],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    const listening = await new Promise<Server | undefined>((resolve) => {
      keeper.once('message', (_, handle) => resolve(handle as Server))
      for (const event of ['error', 'exit']) keeper.once(event, () => resolve(undefined))
    })
    if (!listening) return undefined
    const namespaces = await Promise.all(kinds.map((kind) => open(`/proc/${keeper.pid}/ns/${kind}`)))
    keeper.disconnect()
    const network = new OwnNetwork(listening, namespaces, address)
    const [nsenter = '', ...args] = network.enter
    const { failed } = await execa(nsenter, [...args, 'true'], { reject: false })
    if (!failed) return network
    await network[Symbol.asyncDispose]()
    return undefined
  }

  /** Lets go of it. Who is still there reaches nobody any more. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close()
    for (const socket of this.#sockets) socket.destroy()
    await Promise.all(this.#namespaces.map((namespace) => namespace.close()))
  }
}

type Address = ReturnType<typeof addressOf>

function addressOf(server: string) {
  const { hostname, port } = new URL(server)
  return { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(port) || 443 }
}

/** The address at which others reach this machine. */
function ownAddress(): string | undefined {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address
}
