import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { junitOf } from './junit.ts'
import type { Report } from './report.ts'

/** Writes all reports of a run into its folder. */
export async function writeReports(report: Report, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await Promise.all([
    writeFile(join(folder, 'report.json'), `${JSON.stringify(report, undefined, 2)}\n`),
    writeFile(join(folder, 'junit.xml'), junitOf(report)),
  ])
}
