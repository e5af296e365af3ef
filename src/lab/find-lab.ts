import { existsSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as z from 'zod'
import { UsageError } from '../errors.ts'
import { oneLine, pathFromHere } from '../one-line.ts'
import { Property } from '../property/property.ts'
import { recordedOf } from './drift.ts'
import { labModule, labNames } from './lab-names.ts'
import { claimsOf, type Lab } from './lab.ts'

/** What stands in `reports/` beside the folders of labs. */
const taken = ['broken', 'texts']

const text = z.string().min(1)
const name = z
  .string()
  .regex(/^[a-z\d]([a-z\d-]{0,38}[a-z\d])?$/, 'expected small letters, digits and dashes, 40 at most')
  .refine((found) => !taken.includes(found), `expected another name than ${taken.join(', ')}`)
const work = z.custom((found) => typeof found === 'function', 'expected what the student does, a function')
const holds = z.instanceof(Property, { error: 'expected a property, as atFirst(…)' })
const regExp = z.instanceof(RegExp)

const claim = z.looseObject({
  says: text,
  in: z.looseObject({ name: text, files: z.array(text), work }),
  holds,
  drift: z.array(z.looseObject({ holds })).optional(),
  turnedRedBy: z.array(z.looseObject({ reason: holds })),
})

/** What a module must export as `lab`: the compiler knows more of it, but nobody need have called that. */
const shape = z.looseObject({
  name,
  title: text,
  sections: z
    .array(
      z.looseObject({
        exercise: text,
        title: text,
        file: text,
        steps: z.record(
          text,
          z.union([
            text,
            z.record(z.string().regex(/^[^/]+\/[^/]+$/, 'expected an id such as job/completes'), claim),
          ]),
        ),
      }),
    )
    .min(1),
  watches: z.array(text),
  accepted: z.array(z.looseObject({ of: regExp, place: regExp, because: text })),
  noise: text,
  module: text,
  manifests: text,
  traces: text,
})

/**
 * Loads a lab.
 * @param named the name of one in `home`, or the path of its folder, which has a `/` in it
 * @param home path of the folder with the labs of this project
 * @throws UsageError where there is no lab, or where it is none
 */
export async function findLab(named: string, home: string): Promise<Lab> {
  const labs = labNames(home)
  const isPath = named.includes('/') || named === '.' || named === '..'
  const folder = isPath ? resolve(named) : join(home, named)
  const module = join(folder, labModule)
  const shown = oneLine(named)
  const choices = `one of the labs of this project (${labs.join(', ')}), or the path of a folder with a ${labModule}`
  if (!existsSync(module))
    throw new UsageError(
      `Expected ${choices}, found ${shown}${isPath ? `, where there is no ${labModule}` : ''}. Name one.`,
    )
  if (labs.includes(basename(folder)) && folder !== join(home, basename(folder)))
    throw new UsageError(
      `${shown}: expected another name than those of the labs of this project (${labs.join(', ')}), found ${basename(folder)}. Rename its folder.`,
    )
  return checked(await load(module), module, basename(folder))
}

async function load(module: string): Promise<unknown> {
  try {
    return ((await import(pathToFileURL(module).href)) as { lab?: unknown }).lab
  } catch (error) {
    throw new UsageError(
      `${pathFromHere(module)}: expected a module that exports a lab, found one that can't be loaded: ` +
        `${(error as Error).message}. Correct it; docs/write-a-lab.md says how one is written.`,
      { cause: error },
    )
  }
}

type Issue = z.core.$ZodIssue

/** What is wrong inside of what is wrong. A step that is no text was meant to be claims, the last of what it may be. */
function innermost(issue: Issue | undefined): Pick<Issue, 'path' | 'message'> {
  const [inner] =
    issue?.code === 'invalid_union'
      ? (issue.errors.at(-1) ?? [])
      : issue?.code === 'invalid_key'
        ? issue.issues
        : []
  if (!inner) return { path: issue?.path ?? [], message: issue?.message ?? '' }
  const { path, message } = innermost(inner)
  return { path: [...(issue?.path ?? []), ...path], message }
}

/** @throws UsageError with what is wrong, and where */
function checked(found: unknown, module: string, folder: string): Lab {
  const refuse = (what: string) =>
    new UsageError(
      `${pathFromHere(module)}: expected a lab, exported as "lab"; found ${what}. Correct it; with tsc you see more.`,
    )
  if (found === undefined) throw refuse('none')
  const { error } = shape.safeParse(found)
  if (error) {
    const [issue] = error.issues
    const { path, message } = innermost(issue)
    throw refuse(`at ${path.join(' › ') || 'its top'}: ${message}`)
  }
  const lab = found as Lab
  if (lab.name !== folder) throw refuse(`at name: ${lab.name}, expected that of its folder, ${folder}`)
  const withGroup = lab.watches.find((kind) => kind.endsWith('.k8s.io'))
  if (withGroup !== undefined)
    throw refuse(
      `at watches: ${withGroup}, expected ${withGroup.replace(/\..*/, '')}: a kind of Kubernetes' own has no group`,
    )
  const claims = claimsOf(lab)
  const twice = claims.find(({ id }, place) => claims.findIndex((one) => one.id === id) < place)
  if (twice) throw refuse(`two claims of the id ${twice.id}`)
  for (const { id, drift = [] } of claims) {
    try {
      drift.forEach(recordedOf)
    } catch (cause) {
      throw refuse(`at the drift of ${id}: ${(cause as Error).message}`)
    }
  }
  return lab
}
