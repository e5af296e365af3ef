import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Proofreading } from '../../proofread/proofreading.ts'
import { writeFiles } from '../../write-files.ts'
import { proofreadMarkdown } from './proofread-markdown.ts'
import { proofreadPage } from './proofread-page.ts'
import { patchOf } from './proofread-patch.ts'

/**
 * Writes a proofreading into a folder: `proofread.html`, `proofread.md`, and `proofread.patch` where something is to change.
 * @param corrected the same text as it should be; none where its form can't be changed
 * @returns the paths of the files
 */
export async function writeProofread(
  proof: Proofreading,
  corrected: Proofreading | undefined,
  folder: string,
): Promise<string[]> {
  const [before, after] = [proof.text.text, corrected?.text.text ?? proof.text.text]
  // One of another text must not stay beside these.
  await rm(join(folder, 'proofread.patch'), { force: true })
  return await writeFiles(folder, {
    'proofread.html': proofreadPage(proof),
    'proofread.md': proofreadMarkdown(proof),
    ...(before !== after && { 'proofread.patch': patchOf(proof.name, before, after) }),
  })
}
