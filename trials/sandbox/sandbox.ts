import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { createCluster, kindNetwork, nodeOf } from '../../src/cluster/cluster.ts'
import { setup } from '../../src/cluster/setup.ts'
import { engineRun } from '../../src/machine/engine.ts'
import { terminalProgress } from '../../src/machine/progress.ts'
import { inRunFolder } from '../../src/run/run-folder.ts'
import type { Session, SessionPart } from '../../src/session/session.ts'
import { Passage } from '../../src/text/passage.ts'
import { Trace } from '../../src/trace/trace.ts'
import { recordTyping } from '../../src/typing/record-typing.ts'
import { typingOf } from '../../src/typing/typing-of.ts'
import { hostileLines, neverRun } from './hostile-lines.ts'

/** After this a line of the trial is ended (seconds). */
const patience = 15

/** What goes on after each hostile line. */
const goesOn = 'kubectl get namespace default -o name; echo still here'

/**
 * Types what would do harm, and sees that none is done: nothing reaches this machine, no container with rights runs, each line
 * is seen for what it is, and the text goes on.
 * @returns 0 all is well, 1 something is not
 */
export async function tryHostileLines(kubernetes: string | undefined, signal: AbortSignal): Promise<0 | 1> {
  const progress = terminalProgress()
  const toolbox = await setup({ kubernetes, signal }, progress)
  let reached = 0
  const server = createServer((_, answer) => {
    reached += 1
    answer.end('reached')
  }).listen(0)
  try {
    return await inRunFolder(async (folder) => {
      await using cluster = await createCluster(toolbox, { directory: folder, signal, progress })
      const gateway = [
        'inspect',
        '--format',
        `{{(index .NetworkSettings.Networks "${kindNetwork}").Gateway}}`,
      ]
      const places = {
        HOST: ownAddress(),
        GATEWAY: await engineRun(toolbox.engine, [...gateway, nodeOf(cluster.name)]),
        PORT: `${(server.address() as AddressInfo).port}`,
      }
      const session = sessionWith(await readFile(join(import.meta.dirname, 'pods.yaml'), 'utf8'), places)
      const trace = join(folder, 'trace.ndjson')
      const manner = { fileElsewhere: async () => undefined, isAsPrinted: () => false, patience }
      await progress.step(`Typing ${hostileLines.length} hostile lines`, (tell) =>
        recordTyping(session, toolbox, cluster, trace, { ...manner, tell }, signal),
      )
      const typing = typingOf(await Array.fromAsync(new Trace(trace)), session)
      const wrong = hostileLines.flatMap(({ tries, seen }, index) => {
        const { answers = [], blocked = '' } = typing.lines.get(2 * index + 1) ?? {}
        const printed = answers.at(-1)?.printed ?? ''
        const next = typing.lines.get(2 * index + 2)?.answers.at(-1)?.printed ?? ''
        const isSeen = seen.test(printed.trim()) || seen.test(blocked)
        const isOn = /namespace\/default\n[^]*still here/.test(next)
        console.log(`${isSeen && isOn ? '✓' : '✗'} ${tries}: ${inShort(blocked === '' ? printed : blocked)}`)
        return isSeen && isOn
          ? []
          : [`${tries}: ${isSeen ? `the text does not go on: ${next}` : 'not seen as expected'}`]
      })
      const ran = typing.rows.filter(
        ({ resource, name, cells }) =>
          resource === 'pods' && neverRun.includes(name) && cells['STATUS'] === 'Running',
      )
      const harmless = typing.rows.some(
        ({ name, cells }) => name === 'harmless' && cells['STATUS'] === 'Running',
      )
      const all = [
        ...wrong,
        ...new Set(ran.map(({ name }) => `the Pod ${name} ran`)),
        ...(harmless ? [] : ['the harmless Pod did not run']),
        ...(reached > 0 ? [`this machine was reached ${reached} times`] : []),
      ]
      console.log(all.length === 0 ? 'No harm was done.' : all.join('\n'))
      return all.length === 0 ? 0 : 1
    })
  } finally {
    server.close()
  }
}

function sessionWith(pods: string, places: Readonly<Record<string, string>>): Session {
  const filled = (text: string) =>
    Object.entries(places).reduce((one, [name, value]) => one.replaceAll(name, value), text)
  const typed = hostileLines.flatMap(({ line }) => [filled(line), goesOn])
  const parts: SessionPart[] = typed.map((line, index) => ({
    type: 'typed',
    number: index + 1,
    prompt: '',
    typed: Passage.of(line),
    line,
    into: 'shell',
    printed: [],
  }))
  const file = { type: 'file', name: 'pods.yaml', content: Passage.of(filled(pods)), isPart: false } as const
  const at = hostileLines.findIndex(({ line }) => line.includes('pods.yaml'))
  return { text: { form: 'plain text', text: '', blocks: [] }, parts: parts.toSpliced(2 * at, 0, file) }
}

/** The address at which others reach this machine. */
const ownAddress = () =>
  Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1'

const inShort = (text: string) => JSON.stringify(text.trim().slice(-90))
