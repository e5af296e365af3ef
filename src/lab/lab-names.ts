import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The lab that is meant where none is named: on a command line, or in a trace from before traces named theirs. */
export const usualLab = 'api-objects'

/** The file of a lab's folder that exports it. */
export const labModule = 'lab.ts'

/** The names of the labs in a folder, each of which has a folder there. */
export const labNames = (home: string): string[] =>
  readdirSync(home)
    .filter((found) => existsSync(join(home, found, labModule)))
    .toSorted()
