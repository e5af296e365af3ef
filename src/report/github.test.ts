import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { failed, tiny } from '../testing/tiny-reports.ts'
import { annotationsOf } from './annotations.ts'
import { jobSummaryOf } from './job-summary.ts'
import { tellGitHub } from './tell-github.ts'

const { report } = tiny
const failing = failed.report

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
