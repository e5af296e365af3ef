import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { tinyMatrix } from '../../testing/tiny-matrix.ts'
import { failed, tiny } from '../../testing/tiny-reports.ts'
import { annotationsOf } from './annotations.ts'
import { jobSummaryOf } from './job-summary.ts'
import { tellGitHubMatrix } from './matrix/tell-github.ts'
import { tellGitHub } from './tell-github.ts'

const { report } = tiny
const failing = failed.report
const room = 1024 * 1024

/** The failing run, with as many claims that failed, and as many that were blocked, as are asked for. */
function withMany({ fail, blocked }: { fail: number; blocked: number }, reason?: string) {
  const claim = failing.claims.find(({ id }) => id === 'job/completes')
  if (!claim) throw new TypeError('expected that job/completes failed')
  const named = (verdict: 'blocked' | 'new drift', count: number) =>
    Array.from({ length: count }, (_, index) => ({
      ...claim,
      verdict,
      id: `job/${verdict.replace(' ', '-')}-${index}`,
      ...(reason !== undefined && { reason }),
    }))
  return { ...failing, claims: [...named('blocked', blocked), ...named('new drift', fail)] }
}

test('a run as recorded has no annotation, one that fails has one at the file of its section', () => {
  expect(annotationsOf(report)).toEqual([])
  const [annotation, ...others] = annotationsOf(failing)
  expect(others).toEqual([])
  expect(annotation?.split('%0A')).toEqual([
    '::error file=labs/jobs.ts,title=new drift%3A job/completes::Then the Job is complete, after one pod at a time.',
    '✗ at some moment: the cell COMPLETIONS of “kubectl get job” (when complete): expected 1/1; found 0/1',
    '✓ at some moment: the Job is Complete: expected yes; found yes',
    expect.stringMatching(/^✓ at no moment from the moment that the Job is there, until/),
  ])
})

test('what has a meaning in a workflow command is written in another way', () => {
  const claims = failing.claims.map((claim) => ({ ...claim, says: 'All of 100 %:\nnone.' }))
  expect(annotationsOf({ ...failing, claims })[0]).toContain('::All of 100 %25:%0Anone.%0A')
})

test('of more errors than GitHub takes of a step the last says how many are left out, failures first', () => {
  expect(annotationsOf(withMany({ fail: 6, blocked: 4 }))).toHaveLength(10)
  const annotations = annotationsOf(withMany({ fail: 6, blocked: 30 }))
  expect(annotations.map((line) => line.split(/title=|::/)[2])).toEqual([
    ...[0, 1, 2, 3, 4, 5].map((index) => `new drift%3A job/new-drift-${index}`),
    ...[0, 1, 2].map((index) => `blocked%3A job/blocked-${index}`),
    '27 more failed or could not be judged: the summary of the job has them all.',
  ])
})

test('an annotation is not longer than GitHub takes', () => {
  const [annotation = ''] = annotationsOf(withMany({ fail: 1, blocked: 0 }, 'because of it, '.repeat(10_000)))
  const [, , text = ''] = annotation.split('::')
  expect(decodeURIComponent(text)).toHaveLength(4096)
  expect(text).toMatch(/…$/)
})

test('a summary is cut to what GitHub takes of a step, after a whole row, and says so', async () => {
  const many = withMany({ fail: 10_000, blocked: 10_000 }, 'because of it, '.repeat(100))
  const folder = await mkdtemp(join(tmpdir(), 'summary-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'summary.md')
  const before = `${'x'.repeat(1_000_000)}\n`
  await writeFile(file, before)
  await tellGitHub(many, { GITHUB_STEP_SUMMARY: file })
  const all = await readFile(file, 'utf8')
  expect(Buffer.byteLength(all)).toBeLessThanOrEqual(room)
  expect(Buffer.byteLength(all)).toBeGreaterThan(room - 1000)
  const lines = all.slice(before.length).trimEnd().split('\n')
  const left = 20_000 - lines.filter((line) => line.includes('`job/')).length
  expect(lines.slice(-3, -1)).toEqual([expect.stringMatching(/^\|.*\|$/), ''])
  expect(lines.at(-1)).toMatch(new RegExp(`^\\*\\*Cut here: ${left + 1} lines more, .*\\*\\*$`))
})

test('the summary of a matrix is cut as well', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'summary-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'summary.md')
  await writeFile(file, 'x'.repeat(room - 1000))
  await tellGitHubMatrix(tinyMatrix, [], { GITHUB_STEP_SUMMARY: file })
  const all = await readFile(file, 'utf8')
  expect(Buffer.byteLength(all)).toBeLessThanOrEqual(room)
  expect(all).toMatch(/\*\*Cut here: \d+ lines more/)
})

test('the summary counts the verdicts and says what to change', () => {
  const summary = jobSummaryOf(report)
  expect(summary).toMatch(/^## A tiny lab on Kubernetes v1\.37\.2/)
  for (const [verdict, count] of Object.entries(report.verdicts)) {
    expect(summary).toMatch(new RegExp(String.raw`\| . ${verdict} +\| ${count} `))
  }
  expect(summary).toContain('To change in the lab')
  expect(summary).not.toContain('To look at')
  expect(jobSummaryOf(failing)).toMatch(/### To look at[^#]*`job\/completes`/)
})

test('the summary says that a run was not recorded to its end', () => {
  const says = 'The run was interrupted before it was complete. The verdicts are right'
  expect(jobSummaryOf({ ...report, end: { outcome: 'interrupted' } })).toContain(`\n\n${says}`)
  expect(jobSummaryOf(report)).not.toContain('The verdicts are right')
})

test('in a workflow the summary is appended and failures are marked, elsewhere nothing is said', async () => {
  const said = vi.spyOn(console, 'log').mockReturnValue()
  const folder = await mkdtemp(join(tmpdir(), 'summary-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  onTestFinished(() => said.mockRestore())
  await tellGitHub(failing, {})
  expect(said).not.toHaveBeenCalled()

  const file = join(folder, 'summary.md')
  await tellGitHub(failing, { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: file })
  await tellGitHub(report, { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: file })
  expect(said).toHaveBeenCalledTimes(1)
  expect((await readFile(file, 'utf8')).match(/^## A tiny lab on/gm)).toHaveLength(2)
})
