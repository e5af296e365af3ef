import { readFile, rm, writeFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'

/** Puts a trace away with gzip, beside where it was. @returns the path */
export async function keepTrace(trace: string): Promise<string> {
  await writeFile(`${trace}.gz`, gzipSync(await readFile(trace)))
  await rm(trace)
  return `${trace}.gz`
}
