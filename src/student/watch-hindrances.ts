import * as z from 'zod'
import type { Happening } from '../trace/event.ts'
import type { Api } from './api.ts'
import { keepWatching } from './keep-watching.ts'

const warning = z.looseObject({
  object: z.looseObject({
    metadata: z.looseObject({ uid: z.string() }),
    reason: z.enum(['FailedCreate', 'FailedScheduling']),
    message: z.string(),
  }),
})

/**
 * Tells of each object that a controller could not make in a namespace, because of a quota or what else admits objects
 * there, and of each pod that there is no node for, until the signal comes.
 */
export async function watchHindrances(
  api: Api,
  namespace: string,
  tell: (hindrance: Extract<Happening, { type: 'hindrance' }>) => void,
  signal: AbortSignal,
): Promise<void> {
  const told = new Set<string>()
  const read = (event: unknown) => {
    const parsed = warning.safeParse(event)
    if (!parsed.success) return
    const { metadata, message } = parsed.data.object
    if (told.has(metadata.uid)) return
    told.add(metadata.uid)
    tell({ type: 'hindrance', namespace, message })
  }
  const path = `/api/v1/namespaces/${namespace}/events`
  await keepWatching(api, path, { fieldSelector: 'type=Warning' }, read, signal)
}
