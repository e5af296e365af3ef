import { expect, test } from 'vitest'
import { countsAs } from '../judge/verdict.ts'
import type { Since } from '../lab/drift.ts'
import { failed, tiny } from '../../testing/tiny-reports.ts'
import { errataOf } from './errata.ts'
import { driftSource, sourceLink } from './source-link.ts'
import { sinceWords } from './words.ts'

const { report, events } = tiny
const errata = errataOf(report, events)

/** The entry of a claim. */
const entryOf = (id: string) => errata.split(/^##+ /m).find((part) => part.includes(`\`${id}\``))

test('every confirmed drift has an entry, worst first, and nothing else has', () => {
  const order = ['blocks', 'misleads', 'cosmetic']
  const drifts = report.claims.flatMap(({ id, drifts: [drift] = [] }) =>
    drift ? [{ id, severity: drift.severity }] : [],
  )
  const expected = drifts.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
  expect([...errata.matchAll(/^### Step \S+: `(.+)`$/gm)].map(([, id]) => id)).toEqual(
    expected.map(({ id }) => id),
  )
})

test('an entry says what the lab says, what happens, since when, what to write, and how it was proven', () => {
  expect(entryOf('job/one-condition')).toMatchInlineSnapshot(`
    "Step 2.2: \`job/one-condition\`

    - **The lab says:** Failed is the only condition of the Job. *It was true once.*
    - **What happens:** A condition FailureTarget comes first; Failed follows when the last pod has ended, which may take its grace period.
    - **Since:** Kubernetes 1.31 ([kubernetes/kubernetes#125510](https://github.com/kubernetes/kubernetes/pull/125510))
    - **Write or type instead:** Look a condition up by its type, never by its place. FailureTarget has the time at which it was decided that the Job fails.
    - **Proven on v1.37.2:**
      - the types of the Job's conditions: \`FailureTarget, Failed\`
    "
  `)
})

test('what is to be typed can be copied, apart from the words', () => {
  expect(entryOf('rest/secret')).toContain(
    [
      'instead:** Leave the list of Secrets out, and ask for a token.',
      '```sh',
      'kubectl create token default',
      '```',
    ].join('\n  '),
  )
})

test('what is looked at before an edit and after it says so, and quotes the file as it was then', () => {
  expect(entryOf('cronjob/v1beta1')?.split('instead:** ')[1]).toMatchInlineSnapshot(`
    "Write the version that is served since 1.21.
      \`\`\`
      apiVersion: batch/v1
      \`\`\`
    - **Proven on v1.37.2:**
      - before \`cronjob.yaml\` was edited, the refusal of “kubectl create -f cronjob.yaml” (as printed): \`error: resource mapping not found for name: "sleepy" namespace: "" from "cronjob.yaml": no matches for kind "CronJob" in version "batch/v1beta1" ensure CRDs are installed first\`, with \`cronjob.yaml\` as it was then:
        \`\`\`yaml
        apiVersion: batch/v1beta1
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
                      command: [ "/bin/sleep" ]
                      args: [ "3" ]
                  restartPolicy: Never
        \`\`\`
      - after \`cronjob.yaml\` was edited, the output of “kubectl create -f cronjob.yaml” (as batch v1): \`cronjob.batch/sleepy created\`, with \`cronjob.yaml\` as it was then:
        \`\`\`yaml
        apiVersion: batch/v1
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
                      command: [ "/bin/sleep" ]
                      args: [ "3" ]
                  restartPolicy: Never
        \`\`\`

    "
  `)
})

test('what is new says conjunct by conjunct what was expected and found', async () => {
  const [, entry = ''] = errataOf(failed.report, failed.events).split('### Step 2.1: `job/completes`\n')
  expect(entry.split('\n\n## ')[0]).toMatchInlineSnapshot(`
    "
    - **The lab says:** Then the Job is complete, after one pod at a time. *Verdict: new drift.*
    - ✗ at some moment: the cell COMPLETIONS of “kubectl get job” (when complete): expected 1/1; found 0/1
    - ✓ at some moment: the Job is Complete: expected yes; found yes
    - ✓ at no moment from the moment that the Job is there, until the Job is Complete: the number of Pods that run: expected never above 1; found 0"
  `)
})

test('what failed is not given out as an erratum', () => {
  const claims = report.claims.map((claim) =>
    claim.id === 'job/one-condition' ? { ...claim, verdict: 'new drift' as const } : claim,
  )
  const changed = errataOf({ ...report, claims }, events)
  expect(changed.indexOf('job/one-condition')).toBeLessThan(changed.indexOf('## Blocks'))
  expect(changed.match(/job\/one-condition/g)).toHaveLength(1)
})

test('what was not judged is named with its reason', () => {
  const claims = report.claims.map((claim) =>
    claim.id === 'job/completes' ? { ...claim, verdict: 'blocked' as const, reason: 'no image' } : claim,
  )
  expect(errataOf({ ...report, claims }, events)).toContain('- 2.1, `job/completes`: blocked, no image')
})

test('every source of a drift is a link', () => {
  for (const { drifts = [], verdict } of report.claims)
    for (const drift of countsAs[verdict] === 'pass' ? drifts : []) {
      const { href = '', text } = driftSource(drift)
      expect(URL.canParse(href), href).toBe(true)
      expect(errata).toContain(`[${text}](${href})`)
    }
})

test('a source that nobody has checked is said to be from the author', () => {
  const source = 'kubernetes/kubernetes#1'
  const href = 'https://github.com/kubernetes/kubernetes/pull/1'
  expect(driftSource({ change: 'get-jobs-status', source })).toEqual({ href, text: source })
  expect(driftSource({ source })).toEqual({ href, text: `said by its author: ${source}` })
  expect(driftSource({ source: 'javascript:alert(1)' })).toEqual({
    text: 'said by its author: javascript:alert(1)',
  })
  expect(driftSource({})).toEqual({ text: 'said by its author' })
})

test('since when is told as far as it is known', () => {
  const words = (since: Since) => sinceWords({ since, axis: 'kubectl' })
  expect(words('ever')).toBe('always: no version ever did this')
  expect(words('1.30')).toBe('kubectl 1.30')
  expect(words({ by: '1.37' })).toBe('kubectl 1.37 or before')
  expect(words({ after: '1.30', by: '1.37' })).toBe('kubectl after 1.30, by 1.37')
})

test('of what was seen first somewhere nobody says that it was true once', () => {
  const claims = report.claims.map((claim) => ({
    ...claim,
    ...(claim.drifts && { drifts: claim.drifts.map((drift) => ({ ...drift, since: { by: '1.37' } })) }),
  })) as typeof report.claims
  const text = errataOf({ ...report, claims }, events)
  expect(text).toContain('*Whether it was true once, nobody knows.*')
  expect(text).not.toContain('*It was true once.*')
})

test('a pull request is linked by its number, a page by its address', () => {
  expect(sourceLink('kubernetes/kubernetes#125510')).toEqual({
    href: 'https://github.com/kubernetes/kubernetes/pull/125510',
    text: 'kubernetes/kubernetes#125510',
  })
  expect(sourceLink('https://kubernetes.io/docs/a/guide/#part')).toEqual({
    href: 'https://kubernetes.io/docs/a/guide/#part',
    text: 'kubernetes.io: guide',
  })
  expect(sourceLink('pkg/a/b.go, v1.28.0 and v1.29.0').href).toBe(
    'https://github.com/kubernetes/kubernetes/blob/v1.29.0/pkg/a/b.go',
  )
  expect(sourceLink('k8s.io/kubectl/pkg/a.go, v0.28.0 and v0.29.0').href).toBe(
    'https://github.com/kubernetes/kubectl/blob/v0.29.0/pkg/a.go',
  )
})
