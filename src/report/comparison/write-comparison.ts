import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Comparison } from '../../compare/comparison.ts'
import { comparisonMarkdown } from './comparison-markdown.ts'
import { comparisonName } from './comparison-name.ts'
import { comparisonPage } from './comparison-page.ts'

/**
 * Writes a comparison into a folder: `compare-A-B.html`, `.md` and `.json`.
 * @returns the paths of the files
 */
export async function writeComparison(comparison: Comparison, folder: string): Promise<string[]> {
  const texts = {
    html: comparisonPage(comparison),
    md: comparisonMarkdown(comparison),
    json: `${JSON.stringify(comparison, undefined, 2)}\n`,
  }
  await mkdir(folder, { recursive: true })
  return await Promise.all(
    Object.entries(texts).map(async ([ending, text]) => {
      const path = join(folder, `${comparisonName(comparison)}.${ending}`)
      await writeFile(path, text)
      return path
    }),
  )
}
