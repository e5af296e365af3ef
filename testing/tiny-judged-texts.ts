import { changeNamed } from '../src/changes/changes.ts'
import type { JudgedLine, JudgedPlace, JudgedText, Standing } from '../src/proofread/judged-text.ts'
import type { PlacePatch, TextPatch } from '../src/patch/text-patch.ts'
import type { SessionPart, TypedLine } from '../src/session/session.ts'
import { Passage } from '../src/text/passage.ts'

/** A place by what stands there. */
interface TinyPlace extends Omit<Partial<JudgedPlace>, 'changes' | 'printed'> {
  standing: Standing
  /** What the text prints, below the typed line; of what is missing, before what it would stand. */
  at: string
  changes?: readonly string[]
  mending?: PlacePatch
}

interface TinyLine {
  typed: string
  printed?: string
  answer?: string
  blocked?: string
  places?: readonly TinyPlace[]
  retype?: readonly string[]
}

type TinyPart =
  | TinyLine
  | { prose: string }
  | { file: string; content: string }
  | { unread: string; reason: string }

/**
 * Makes a judged text by hand, as the judge would make it of a session that was typed.
 * @param text in which the parts are found one after the other
 */
export function tinyJudgedText(
  name: string,
  text: string,
  given: readonly TinyPart[],
  after = text,
): { judged: JudgedText; patch: TextPatch } {
  let done = 0
  const find = (part: string) => {
    const from = text.indexOf(part, done)
    if (from === -1) throw new TypeError(`expected ${part} in the text, found it not`)
    done = from + part.length
    return Passage.at(part, from)
  }
  const lines: JudgedLine[] = []
  const mendings = new Map<JudgedPlace, PlacePatch>()
  const parts = given.map((part): SessionPart => {
    if ('prose' in part) return { type: 'prose', passage: find(part.prose) }
    if ('file' in part) return { type: 'file', name: part.file, content: find(part.content), isPart: false }
    if ('unread' in part) return { type: 'not read', passage: find(part.unread), reason: part.reason }
    const typed: TypedLine = {
      type: 'typed',
      number: lines.length + 1,
      prompt: '$ ',
      typed: find(part.typed),
      line: part.typed,
      into: 'shell',
      printed: part.printed === undefined ? [] : [{ passage: find(part.printed), mark: '' }],
    }
    const places = (part.places ?? []).map(({ at, changes = [], mending, path = [at], ...place }) => {
      const from = text.indexOf(at, typed.typed.span?.to)
      const isMissing = place.standing === 'missing'
      const made: JudgedPlace = {
        shown: undefined,
        span: { from, to: isMissing ? from : from + at.length },
        ...place,
        path,
        printed: isMissing ? undefined : at,
        changes: changes.map((id) => changeNamed(id)),
      }
      if (mending) mendings.set(made, mending)
      return made
    })
    lines.push({
      typed,
      answer: part.answer,
      ...(part.blocked !== undefined && { blocked: part.blocked }),
      printed: undefined,
      shown: undefined,
      places,
      retype: (part.retype ?? []).map((id) => changeNamed(id)),
    })
    return typed
  })
  const blocks = [{ type: 'code' as const, passage: Passage.at(text, 0) }]
  return {
    judged: {
      name,
      session: { text: { form: 'Markdown', text, blocks }, parts },
      versions: [{ server: 'v1.37.2', kubectl: 'v1.37.2' }],
      lines,
    },
    patch: { after, places: mendings, lines: new Map() },
  }
}

const notes = `# Jobs

Make a file, and a Job of it:

\`\`\`yaml
apiVersion: batch/v1
kind: Job
\`\`\`

\`\`\`console
$ kubectl create -f job.yaml
job.batch/sleepy created
$ kubectl get jobs
NAME     COMPLETIONS   DURATION   AGE
sleepy   0/1           3s         3s
$ sudo apt-get install jq
$ kubectl get job sleepy -o jsonpath='{.status.phase}' | jq .
"Pending"
\`\`\`

What is in this box nobody can tell:

\`\`\`
┌──────┐
│ node │
\`\`\`

Remove it:

\`\`\`console
$ kubectl delete jobs.batch sleepy
job.batch "sleepy" deleted
$ kubectl delete --cascade=false rs web
replicaset.apps "web" deleted
\`\`\`

> That is all.
`

const header = 'NAME     COMPLETIONS   DURATION   AGE'
const headerNow = 'NAME     STATUS    COMPLETIONS   DURATION   AGE'
const deleted = 'job.batch "sleepy" deleted'
const deletedNow = 'job.batch "sleepy" deleted from default namespace'

/** A text in which something is of each standing. */
export const tinyNotes = () =>
  tinyJudgedText(
    'docs/notes.md',
    notes,
    [
      { prose: 'Make a file, and a Job of it:' },
      { file: 'job.yaml', content: 'apiVersion: batch/v1\nkind: Job\n' },
      {
        typed: 'kubectl create -f job.yaml',
        printed: 'job.batch/sleepy created',
        answer: 'job.batch/sleepy created\n',
        places: [{ standing: 'as printed', at: 'job.batch/sleepy created' }],
      },
      {
        typed: 'kubectl get jobs',
        printed: `${header}\nsleepy   0/1           3s         3s`,
        answer: `${headerNow}\nsleepy   Running   0/1           4s         4s\n`,
        places: [
          {
            standing: 'changed',
            at: header,
            path: ['columns'],
            shown: 'NAME, STATUS, COMPLETIONS, DURATION, AGE',
            changes: ['get-jobs-status'],
            mending: { write: `${headerNow}\nsleepy   Running   0/1           3s         3s` },
          },
          { standing: 'as printed', at: 'sleepy   ' },
          { standing: 'as printed', at: '0/1' },
        ],
      },
      { typed: 'sudo apt-get install jq', blocked: 'It installs a program, which nothing here may do.' },
      {
        typed: "kubectl get job sleepy -o jsonpath='{.status.phase}' | jq .",
        printed: '"Pending"',
        blocked: 'There is no jq here: line 16 was not tried.',
        places: [
          { standing: 'blocked', at: '"Pending"', reason: 'There is no jq here: line 16 was not tried.' },
        ],
      },
      { unread: '┌──────┐\n│ node │', reason: 'Expected typed lines, an answer or a file, found a drawing.' },
      {
        typed: 'kubectl delete jobs.batch sleepy',
        printed: deleted,
        answer: `${deletedNow}\n`,
        places: [
          {
            standing: 'changed',
            at: deleted,
            path: ['line 1'],
            shown: deletedNow,
            changes: ['delete-namespace'],
            mending: { write: deletedNow },
          },
        ],
      },
      {
        typed: 'kubectl delete --cascade=false rs web',
        printed: 'replicaset.apps "web" deleted',
        answer: 'error: invalid cascade value (false).\n',
        retype: ['delete-cascade-false'],
        places: [
          {
            standing: 'not printed any more',
            at: 'replicaset.apps "web" deleted',
            path: ['line 1'],
            shown: 'error: invalid cascade value (false).',
            mending: { left: 'The line above is to be typed otherwise.' },
          },
        ],
      },
      { prose: '> That is all.' },
    ],
    notes
      .replace(header, headerNow)
      .replace('sleepy   0/1 ', 'sleepy   Running   0/1 ')
      .replace(deleted, deletedNow),
  )

/** A short text in which nothing is stale. */
export const tinyTrue = () =>
  tinyJudgedText('docs/true.md', '# One\n\n    $ kubectl get ns\n    No resources found\n', [
    {
      typed: 'kubectl get ns',
      printed: 'No resources found',
      answer: 'No resources found\n',
      places: [{ standing: 'as printed', at: 'No resources found' }],
    },
  ])
