import { limits } from '../src/lab/limits.ts'
import { scenario } from '../src/lab/scenario.ts'

export const help = 'kubectl proxy -h'
export const foreground = 'kubectl proxy'
/** A terminal window with a shell, in which the proxy goes into the background. */
export const window = 'bash --norc -i'
export const background = 'kubectl proxy --api-prefix=/ &'
export const through = (path: string) => `curl http://127.0.0.1:8001${path}`
export const direct = (path: string) => `curl $server${path} --header "Authorization: Bearer $token" -k`

/** The API server through a proxy on this machine. */
export const proxy = scenario('proxy', { files: [] }, async (student) => {
  await student.looks('export token=$(kubectl create token default)')
  await student.looks("export server=$(kubectl config view -o jsonpath='{.clusters[0].cluster.server}')")
  await student.types(help)
  await student.withPort(8001, async () => {
    const alone = await student.opens(foreground)
    await alone.shows('Starting to serve', limits.answer)
    await student.waits(limits.aWhile)
    await alone.interrupts()
    await alone.ends(limits.answer)

    const terminal = await student.opens(window)
    await terminal.types(background)
    await terminal.shows('Starting to serve', limits.answer)
    await student.types(through('/api/'))
    await student.looks(direct('/api/'))
    await student.types(through('/api/v1/namespaces'))
    await student.looks(direct('/api/v1/namespaces'))
    await student.looks('curl "http://$(hostname -I | cut -f1 -d \' \'):8001/api/"')
    await terminal.types('kill %1; wait; exit')
    await terminal.ends(limits.answer)
  })
})
