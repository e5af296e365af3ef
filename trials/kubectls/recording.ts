import { join } from 'node:path'
import { applyPatch, formatPatch, OMIT_HEADERS, structuredPatch } from 'diff'
import semver from 'semver'
import { parse, stringify } from 'yaml'
import * as z from 'zod'

/** Where the recording is. */
export const recordingFile = join(import.meta.dirname, '../../changes/recorded/kubectl.yaml')

/** What came back from a line. */
export interface Answer {
  /** Null where the line was ended. */
  exit: number | null
  stdout: string
  stderr: string
}

const text = z.string().default('')
const file = z.strictObject({
  server: z.string(),
  kubectls: z.array(z.string()),
  lines: z.array(
    z.strictObject({
      typed: z.string(),
      answers: z.array(
        z.strictObject({
          /** The minor version of the first kubectl that answers so. */
          since: z.string(),
          exit: z.int().nullable().default(0),
          stdout: text,
          /** In place of stdout: what of it differs from the answer before, in the form of diff. */
          differs: text,
          stderr: text,
        }),
      ),
    }),
  ),
})

/** A line, and what came back from it, by the kubectl. */
export interface RecordedLine {
  typed: string
  /** In the order of versions: the answer of each kubectl, as `v1.23.3`. */
  answers: ReadonlyMap<string, Answer>
}

const heading = `# What each kubectl prints against one server: of each line the answer of the first kubectl, and each that differs from the
# one before, apart from what is another in each run. Made by "npm run trial -- kubectls", and not by hand.
`

/** The text of the file. @param lines all with the same kubectls */
export function recordingText(server: string, lines: readonly RecordedLine[]): string {
  const kubectls = [...(lines[0]?.answers.keys() ?? [])]
  const told = lines.map(({ typed, answers }) => {
    let before: Answer | undefined
    return {
      typed,
      answers: [...answers].flatMap(([version, answer]) => {
        if (before && asCompared(before) === asCompared(answer)) return []
        const since = `${semver.major(version)}.${semver.minor(version)}`
        const entry = { since, ...shortened(answer, before) }
        before = answer
        return entry
      }),
    }
  })
  return heading + stringify({ server, kubectls, lines: told }, { lineWidth: 0 })
}

/**
 * Reads the file: each line with the answers of all kubectls.
 * @throws ZodError where it is not as it should be; Error where a difference does not fit
 */
export function readRecording(yaml: string): { server: string; lines: RecordedLine[] } {
  const { server, kubectls, lines } = file.parse(parse(yaml))
  return {
    server,
    lines: lines.map(({ typed, answers }) => {
      let answer: Answer = { exit: 0, stdout: '', stderr: '' }
      return {
        typed,
        answers: new Map(
          kubectls.map((version) => {
            const entry = answers.find(({ since }) => version.startsWith(`v${since}.`))
            if (entry) answer = answerOf(entry, answer, typed)
            return [version, answer]
          }),
        ),
      }
    }),
  }
}

/** White space is not compared: the widths of columns are those of ages. */
const asCompared = (answer: Answer) => JSON.stringify(answer).replaceAll(/ +/g, ' ')

function shortened({ exit, stdout, stderr }: Answer, before?: Answer) {
  const hunks = before && structuredPatch('', '', `${before.stdout}\n`, `${stdout}\n`, '', '', { context: 0 })
  const differs = hunks ? formatPatch(hunks, OMIT_HEADERS) : ''
  const isShorter = differs !== '' && differs.length < stdout.length / 2
  return {
    ...(exit !== 0 && { exit }),
    ...(isShorter ? { differs } : stdout !== '' && { stdout }),
    ...(stderr !== '' && { stderr }),
  }
}

function answerOf(
  { exit, stdout, differs, stderr }: Answer & { differs: string },
  before: Answer,
  typed: string,
): Answer {
  if (differs === '') return { exit, stdout, stderr }
  const whole = applyPatch(`${before.stdout}\n`, differs)
  if (whole === false) throw new Error(`Expected a difference that fits, found another below ${typed}.`)
  return { exit, stdout: whole.trimEnd(), stderr }
}
