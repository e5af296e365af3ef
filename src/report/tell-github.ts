import { cleaned } from '../cleaned.ts'
import { addToSummary } from './add-to-summary.ts'
import { annotationsOf } from './annotations.ts'
import { jobSummaryOf } from './job-summary.ts'
import type { Report } from './report.ts'

/** In a GitHub workflow, adds the report to the job's summary and marks what failed; elsewhere does nothing. */
export async function tellGitHub(judged: Report, env: NodeJS.ProcessEnv = process.env): Promise<void> {
  const report = cleaned(judged)
  const { GITHUB_STEP_SUMMARY: summary, GITHUB_ACTIONS: actions } = env
  if (summary) await addToSummary(summary, jobSummaryOf(report))
  if (actions === 'true') for (const line of annotationsOf(report)) console.log(line)
}
