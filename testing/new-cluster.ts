import type { Session } from '../src/session/session.ts'
import type { Typing } from '../src/typing/typing.ts'
import { rowSeen, typingOfAnswers } from './typed-session.ts'

const none = 'No resources found in default namespace.'
const header = 'NAME     STATUS               COMPLETIONS   DURATION   AGE'
const lives = [
  ['Running', '0/1', '3s'],
  ['SuccessCriteriaMet', '0/1', '4s'],
  ['Complete', '1/1', '6s'],
] as const

/** What a new cluster of v1.37.2 answers to the small texts, whose objects are their authors' own for the most part. */
export function typingOnNewCluster({ parts }: Session): Typing {
  const answers: Record<number, string | string[] | { blocked: string }> = {}
  let hasJob = false
  let hasProxy = false
  let opened = false
  for (const part of parts) {
    if (part.type !== 'typed') continue
    const { line, number } = part
    const isOld = parts.some((one) => one.type === 'file' && one.content.text.includes('batch/v1beta1'))
    const answer = (): string | string[] | { blocked: string } => {
      if (
        /create -f cronjob\.yaml/.test(line) &&
        (isOld || part.printed.some(({ passage }) => passage.text.includes('v1beta1')))
      )
        return `error: resource mapping not found for name: "sleepy" namespace: "" from "cronjob.yaml": no matches for kind "CronJob" in version "batch/v1beta1"\nensure CRDs are installed first`
      if (/create -f cronjob\.yaml/.test(line)) return 'cronjob.batch/sleepy created'
      if (/create -f/.test(line)) {
        hasJob = true
        return 'job.batch/sleepy created'
      }
      if (line.startsWith('cat ')) return part.printed.map(({ passage }) => passage.text).join('\n')
      if (/kubectl proxy/.test(line)) {
        hasProxy = true
        return '[1] 77\nStarting to serve on 127.0.0.1:8001'
      }
      if (/kubectl config view/.test(line))
        return `apiVersion: v1\nclusters:\n- cluster:\n    certificate-authority-data: DATA+OMITTED\n    server: https://10.89.0.2:6443\n  name: kind-texts\ncontexts:\n- context:\n    cluster: kind-texts\n    user: kind-texts\n  name: kind-texts\ncurrent-context: kind-texts\nkind: Config\nusers:\n- name: kind-texts\n  user:\n    client-certificate-data: DATA+OMITTED\n    client-key-data: DATA+OMITTED`
      if (line.startsWith('kubectl run ')) {
        opened = true
        return "All commands and output from this session will be recorded in container logs, including credentials and sensitive information passed through the command prompt.\nIf you don't see a command prompt, try pressing enter."
      }
      if (line.startsWith('ls ') && opened) return 'ca.crt     namespace  token'
      if (/^(?:exit|cp|vim|export|echo)/.test(line)) return ''
      if (/get jobs?(?:\.batch)?$/.test(line) && hasJob)
        return lives.map(
          (row) => `${header}\nsleepy   ${row[0].padEnd(18)}   ${row[1]}           ${row[2]}         9s`,
        )
      if (line.endsWith(' -A')) return 'No resources found'
      if (/get (?:job|cronjob|secret|pod|service)\S* \w/.test(line) && !line.includes(' -l '))
        return 'Error from server (NotFound): jobs.batch "sleepy" not found'
      if (/ get /.test(line)) return none
      if (/curl/.test(line) && !hasProxy)
        return 'curl: (7) Failed to connect to 127.0.0.1 port 8001 after 0 ms: Could not connect to server'
      const [, kind = '', name = ''] = /(?:delete|describe) (\S+?)[ /](\S+)/.exec(line) ?? []
      return `Error from server (NotFound): ${kind} "${name}" not found`
    }
    answers[number] = answer()
  }
  const rows = lives.map(([STATUS, COMPLETIONS, DURATION], at) =>
    rowSeen('jobs.batch', { NAME: 'sleepy', STATUS, COMPLETIONS, DURATION, AGE: DURATION }, at),
  )
  return typingOfAnswers(answers, { rows: hasJob ? rows : [] })
}
