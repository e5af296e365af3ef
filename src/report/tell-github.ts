import { appendFile, stat } from 'node:fs/promises'
import { annotationsOf } from './annotations.ts'
import { jobSummaryOf } from './job-summary.ts'
import type { Report } from './report.ts'

/** Of the summary of a longer step GitHub shows nothing at all (bytes). */
const longestSummary = 1024 * 1024

/** In a GitHub workflow, adds the report to the job's summary and marks what failed; elsewhere does nothing. */
export async function tellGitHub(report: Report, env: NodeJS.ProcessEnv = process.env): Promise<void> {
  const { GITHUB_STEP_SUMMARY: summary, GITHUB_ACTIONS: actions } = env
  if (summary) {
    const { size } = await stat(summary).catch(() => ({ size: 0 }))
    await appendFile(summary, jobSummaryOf(report, longestSummary - size))
  }
  if (actions === 'true') for (const line of annotationsOf(report)) console.log(line)
}
