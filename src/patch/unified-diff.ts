import { createTwoFilesPatch } from 'diff'

/** A change of a file as `git apply` takes it. @param path from the folder in which it is applied */
export const unifiedDiff = (path: string, before: string, after: string): string =>
  before === after
    ? ''
    : createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, { context: 3 })
