import { may, own } from '../../../src/lab/need.ts'
import { scenario } from '../../../src/lab/scenario.ts'
import { limits } from '../limits.ts'
import { accountMayNot, oneServer } from '../needs.ts'

/** The port of the loopback address that `kubectl proxy` takes where none is named. */
const port = 8001
const through = (path: string) => `curl http://127.0.0.1:${port}${path}`
const direct = (path: string) => `curl $server${path} --header "Authorization: Bearer $token" -k`

export const help = 'kubectl proxy -h'
export const foreground = 'kubectl proxy'
/** A terminal window with a shell, in which the proxy goes into the background. */
export const window = 'bash --norc -i'
/** What its prompt begins with. */
const prompt = 'bash-'
export const enter = ''
export const background = 'kubectl proxy --api-prefix=/ &'
export const apiThrough = through('/api/')
export const apiDirect = direct('/api/')
/** A client that is no browser and neither curl nor Wget. */
export const apiAnotherClient = `${through('/api/')} --user-agent lab`
export const namespacesThrough = through('/api/v1/namespaces')
export const namespacesDirect = direct('/api/v1/namespaces')
export const fromOtherAddress = `curl "http://$(hostname -I | cut -f1 -d ' '):${port}/api/"`

const needs = [
  ...may('create', { resource: 'serviceaccounts/token', namespace: own }),
  ...may('list', { resource: 'namespaces' }, [namespacesThrough]),
  accountMayNot([namespacesDirect]),
  oneServer([apiDirect, apiAnotherClient]),
]

/** The API server through a proxy on this machine. */
export const proxied = scenario('proxy', { files: [], port, needs }, async (student) => {
  student.comesTo('6.2.1')
  await student.typesAlso('export token=$(kubectl create token default)')
  await student.typesAlso("export server=$(kubectl config view -o jsonpath='{.clusters[0].cluster.server}')")
  await student.types(help)

  await student.usesPort(async () => {
    const alone = await student.opens(foreground)
    await alone.shows('Starting to serve', limits.answer)
    await student.waits(limits.aWhile)
    await alone.presses('Ctrl-C')
    await alone.ends(limits.answer)

    student.comesTo('6.2.2')
    const terminal = await student.opens(window)
    await terminal.types(background)
    await terminal.shows('Starting to serve', limits.answer)
    await terminal.types(enter)
    await terminal.shows(prompt, limits.answer)
    student.comesTo('6.2.3')
    await student.types(apiThrough)
    await student.typesAlso(apiAnotherClient)
    await student.typesAlso(apiDirect)
    student.comesTo('6.2.4')
    await student.types(namespacesThrough)
    await student.typesAlso(namespacesDirect)
    await student.typesAlso(fromOtherAddress)
    await terminal.types('kill %1; wait; exit')
    await terminal.ends(limits.answer)
  })
})
