import type { Engine } from './engine.ts'
import { recordedLines, recordLine } from './recorded-lines.ts'
import { tryToRun } from './run.ts'

/** What tells one from another that was put in its place, as `inspect` formats it. */
const identities = { image: '{{.Id}}', network: '{{.ID}} {{.Created}}' }
type Type = keyof typeof identities

const record = 'ours'

/**
 * Records that the suite has put an image or a network into an engine under a name that is not its own. Whoever else uses
 * that name has one that is not in the record. Does nothing where the engine has none.
 */
export async function recordOurs(engine: Engine, type: Type, name: string): Promise<void> {
  const line = await lineOf(engine, type, name)
  if (line !== undefined) await recordLine(record, line)
}

/** Whether the suite has put it there; undefined where the engine has none of that name. */
export async function isOurs(
  engine: Engine,
  type: Type,
  name: string,
  signal?: AbortSignal,
): Promise<boolean | undefined> {
  const line = await lineOf(engine, type, name, signal)
  return line === undefined ? undefined : (await recordedLines(record)).includes(line)
}

/** The names of all images that the suite has put into an engine. */
export async function ourImagesIn({ name: engine }: Engine): Promise<string[]> {
  const words = (await recordedLines(record)).map((line) => line.split(' '))
  return words.flatMap(([of, type, name = '']) => (of === engine && type === 'image' ? [name] : []))
}

async function lineOf(
  engine: Engine,
  type: Type,
  name: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const inspect = [type, 'inspect', '--format', identities[type], name]
  const identity = await tryToRun(engine.name, inspect, { env: engine.env, signal })
  return identity === undefined ? undefined : `${engine.name} ${type} ${name} ${identity}`
}
