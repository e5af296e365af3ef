import { readFile } from 'node:fs/promises'
import { isMap, parseDocument, type Document } from 'yaml'
import { UsageError } from '../errors.ts'

/** What the lab writes is nested nine deep; the parser takes seconds for a thousand. */
const deepest = 100

/**
 * Reads a file of YAML as a document that can be changed and written again.
 * @throws UsageError with the path, and with the line where one is wrong, when there is no such file, or when it is not
 *   one document with fields
 */
export async function readYaml(path: string): Promise<Document> {
  const wrong = (place: string, found: string, cause: unknown) =>
    new UsageError(`${place}: expected a file of YAML with fields, found ${found}. Correct the file.`, {
      cause,
    })
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw wrong(path, 'no file that can be read', cause)
  })
  const deep = tooDeep(text)
  if (deep > 0) throw wrong(`${path}:${deep}`, `one that is nested deeper than ${deepest}`, undefined)
  const document = parseDocument(text, { logLevel: 'error', resolveKnownTags: false })
  const [error] = document.errors
  if (error) throw wrong(`${path}:${error.linePos?.[0].line ?? 1}`, said(error), error)
  if (!isMap(document.contents)) throw wrong(path, 'none', undefined)
  try {
    document.toJS()
  } catch (cause) {
    throw wrong(path, said(cause as Error), cause)
  }
  return document
}

/** The first line, counted from 1, that is nested too deep, by its brackets or its indentation; 0 where none is. */
function tooDeep(text: string): number {
  let open = 0
  return (
    1 +
    text.split('\n').findIndex((line) => {
      for (const bracket of line.match(/[[\]{}]/g) ?? []) {
        open += bracket === '{' || bracket === '[' ? 1 : -1
        if (open > deepest) return true
      }
      return line.search(/[^ -]/) / 2 > deepest
    })
  )
}

/** What the parser says, without the place and the piece of the file. */
const said = ({ message }: Error) => `this: ${message.replace(/ at line \d+, column \d+[^]*/, '')}`
