import { Passage } from '../text/passage.ts'
import type { BoxKind } from './box-kind.ts'
import { nameInside } from './file-names.ts'
import { isManifest, isOmissionLine } from './printed-look.ts'

/** Whether something is left out of a box, by a sign. */
export const hasOmission = (passage: Passage) =>
  passage.lines.some(({ text }) => isOmissionLine(text)) ||
  /<\w+_omitted>|(?<!\S)\.{3,}(?!\S)/.test(passage.text)

/** A file of the reader's, not an object as a cluster prints it. */
export const isManifestAlone = (text: string) =>
  isManifest(text) &&
  !/^\s*(?:"?uid"?|"?resourceVersion"?|"?creationTimestamp"?|status|managedFields):(?!\s*null)/m.test(text)

/** Whether what can't be read belongs to a terminal: a picture or the code of a program does not. */
export const isTerminal = (kind: BoxKind, text: string, look: string | undefined) =>
  kind !== 'other' &&
  !(kind === 'document' && look !== 'table') &&
  !/[─│┌└├▲▼►◄━┃╔║]|[-=]{2,}>|<[-=]{2,}|\+-{3,}\+|^\s*[|^v]\s*$/m.test(text) &&
  (look !== undefined || kind !== 'any' || / {2,}\S/.test(text))

/** Documents of YAML, as many as have a name of their own at their beginning. */
export function namedDocuments({ lines }: Passage): Passage[] {
  const documents: Passage[][] = [[]]
  for (const [at, line] of lines.entries())
    if (/^---\s*$/.test(line.text) && nameInside(lines[at + 1]?.text ?? '') !== undefined) documents.push([])
    else documents.at(-1)?.push(line)
  return documents.map((own) => Passage.join(own, '\n')).filter((own) => !own.isEmpty)
}
