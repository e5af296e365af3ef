import { readFile } from 'node:fs/promises'
import { parseDocument, type Document } from 'yaml'
import { UsageError } from '../errors.ts'

/**
 * Reads a file of YAML as a document that can be changed and written again.
 * @throws UsageError with the path when there is no such file, or when it is no YAML
 */
export async function readYaml(path: string): Promise<Document> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`${path}: expected a file of YAML, found no file`, { cause })
  })
  const document = parseDocument(text)
  const [error] = document.errors
  if (error) throw new UsageError(`${path}: expected YAML, found this: ${error.message}`)
  return document
}
