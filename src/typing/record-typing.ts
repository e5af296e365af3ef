import { hostname } from 'node:os'
import { imageInWords } from '../node-image/node-image.ts'
import type { Cluster } from '../cluster/cluster.ts'
import type { Toolbox } from '../cluster/setup.ts'
import { scratchFolder } from '../scratch-folder.ts'
import type { Session } from '../session/session.ts'
import { Administrator } from '../student/administrator.ts'
import { Api } from '../student/api.ts'
import { learnKubeconfig } from '../student/learn-kubeconfig.ts'
import { readKubeconfig } from '../student/read-kubeconfig.ts'
import { TraceWriter } from '../trace/writer.ts'
import { Rows } from './rows.ts'
import { Sandbox } from './sandbox.ts'
import { newMarker, typeSession, type TypingPlace } from './type-session.ts'
import { digestOf } from './typing-of.ts'

/** How a session is typed, whatever the cluster is. */
export type Manner = Pick<TypingPlace, 'fileElsewhere' | 'isAsPrinted' | 'patience' | 'tell'>

/**
 * Types a session on a new cluster of this run's own, in the namespace `default`.
 * @param path of the trace, which is written
 * @throws CannotJudge when the cluster does not answer; CommandFailed when the sandbox can't be had; the reason of the signal
 */
export async function recordTyping(
  session: Session,
  toolbox: Toolbox,
  { name, kubeconfig }: Pick<Cluster, 'name' | 'kubeconfig'>,
  path: string,
  manner: Manner,
  signal: AbortSignal,
): Promise<void> {
  const writer = new TraceWriter(path)
  try {
    const config = await readKubeconfig(kubeconfig)
    learnKubeconfig(writer.secrets, config)
    const versions = await new Administrator({ kubectl: toolbox.kubectl, kubeconfig }).versions()
    writer.write({
      type: 'header',
      format: 2,
      ...versions,
      nodeImage: imageInWords(toolbox.image),
      host: hostname(),
      session: digestOf(session),
    })
    using api = new Api(config)
    const marker = newMarker()
    await using sandbox = await Sandbox.open(
      toolbox,
      { name, kubeconfig },
      marker,
      await scratchFolder(),
      signal,
    )
    await using rows = new Rows(api, writer)
    await typeSession(session, { ...manner, sandbox, marker, rows, writer, namespace: 'default', signal })
    writer.end('complete')
  } catch (error) {
    writer.end(signal.aborted ? 'interrupted' : 'broken', { reason: (error as Error).message })
    throw error
  }
}
