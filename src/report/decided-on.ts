import type { Kind, KubernetesObject } from '../trace/object.ts'
import type { Command } from '../trace/world.ts'
import type { Report } from './report.ts'
import type { ScenarioRecord } from './scenario-record.ts'

type Look = Report['claims'][number]['evidence'][number]

/** An object as it was when a claim was decided on it. */
export interface ObjectThen {
  object: KubernetesObject
  isDeleted: boolean
}

/** What some looks were at: the commands, in the order they were typed, and the objects, as they were then. */
export interface DecidedOn {
  commands: readonly Command[]
  objects: readonly ObjectThen[]
}

const lineInQuotes = /“([^”]+)”/g
const lineAsPattern = /^\/(.+?[^\\])\/([a-z]*) /
const kinds: Record<Kind, RegExp> = {
  CronJob: /\bCronJob\b/,
  Job: /\bJobs?\b/,
  Pod: /\bPods?\b/,
  Secret: /\bSecrets?\b/,
  Deployment: /\bDeployments?\b/,
}

/** Finds in the record of its scenario what a claim was decided on: the names of the looks say what they were at. */
export function decidedOn(looks: readonly Look[], record: ScenarioRecord): DecidedOn {
  const commands = new Set(looks.flatMap((look) => commandsOf(look, record)))
  const objects = new Map<string, ObjectThen>()
  for (const look of looks) {
    for (const then of objectsOf(look, record)) objects.set(then.object.metadata.uid, then)
  }
  return {
    commands: [...commands].toSorted((a, b) => a.typedAt - b.typedAt),
    objects: [...objects.values()],
  }
}

function commandsOf({ of, at }: Look, { commands }: ScenarioRecord): Command[] {
  const moment = Date.parse(at)
  const newest = (isLine: (line: string) => boolean) =>
    commands.findLast(({ line, exitedAt }) => isLine(line) && exitedAt !== undefined && exitedAt <= moment) ??
    commands.find(({ line, typedAt }) => isLine(line) && typedAt <= moment)
  const [, pattern, flags] = of.match(lineAsPattern) ?? []
  const named = [...of.matchAll(lineInQuotes)].map(([, name]) => newest((line) => line === name))
  if (pattern !== undefined) {
    const expression = new RegExp(pattern, flags)
    named.push(newest((line) => expression.test(line)))
  }
  return named.filter((command) => command !== undefined)
}

function objectsOf({ of, at }: Look, { changes }: ScenarioRecord): ObjectThen[] {
  const outsideQuotes = of.replaceAll(lineInQuotes, '')
  const moment = Date.parse(at)
  const byUid = new Map<string, ObjectThen>()
  for (const { at: changedAt, change, object } of changes) {
    if (changedAt > moment || !kinds[object.kind].test(outsideQuotes)) continue
    byUid.set(object.metadata.uid, { object, isDeleted: change === 'deleted' })
  }
  return [...byUid.values()]
}
