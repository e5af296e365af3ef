import { setTimeout as pause } from 'node:timers/promises'
import { NoAnswer, type Api } from './api.ts'

/** Between two connections (milliseconds). */
const again = 250

/**
 * Watches what is served at a path until the signal comes, and hands on each event as JSON. What is there when a connection
 * begins is told again; what comes and goes while there is none is not told.
 */
export async function keepWatching(
  api: Api,
  path: string,
  query: Readonly<Record<string, string>>,
  read: (event: unknown) => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      for await (const line of api.watch(path, query, signal)) read(JSON.parse(line))
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error
    }
    await pause(again, undefined, { signal }).catch(() => {})
  }
}
