import { cleaned } from '../../cleaned.ts'
import type { Comparison } from '../../compare/comparison.ts'
import { writeFiles } from '../../write-files.ts'
import { comparisonMarkdown } from './comparison-markdown.ts'
import { comparisonName } from './comparison-name.ts'
import { comparisonPage } from './comparison-page.ts'

/**
 * Writes a comparison into a folder: `compare-A-B.html`, `.md` and `.json`.
 * @returns the paths of the files
 */
export async function writeComparison(compared: Comparison, folder: string): Promise<string[]> {
  const comparison = cleaned(compared)
  const name = comparisonName(comparison)
  return await writeFiles(folder, {
    [`${name}.html`]: comparisonPage(comparison),
    [`${name}.md`]: comparisonMarkdown(comparison),
    [`${name}.json`]: `${JSON.stringify(compared, undefined, 2)}\n`,
  })
}
