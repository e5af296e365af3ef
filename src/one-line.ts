import { relative } from 'node:path'

/** A name or a path in one line, in which each control character is seen. */
export const oneLine = (text: string) =>
  text.replaceAll(/\p{Cc}/gu, (sign) =>
    sign === '\n' ? String.raw`\n` : String.raw`\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** A path from where the user stands, to be printed. */
export const pathFromHere = (path: string) => oneLine(relative('', path))
