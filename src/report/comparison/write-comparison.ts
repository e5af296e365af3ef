import type { Comparison } from '../../compare/comparison.ts'
import { writeFiles } from '../../write-files.ts'
import { comparisonMarkdown } from './comparison-markdown.ts'
import { comparisonName } from './comparison-name.ts'
import { comparisonPage } from './comparison-page.ts'

/**
 * Writes a comparison into a folder: `compare-A-B.html`, `.md` and `.json`.
 * @returns the paths of the files
 */
export async function writeComparison(comparison: Comparison, folder: string): Promise<string[]> {
  const name = comparisonName(comparison)
  return await writeFiles(folder, {
    [`${name}.html`]: comparisonPage(comparison),
    [`${name}.md`]: comparisonMarkdown(comparison),
    [`${name}.json`]: `${JSON.stringify(comparison, undefined, 2)}\n`,
  })
}
