import { basename } from 'node:path'
import { createTwoFilesPatch } from 'diff'

/** A change of a file as `git apply` takes it in the folder where the file is. */
export function patchOf(path: string, before: string, after: string): string {
  const name = basename(path)
  return createTwoFilesPatch(`a/${name}`, `b/${name}`, before, after, undefined, undefined, { context: 3 })
}
