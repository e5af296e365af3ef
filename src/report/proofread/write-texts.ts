import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Cleaned } from '../../cleaned.ts'
import { writeFiles } from '../../write-files.ts'
import { textsMarkdown } from './texts-markdown.ts'
import { textsPage } from './texts-page.ts'
import type { TextsReport } from './texts-report.ts'

/**
 * Writes what proofreading found into a folder: `proofread.html`, `.md` and `.json`, and `proofread.patch`.
 * @param patch of all texts, as `git apply` takes it; empty where nothing can be edited
 * @returns the paths of the files
 */
export async function writeTexts(
  report: Cleaned<TextsReport>,
  patch: string,
  folder: string,
): Promise<string[]> {
  // One of other texts must not stay beside these.
  if (patch === '') await rm(join(folder, 'proofread.patch'), { force: true })
  return await writeFiles(folder, {
    'proofread.html': textsPage(report),
    'proofread.md': textsMarkdown(report),
    'proofread.json': `${JSON.stringify(report, undefined, 2)}\n`,
    ...(patch !== '' && { 'proofread.patch': patch }),
  })
}
