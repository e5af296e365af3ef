import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Session } from '../src/session/session.ts'
import { Trace } from '../src/trace/trace.ts'
import { digestOf, typingOf } from '../src/typing/typing-of.ts'
import type { Typing } from '../src/typing/typing.ts'

/**
 * What was recorded when a text of `testing/` was typed on v1.37.2, twice.
 * @param folder of the texts, as `texts`
 * @throws when other lines or files were typed than those that a session has
 */
export async function recordedTypings(folder: string, name: string, session: Session): Promise<Typing[]> {
  const typings = join(import.meta.dirname, folder, 'typings', name)
  return await Promise.all(
    readdirSync(typings).map(async (file) => {
      const events = await Array.fromAsync(new Trace(join(typings, file)))
      const typed = events.find((event) => event.type === 'header')?.session
      if (typed !== digestOf(session))
        throw new Error(`Expected ${typed} in ${name}, found ${digestOf(session)}: type it anew.`)
      return typingOf(events, session)
    }),
  )
}
