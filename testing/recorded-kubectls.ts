import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { applyPatch, formatPatch, OMIT_HEADERS, structuredPatch } from 'diff'
import semver from 'semver'
import { parse, stringify } from 'yaml'
import * as z from 'zod'
import { takenApart, type AnswerTakenApart } from './change-proof.ts'

/** Where the recording is. */
export const recordedKubectls = join(import.meta.dirname, '../changes/recorded/kubectl.yaml')

/** What came back from a line. */
export interface KubectlAnswer {
  /** Null where the line was ended. */
  exit: number | null
  stdout: string
  stderr: string
}

/** What is not there is as in the answer before; before the first one nothing is printed, and the exit code is 0. */
const entry = z.strictObject({
  /** The minor version of the first kubectl that answers so. */
  since: z.string(),
  exit: z.int().nullable().exactOptional(),
  stdout: z.string().exactOptional(),
  /** In place of stdout: what of it differs from the answer before, in the form of diff. */
  differs: z.string().exactOptional(),
  stderr: z.string().exactOptional(),
})

const file = z.strictObject({
  server: z.string(),
  kubectls: z.array(z.string()),
  lines: z.array(
    z.strictObject({
      typed: z.string(),
      answers: z.array(entry),
    }),
  ),
})

/** What stands in the recording for what is another in each run, and how it may look. */
const samples: Readonly<Record<string, string>> = {
  age: '5s',
  address: '10.0.0.1',
  uid: '00000000-0000-4000-8000-000000000000',
  hex: '100000',
  time: '2026-01-01T00:00:00Z',
  random: 'bcdfg',
  cluster: 'kubelab-1-100000',
  number: '1',
  version: 'v1.0.0',
  port: '6443',
  kubectl: 'v1.0.0',
}

/** A line, and what came back from it, by the kubectl. */
export interface RecordedLine {
  typed: string
  /** In the order of versions: the answer of each kubectl, as `v1.23.3`. */
  answers: ReadonlyMap<string, KubectlAnswer>
}

const heading = `# What each kubectl prints against one server: of each line the answer of the first kubectl, and each that differs from the
# one before, apart from white space, the order of lines, and what is another in each run. Made by "npm run trial -- kubectls", and not by hand.
`

const nothing: KubectlAnswer = { exit: 0, stdout: '', stderr: '' }

/** The text of the file. @param lines all with the same kubectls */
export function recordingText(server: string, lines: readonly RecordedLine[]): string {
  const kubectls = [...(lines[0]?.answers.keys() ?? [])]
  const recorded = lines.map(({ typed, answers }) => {
    let before: KubectlAnswer | undefined
    return {
      typed,
      answers: [...answers].flatMap(([version, answer]) => {
        if (before && isSame(before, answer)) return []
        const since = `${semver.major(version)}.${semver.minor(version)}`
        const told = { since, ...differing(before ?? nothing, answer) }
        // What is read has the white space of the answer before.
        before = answerOf(told, before ?? nothing, typed)
        return told
      }),
    }
  })
  return heading + stringify({ server, kubectls, lines: recorded }, { lineWidth: 0 })
}

/** What is recorded of a text, as kubectl may print it. */
export const asKubectlPrints = (text: string): string =>
  text.replaceAll(/<([a-z]+)>/g, (mark, word: string) => samples[word] ?? mark)

/**
 * Reads the file: each line with the answers of all kubectls.
 * @throws ZodError where it is not as it should be; Error where a difference does not fit
 */
export function readRecording(yaml: string): { server: string; lines: RecordedLine[] } {
  const { server, kubectls, lines } = file.parse(parse(yaml))
  return {
    server,
    lines: lines.map(({ typed, answers }) => {
      let answer = nothing
      return {
        typed,
        answers: new Map(
          kubectls.map((version) => {
            const told = answers.find(({ since }) => version.startsWith(`v${since}.`))
            if (told) answer = answerOf(told, answer, typed)
            return [version, answer]
          }),
        ),
      }
    }),
  }
}

const isSame = (one: KubectlAnswer, other: KubectlAnswer) =>
  one.exit === other.exit && isSameText(one.stdout, other.stdout) && isSameText(one.stderr, other.stderr)

/** Neither white space is compared nor the order of lines: columns are as wide as ages, and keys come as they like. */
const isSameText = (one: string, other: string) => inOrder(one) === inOrder(other)
const inOrder = (text: string) => text.split('\n').map(spaced).toSorted().join('\n')
const spaced = (line: string) => line.replaceAll(/(?<=\S)\s+/g, ' ')

/** What of an answer is not as it was before. */
function differing(before: KubectlAnswer, { exit, stdout, stderr }: KubectlAnswer) {
  const differs = isSameText(before.stdout, stdout) ? undefined : differencesOf(before.stdout, stdout)
  const isShorter = differs !== undefined && differs.length < stdout.length / 2
  return {
    ...(exit !== before.exit && { exit }),
    ...(differs !== undefined && (isShorter ? { differs } : { stdout })),
    ...(!isSameText(before.stderr, stderr) && { stderr }),
  }
}

/** In the form of diff. A line that only has other white space is as before. */
function differencesOf(before: string, text: string): string {
  const known = new Map(before.split('\n').map((line) => [spaced(line), line]))
  const aligned = text.split('\n').map((line) => known.get(spaced(line)) ?? line)
  const patch = structuredPatch('', '', `${before}\n`, `${aligned.join('\n')}\n`, '', '', { context: 0 })
  return formatPatch(patch, OMIT_HEADERS).trimEnd()
}

function answerOf(told: z.infer<typeof entry>, before: KubectlAnswer, typed: string): KubectlAnswer {
  const { exit = before.exit, stdout = before.stdout, stderr = before.stderr, differs } = told
  if (differs === undefined) return { exit, stdout, stderr }
  const whole = applyPatch(`${before.stdout}\n`, differs)
  if (whole === false) throw new Error(`Expected a difference that fits, found another below ${typed}.`)
  return { exit, stdout: whole.replace(/\n$/, ''), stderr }
}

/** All that the kubectls have answered. */
export function answersOfKubectls(): AnswerTakenApart[] {
  const { server, lines } = readRecording(readFileSync(recordedKubectls, 'utf8'))
  return lines.flatMap(({ typed: line, answers }, at) =>
    [...answers].map(([kubectl, { stdout, stderr }]) =>
      takenApart({
        versions: { server, kubectl },
        key: `kubectls ${at}`,
        line,
        stdout: asKubectlPrints(stdout),
        stderr: asKubectlPrints(stderr),
      }),
    ),
  )
}
