import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { countsAs } from '../judge/verdict.ts'
import { annotationsOf } from './annotations.ts'
import { jobSummaryOf } from './job-summary.ts'
import { recordedReport } from './recorded-report.ts'
import { tellGitHub } from './tell-github.ts'

const recorded = await recordedReport()
const claims = recorded.report.claims.filter(({ verdict }) => countsAs[verdict] === 'pass')
const { blocked: _, ...verdicts } = recorded.report.verdicts
const report = { ...recorded.report, claims, verdicts }
const failing = {
  ...report,
  claims: report.claims.map((claim) =>
    claim.id === 'job/completes'
      ? {
          ...claim,
          verdict: 'new drift' as const,
          evidence: [
            {
              ...claim.evidence[0],
              at: report.started,
              of: 'the Job',
              expected: 'is 1',
              found: '100 %\nnone',
            },
          ],
        }
      : claim,
  ),
}

test('a run as recorded has no annotation, one that fails has one at its spec', () => {
  expect(annotationsOf(report)).toEqual([])
  const [annotation, ...others] = annotationsOf(failing)
  expect(others).toEqual([])
  expect(annotation).toMatch(/^::error file=specs\/6\.3-jobs\.spec\.ts,title=new drift%3A job\/completes::/)
  expect(annotation).toMatch(/%0AFound the Job: 100 %25%0Anone$/)
})

test('the summary counts the verdicts and says what to change', () => {
  const summary = jobSummaryOf(report)
  expect(summary).toMatch(/^## Lab on Kubernetes v1\.37\.2/)
  for (const [verdict, count] of Object.entries(report.verdicts)) {
    expect(summary).toMatch(new RegExp(String.raw`\| . ${verdict} +\| ${count} `))
  }
  expect(summary).toContain('To change in the lab')
  expect(summary).not.toContain('To look at')
  expect(jobSummaryOf(failing)).toMatch(/### To look at[^#]*`job\/completes`/)
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
  expect((await readFile(file, 'utf8')).match(/^## Lab on/gm)).toHaveLength(2)
})
