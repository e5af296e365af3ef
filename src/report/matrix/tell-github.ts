import type { Cleaned } from '../../cleaned.ts'
import { countsAs } from '../../judge/verdict.ts'
import { addToFile } from '../../write-files.ts'
import { addToSummary } from '../add-to-summary.ts'
import { minorOf } from '../version-order.ts'
import type { Matrix } from './matrix.ts'
import { matrixMarkdown } from './matrix-markdown.ts'
import { headingOf } from './notices.ts'

/**
 * In a GitHub workflow, adds the matrix to the job's summary, and gives the job an output `red`: the versions that disagree
 * in a new way and whose minor version nobody has recorded yet. Elsewhere does nothing.
 * @param recorded minor versions of which a run is kept
 */
export async function tellGitHubMatrix(
  matrix: Cleaned<Matrix>,
  recorded: readonly string[],
  { GITHUB_STEP_SUMMARY: summary, GITHUB_OUTPUT: output }: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  if (summary) await addToSummary(summary, matrixMarkdown(matrix, { links: false }))
  if (output) await addToFile(output, `red=${newAndRed(matrix, recorded).join(', ')}\n`)
}

function newAndRed({ columns, claims }: Matrix, recorded: readonly string[]): string[] {
  return columns.flatMap((column, index) => {
    const isRed =
      column.misprinted.length > 0 ||
      claims.some(({ cells }) => countsAs[cells[index]?.verdict ?? 'blocked'] === 'fail')
    const isNew = column.kubernetes && !recorded.includes(minorOf(column.kubernetes.server))
    return isRed && isNew ? [headingOf(column)] : []
  })
}
