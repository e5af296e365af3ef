import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { Lab } from '../lab/lab.ts'
import { Noise } from './noise.ts'

/** What is noise, as far as a lab knows. */
export const noiseOf = async ({ noise }: Lab): Promise<Noise> =>
  existsSync(noise) ? Noise.read(await readFile(noise, 'utf8')) : new Noise()
