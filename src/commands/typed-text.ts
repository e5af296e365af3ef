import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createCluster } from '../cluster/cluster.ts'
import type { SetupOptions, Toolbox } from '../cluster/setup.ts'
import { UsageError } from '../errors.ts'
import type { Progress } from '../machine/progress.ts'
import { inRunFolder } from '../run/run-folder.ts'
import type { Session } from '../session/session.ts'
import { sideBySide } from '../side-by-side.ts'
import type { TraceEvent } from '../trace/event.ts'
import { Trace } from '../trace/trace.ts'
import { recordTyping, type Manner } from '../typing/record-typing.ts'
import { digestOf, typingOf } from '../typing/typing-of.ts'
import type { Typing } from '../typing/typing.ts'

/** What differs from one typing to the other is no matter of the text. */
const times = ['1', '2'] as const

/** What is typed, and how. */
export interface TypedText {
  session: Session
  /** The folder of its typings. */
  folder: string
  manner: Omit<Manner, 'tell'>
  /** The kubectl that is asked for, where one is. */
  kubectl: SetupOptions['kubectl']
  /** Types it anew, whatever there is. */
  again: boolean
}

/**
 * The typings of a text on a version: those of an earlier time, where its typed lines and files are the same, else new ones on
 * two new clusters.
 * @param version as `v1.37.2`
 * @param toolbox makes ready what a cluster takes, where one is needed
 * @throws whatever `createCluster` and `recordTyping` throw
 */
export async function typingsOn(
  version: string,
  text: TypedText,
  toolbox: () => Promise<Toolbox>,
  progress: Progress,
  signal: AbortSignal,
): Promise<Typing[]> {
  const kubectl = text.kubectl === undefined ? '' : `-kubectl-${text.kubectl.replaceAll(/[^\w.-]+/g, '_')}`
  const paths = times.map((time) => join(text.folder, `${version}${kubectl}.${time}.ndjson`))
  const kept = text.again ? [] : await Promise.all(paths.map((path) => keptTyping(path, text)))
  const known = kept.flatMap((typing) => typing ?? [])
  if (known.length === times.length) {
    progress.say(
      `Typed before on ${version}, the same lines and files: ${text.folder}. With --again it is typed anew.`,
    )
    return known
  }
  return await typeTwice(version, text, paths, await toolbox(), progress, signal)
}

async function typeTwice(
  version: string,
  { session, manner }: TypedText,
  paths: readonly string[],
  toolbox: Toolbox,
  progress: Progress,
  signal: AbortSignal,
): Promise<Typing[]> {
  return await inRunFolder((folder) =>
    sideBySide(
      paths.map((path, index) => async (either: AbortSignal) => {
        const options = { directory: join(folder, `${index}`), signal: either, progress }
        await using cluster = await createCluster(toolbox, options)
        const trace = join(folder, `${index}`, 'trace.ndjson')
        await progress.step(`Typing it on ${version}, ${index === 0 ? 'once' : 'and once more'}`, (tell) =>
          recordTyping(session, toolbox, cluster, trace, { ...manner, tell }, either),
        )
        await mkdir(dirname(path), { recursive: true })
        await rm(path, { force: true })
        await rename(trace, path)
        return typingOf(await eventsOf(path), session)
      }),
      signal,
    ),
  )
}

const eventsOf = (path: string): Promise<TraceEvent[]> => Array.fromAsync(new Trace(path))

/** A typing of an earlier time; undefined where there is none, or it is one of other lines or files. */
async function keptTyping(path: string, { session, manner }: TypedText): Promise<Typing | undefined> {
  try {
    const events = await eventsOf(path)
    const header = events.find((event) => event.type === 'header')
    const last = events.at(-1)
    if (header?.session !== digestOf(session) || last?.type !== 'end' || last.outcome !== 'complete')
      return undefined
    for (const event of events) {
      if (event.type !== 'file' || event.from === undefined) continue
      if ((await manner.fileElsewhere(event.name))?.text !== event.text) return undefined
    }
    return typingOf(events, session)
  } catch (error) {
    if (error instanceof UsageError) return undefined
    throw error
  }
}
