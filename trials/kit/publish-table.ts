import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cleaned } from '../../src/cleaned.ts'
import type { Lab } from '../../src/lab/lab.ts'
import { publish } from '../../src/run/run-folder.ts'

/** What a trial has found: for programs, as a page in Markdown, and in a sentence. */
export interface Findings {
  found: object
  page: string
  sum: string
}

/**
 * Writes what a trial has found into its folder, publishes that, and says where it is.
 * @param folder path of it
 * @param begun when the trial began: milliseconds since the epoch
 * @param name of the files
 * @param as of the folder among the reports of the lab
 */
export async function publishTable(
  folder: string,
  lab: Pick<Lab, 'name'>,
  { found, page, sum }: Findings,
  begun: number,
  name: string,
  as = name,
): Promise<void> {
  await writeFile(join(folder, `${name}.json`), `${JSON.stringify(found, undefined, 2)}\n`)
  await writeFile(join(folder, `${name}.md`), cleaned(page))
  const published = await publish(folder, lab, as)
  console.log(`\n${sum}`)
  console.log(`${((Date.now() - begun) / 1000).toFixed(0)} s; the table is ${published}/${name}.md`)
}
