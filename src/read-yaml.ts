import { isMap, isScalar, parseAllDocuments, type Document } from 'yaml'
import { UsageError } from './errors.ts'
import { readGiven, type Unreadable } from './given-file.ts'

/** More is no file that somebody has written (bytes): a kubeconfig with a thousand clusters has five MB. */
const most = 8 << 20
/** What the lab writes is nested nine deep; the parser takes seconds for a thousand. */
const deepest = 100

/**
 * Reads a file of YAML as a document that can be changed and written again. It may have secrets in it: no error quotes it.
 * @throws UsageError with the path, and with the line where one is wrong, when there is no such file, or when it is not
 *   one document with fields
 */
export async function readYaml(path: string): Promise<Document> {
  const [document, another] = await readYamlDocuments(path)
  if (!document || another)
    throw new UsageError(
      `${path}: expected a file of YAML with fields, found several documents. Correct the file.`,
    )
  return document
}

/**
 * Reads a file of YAML with one document or several, as {@link readYaml} does. Written again they stand one after another.
 * @throws UsageError as {@link readYaml}
 */
export async function readYamlDocuments(path: string): Promise<Document[]> {
  const wrong = (place: string, found: string, advice = 'Correct the file') =>
    new UsageError(`${place}: expected a file of YAML with fields, found ${found}. ${advice}.`)
  const bytes = await readGiven(path, most).catch(({ message }: Unreadable) => {
    throw wrong(path, message, 'Name another')
  })
  const text = bytes.toString()
  const deep = tooDeep(text)
  if (deep > 0) throw wrong(`${path}:${deep}`, `one that is nested deeper than ${deepest}`)
  const documents: Document[] = [...parseAllDocuments(text, { logLevel: 'error', resolveKnownTags: false })]
  const [error] = documents.flatMap(({ errors }) => errors)
  if (error) throw wrong(`${path}:${error.linePos?.[0].line ?? 1}`, `this: ${inWords(error.code)}`)
  // Between two separators there may be nothing, or a comment.
  const full = documents.filter(
    ({ contents }) => contents !== null && !(isScalar(contents) && contents.value === null),
  )
  if (full.length === 0 || !full.every(({ contents }) => isMap(contents))) throw wrong(path, 'none')
  try {
    for (const document of documents) document.toJS()
  } catch {
    throw wrong(path, 'this: bad alias')
  }
  return documents
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

/** As `bad indent`: the parser's message may quote the file. */
const inWords = (code: string) => code.toLowerCase().replaceAll('_', ' ')
