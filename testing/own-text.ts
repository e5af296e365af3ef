/** Something that is typed, with the prompt before it, and what is printed below. */
interface Typed {
  prompt?: '/ # '
  typed: string
  printed?: string
}

/** A part of a text about the lab: a sentence, or something that is typed. */
type Block = string | Typed

const uid = '0f2b7c1e-55aa-4b6c-9d3e-7a1c20b4e9d8'

/** A text about the lab in words of our own, as it would be right on v1.37, with its own names, ages and addresses. */
export const ownText: readonly Block[] = [
  '# Our notes on three kinds of object',
  'Ask kubectl where the server listens.',
  {
    typed: 'kubectl config view',
    printed: `apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: DATA+OMITTED
    server: https://192.0.2.10:6443
  name: blue
<output_omitted>`,
  },
  'There are no secrets yet, so make one.',
  { typed: 'kubectl get secrets', printed: 'No resources found in default namespace.' },
  { typed: 'kubectl create -f token-secret.yaml', printed: 'secret/default-token created' },
  {
    typed: 'kubectl get secrets',
    printed: `NAME            TYPE                                  DATA   AGE
default-token   kubernetes.io/service-account-token   3      12s`,
  },
  {
    typed: 'kubectl describe secret default-token',
    printed: `Name:         default-token
Namespace:    default
Labels:       <none>
Annotations:  kubernetes.io/service-account.name: default
              kubernetes.io/service-account.uid: ${uid}

Type:  kubernetes.io/service-account-token

Data
====
ca.crt:     1107 bytes
namespace:  7 bytes
token:      eyJhbGciOiJSUzI1NiIs...`,
  },
  { typed: 'export token=$(kubectl create token default)' },
  {
    typed: 'curl https://192.0.2.10:6443/api --header "Authorization: Bearer $token" -k',
    printed: `{
  "kind": "APIVersions",
  "versions": [
    "v1"
  ],
  "serverAddressByClientCIDRs": [
    {
      "clientCIDR": "0.0.0.0/0",
      "serverAddress": "192.0.2.10:6443"
    }
  ]
}`,
  },
  {
    typed: 'curl https://192.0.2.10:6443/api/v1/namespaces --header "Authorization: Bearer $token" -k',
    printed: `{
  "kind": "Status",
  "apiVersion": "v1",
  "metadata": {},
  "status": "Failure",
  <output_omitted>
  "reason": "Forbidden",
  "details": {
    "kind": "namespaces"
  },
  "code": 403
}`,
  },
  'Look into a pod.',
  { typed: 'kubectl run -i -t busybox --image=busybox --restart=Never' },
  {
    prompt: '/ # ',
    typed: 'ls /var/run/secrets/kubernetes.io/serviceaccount/',
    printed: 'ca.crt     namespace  token',
  },
  { prompt: '/ # ', typed: 'exit' },
  'A proxy needs no token.',
  {
    typed: 'kubectl proxy --api-prefix=/ &',
    printed: `[1] 4242
Starting to serve on 127.0.0.1:8001`,
  },
  {
    typed: 'curl http://127.0.0.1:8001/api/v1/namespaces',
    printed: `{
  "kind": "NamespaceList",
  "apiVersion": "v1",
  "metadata": {
    "resourceVersion": "90210"
  },
  <output_omitted>`,
  },
  'Write down a job that sleeps for three seconds.',
  {
    typed: 'vim job.yaml',
    printed: `apiVersion: batch/v1
kind: Job
metadata:
  name: sleepy
spec:
  template:
    spec:
      containers:
      - name: resting
        image: busybox
        command: ["/bin/sleep"]
        args: ["3"]
      restartPolicy: Never`,
  },
  { typed: 'kubectl create -f job.yaml', printed: 'job.batch/sleepy created' },
  {
    typed: 'kubectl get job',
    printed: `NAME     STATUS    COMPLETIONS   DURATION   AGE
sleepy   Running   0/1           2s         2s`,
  },
  {
    typed: 'kubectl describe jobs.batch sleepy',
    printed: `Name:             sleepy
Namespace:        default
Selector:         batch.kubernetes.io/controller-uid=${uid}
Labels:           batch.kubernetes.io/controller-uid=${uid}
                  batch.kubernetes.io/job-name=sleepy
                  controller-uid=${uid}
                  job-name=sleepy
Annotations:      <none>
Parallelism:      1
Completions:      1
Completion Mode:  NonIndexed
Suspend:          false
Backoff Limit:    6
Start Time:       Mon, 02 Mar 2026 10:20:30 +0000
Completed At:     Mon, 02 Mar 2026 10:20:37 +0000
Duration:         7s
Pods Statuses:    0 Active (0 Ready) / 1 Succeeded / 0 Failed
<output_omitted>`,
  },
  {
    typed: 'kubectl get job',
    printed: `NAME     STATUS     COMPLETIONS   DURATION   AGE
sleepy   Complete   1/1           7s         31s`,
  },
  {
    typed: 'kubectl get jobs.batch sleepy -o yaml',
    printed: `<output_omitted>
spec:
  backoffLimit: 6
  completionMode: NonIndexed
  completions: 1
  manualSelector: false
  parallelism: 1
  podReplacementPolicy: TerminatingOrFailed
  selector:
    matchLabels:
      batch.kubernetes.io/controller-uid: ${uid}
  suspend: false
<output_omitted>`,
  },
  {
    typed: 'kubectl delete jobs.batch sleepy',
    printed: 'job.batch "sleepy" deleted from default namespace',
  },
  'Now let it have five completions.',
  {
    typed: 'vim job.yaml',
    printed: `<output_omitted>
spec:
  completions: 5      #<-- this is new
  template:
<output_omitted>`,
  },
  { typed: 'kubectl create -f job.yaml', printed: 'job.batch/sleepy created' },
  {
    typed: 'kubectl get jobs.batch',
    printed: `NAME     STATUS    COMPLETIONS   DURATION   AGE
sleepy   Running   0/5           3s         3s`,
  },
  {
    typed: 'kubectl get pods',
    printed: `NAME           READY   STATUS      RESTARTS   AGE
sleepy-7x4bq   0/1     Completed   0          9s
sleepy-kk2hw   1/1     Running     0          4s`,
  },
  {
    typed: 'kubectl get jobs',
    printed: `NAME     STATUS     COMPLETIONS   DURATION   AGE
sleepy   Complete   5/5           29s        3m2s`,
  },
  {
    typed: 'kubectl delete jobs.batch sleepy',
    printed: 'job.batch "sleepy" deleted from default namespace',
  },
  'It must be over after fifteen seconds.',
  {
    typed: 'vim job.yaml',
    printed: `<output_omitted>
spec:
  completions: 5
  parallelism: 2
  activeDeadlineSeconds: 15
<output_omitted>
        args: ["5"]
<output_omitted>`,
  },
  { typed: 'kubectl create -f job.yaml', printed: 'job.batch/sleepy created' },
  {
    typed: 'kubectl get jobs',
    printed: `NAME     STATUS    COMPLETIONS   DURATION   AGE
sleepy   Running   0/5           4s         4s`,
  },
  {
    typed: 'kubectl get job sleepy -o yaml',
    printed: `<output_omitted>
status:
  conditions:
  - lastProbeTime: "2026-03-02T10:31:15Z"
    lastTransitionTime: "2026-03-02T10:31:15Z"
    message: Job was active longer than specified deadline
    reason: DeadlineExceeded
    status: "True"
    type: FailureTarget
  - lastProbeTime: "2026-03-02T10:31:20Z"
    lastTransitionTime: "2026-03-02T10:31:20Z"
    message: Job was active longer than specified deadline
    reason: DeadlineExceeded
    status: "True"
    type: Failed
  failed: 2
  ready: 0
<output_omitted>`,
  },
  {
    typed: 'kubectl delete jobs.batch sleepy',
    printed: 'job.batch "sleepy" deleted from default namespace',
  },
  'A CronJob does this again and again, every two minutes.',
  {
    typed: 'vim cronjob.yaml',
    printed: `apiVersion: batch/v1
kind: CronJob
metadata:
  name: sleepy
spec:
  schedule: "*/2 * * * *"
  jobTemplate:
    spec:
      template:
        spec:
          containers:
          - name: resting
            image: busybox
            command: ["/bin/sleep"]
            args: ["3"]
          restartPolicy: Never`,
  },
  { typed: 'kubectl create -f cronjob.yaml', printed: 'cronjob.batch/sleepy created' },
  {
    typed: 'kubectl get cronjobs.batch',
    printed: `NAME     SCHEDULE      TIMEZONE   SUSPEND   ACTIVE   LAST SCHEDULE   AGE
sleepy   */2 * * * *   <none>     False     0        <none>          5s`,
  },
  { typed: 'kubectl get jobs.batch', printed: 'No resources found in default namespace.' },
  {
    typed: 'kubectl get cronjobs.batch',
    printed: `NAME     SCHEDULE      TIMEZONE   SUSPEND   ACTIVE   LAST SCHEDULE   AGE
sleepy   */2 * * * *   <none>     False     0        14s             2m5s`,
  },
  {
    typed: 'kubectl get jobs.batch',
    printed: `NAME              STATUS     COMPLETIONS   DURATION   AGE
sleepy-29540112   Complete   1/1           6s         14s`,
  },
  {
    typed: 'kubectl get jobs.batch',
    printed: `NAME              STATUS     COMPLETIONS   DURATION   AGE
sleepy-29540112   Complete   1/1           6s         4m40s
sleepy-29540114   Complete   1/1           7s         2m40s
sleepy-29540116   Complete   1/1           6s         40s`,
  },
  {
    typed: 'kubectl delete cronjobs.batch sleepy',
    printed: 'cronjob.batch "sleepy" deleted from default namespace',
  },
]

/** The forms in which a text comes, and the names of files that have them. */
export const forms = {
  Markdown: { file: 'notes.md', write: asMarkdown },
  HTML: { file: 'notes.html', write: asHtml },
  'plain text': { file: 'notes.txt', write: asPlainText },
  'text pasted from a page': { file: 'pasted.txt', write: asPasted },
  'Markdown with outputs in boxes of their own': { file: 'boxes.md', write: inBoxes },
  'plain text with numbered lines': { file: 'numbered.txt', write: withNumbers },
  'plain text, indented': { file: 'indented.txt', write: indented },
} as const

export type Form = keyof typeof forms

const shellOf = ({ prompt }: Typed) => prompt ?? 'student@blue:~$ '

function asMarkdown(blocks: readonly Block[]): string {
  return `${blocks
    .map((block) =>
      typeof block === 'string'
        ? block
        : `\`\`\`console\n${[`${block.prompt ?? '$ '}${block.typed}`, ...(block.printed === undefined ? [] : [block.printed])].join('\n')}\n\`\`\``,
    )
    .join('\n\n')}\n`
}

const entity = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

function asHtml(blocks: readonly Block[]): string {
  const body = blocks.map((block) =>
    typeof block === 'string'
      ? `<p>${entity(block)}</p>`
      : `<div class="box"><pre><code><b>${shellOf(block)}</b>${entity(block.typed)}\n${entity(block.printed ?? '')}</code></pre></div>`,
  )
  return `<!doctype html>\n<html lang="en"><head><title>Notes</title></head><body>\n${body.join('\n')}\n</body></html>\n`
}

/** As it is in a text file: with its line ends, and nothing that says what is code. */
function asPlainText(blocks: readonly Block[]): string {
  return `${blocks
    .map((block) =>
      typeof block === 'string'
        ? block
        : [`${shellOf(block)}${block.typed}`, ...(block.printed === undefined ? [] : [block.printed])].join(
            '\n',
          ),
    )
    .join('\n\n')}\n`
}

/** As a browser copies it: the numbers of the lines in one, then all that was in the box on one line, with other quotes. */
function asPasted(blocks: readonly Block[]): string {
  return `${blocks
    .map((block) => {
      if (typeof block === 'string') return `- ${block}`
      const typed = block.typed.replaceAll('"', '”').replaceAll(' --header', ' \\ --header')
      const count = (block.printed ?? '').split('\n').length + 1
      const numbers = Array.from({ length: Math.max(3, count) }, (_, index) => index + 1).join('')
      return `${numbers}\n${`${shellOf(block)}${typed} ${block.printed ?? ''}`.replaceAll(/\s+/g, ' ').trim()}`
    })
    .join('\n')}\n`
}

const linesOf = (block: Typed) => [
  `${shellOf(block)}${block.typed}`,
  ...(block.printed === undefined ? [] : block.printed.split('\n')),
]

/** What is typed has no prompt there, and comments; a file is shown where it is edited. */
function inBoxes(blocks: readonly Block[]): string {
  const box = (text: string, language = '') => `\`\`\`${language}\n${text}\n\`\`\``
  const parts = blocks.flatMap((block) => {
    if (typeof block === 'string') return [block]
    if (block.typed.startsWith('vim ')) return [box(`${block.typed}\n${block.printed ?? ''}`)]
    const comment = block.prompt === undefined ? '\n# as it is said above' : ''
    const typed = box(`${block.prompt ?? ''}${block.typed}${comment}`, 'bash')
    return block.printed === undefined ? [typed] : [typed, 'It prints:', box(block.printed)]
  })
  return `${parts.join('\n\n')}\n`
}

/** Each line of a box has its number. */
function withNumbers(blocks: readonly Block[]): string {
  return `${blocks
    .map((block) =>
      typeof block === 'string'
        ? block
        : linesOf(block)
            .map((line, index) => `${String(index + 1).padStart(2)} ${line}`)
            .join('\n'),
    )
    .join('\n\n')}\n`
}

function indented(blocks: readonly Block[]): string {
  return `${blocks
    .map((block) =>
      typeof block === 'string'
        ? block
        : linesOf(block)
            .map((line) => `    ${line.replace('student@blue:~$', '[root@blue ~]#')}`)
            .join('\n'),
    )
    .join('\n\n')}\n`
}

/** A text in which something else stands in one of its blocks. */
export interface Slip {
  /** What is wrong, or only other, in words. */
  name: string
  /** Which of the blocks that have it: the first by default. */
  nth?: number
  from: string
  to: string
}

/**
 * The text with something else in one of its blocks.
 * @throws TypeError when no block has it
 */
export function withSlip(blocks: readonly Block[], slip: Slip): Block[] {
  const { place, block } = slipped(blocks, slip)
  return blocks.with(place, block)
}

/**
 * Texts with several slips, each in a block of its own: as many texts as it takes to have all of them.
 * @param mark two slips of the same mark stand in two texts
 */
export function withSlips<S extends Slip>(
  blocks: readonly Block[],
  all: readonly S[],
  mark: (slip: S) => string = ({ name }) => name,
): { text: Block[]; slips: S[] }[] {
  const texts: { text: Block[]; slips: S[] }[] = []
  for (const slip of all) {
    const { place, block } = slipped(blocks, slip)
    const free = texts.find(
      ({ text, slips }) =>
        text[place] === blocks[place] && slips.every((other) => mark(other) !== mark(slip)),
    )
    const { text, slips } = free ?? { text: [...blocks], slips: [] }
    if (!free) texts.push({ text, slips })
    text[place] = block
    slips.push(slip)
  }
  return texts
}

function slipped(blocks: readonly Block[], { from, to, nth = 1 }: Slip): { place: number; block: Typed } {
  const has = (block: Block) =>
    typeof block !== 'string' && `${block.typed}\n${block.printed ?? ''}`.includes(from)
  const found = blocks.filter(has)[nth - 1]
  if (found === undefined || typeof found === 'string')
    throw new TypeError(`expected a block with ${from}, found none`)
  const block = {
    ...found,
    typed: found.typed.replace(from, () => to),
    ...(found.printed !== undefined && { printed: found.printed.replace(from, () => to) }),
  }
  return { place: blocks.indexOf(found), block }
}
