import { stripVTControlCharacters } from 'node:util'
import { asDefault } from './as-default.ts'

/**
 * curl draws how far it has got where its output goes to no terminal, as in a recording. At a student's it does not.
 * The lines of numbers are as many as it has time for.
 */
const meterOfCurl = /^ *% Total .*|^ *Dload .*|^(?=.*--:--:--)[\s\d.:kMGT-]+$/

/**
 * What a command printed, as a student reads it: in the namespace default, where the lab works, while each scenario of a
 * recording has a namespace of its own, and without what only a terminal obeys.
 */
export function asSeen(printed: string, namespace = 'default'): string {
  return stripVTControlCharacters(asDefault(printed, namespace))
    .split(/\r*\n|\r/)
    .filter((line) => !meterOfCurl.test(line))
    .join('\n')
}
