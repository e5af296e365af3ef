// Begins a network of its own: listens there at the address of the API server, and hands the socket to the process that
// started it, for a socket stays in the network in which it was made. Lives until that process lets go of it.
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'

const [host = '', port = '', ownAddress = ''] = process.argv.slice(2)

process.on('disconnect', () => process.exit())

const ip = (line: string) => execFileSync('ip', line.split(' '), { stdio: 'ignore' })

ip('link set dev lo up')
ip(`address replace ${host} dev lo`)
if (ownAddress !== '') {
  ip('link add dev lab0 type veth peer name lab1')
  ip(`address add ${ownAddress} dev lab0`)
  ip('link set dev lab0 up')
}
const server = createServer().listen(Number(port), host)
await once(server, 'listening')
process.send?.('listening', server, {}, () => server.close())
