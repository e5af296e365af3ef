import * as fc from 'fast-check'
import { parse, stringify } from 'yaml'
import { byteChanges, withByteChange, type ByteChange } from './byte-changes.ts'
import { fileForms, writeForm, type FileForm } from './file-forms.ts'
import { lineChanges, withLineChange, type LineChange } from './line-changes.ts'
import { valueChanges, withValueChange, type ValueChange } from './value-changes.ts'

/** A text of YAML that was changed, and how its file stands on the disk. */
export interface YamlFile {
  changes: (ValueChange | LineChange)[]
  bytes: readonly ByteChange[]
  file: FileForm
}

/** What YAML makes of some texts. */
const snippets = fc
  .constantFrom(
    '&a ',
    '*a',
    '!!binary ',
    '<<: *a\n',
    '---\n',
    '...\n',
    '%YAML 9\n',
    '\t',
    '? ',
    '|\n',
    '>-\n',
    '- ',
    ': ',
    '#',
    '{',
    "'",
  )
  .map((text) => ({ text }))

/** Changed files of YAML of a name. */
export const yamlFiles = (name: string): fc.Arbitrary<YamlFile> =>
  fc.record(
    {
      changes: fc.array(
        fc.oneof({ weight: 3, arbitrary: valueChanges }, { weight: 1, arbitrary: lineChanges }),
        {
          maxLength: 3,
        },
      ),
      bytes: fc.array(
        fc.oneof(
          byteChanges,
          fc
            .tuple(byteChanges, snippets)
            .map(([change, snippet]): ByteChange => ({ ...change, ...snippet, bytes: 'insert' })),
        ),
        { maxLength: 2 },
      ),
      file: fileForms([name], fc.constant([])),
    },
    { noNullPrototype: true },
  )

/** Writes a text of YAML, changed. @returns its path */
export async function writeYaml(folder: string, recorded: string, input: YamlFile): Promise<string> {
  const text = input.changes.reduce((before, change) => {
    if ('lines' in change) return withLineChange(before.split('\n'), change).join('\n')
    try {
      return withValueChange(parse(before), change, stringify)
    } catch {
      return before
    }
  }, recorded)
  return await writeForm(folder, input.bytes.reduce(withByteChange, Buffer.from(text)), input.file)
}
