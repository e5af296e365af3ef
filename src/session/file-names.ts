import { baseName } from './typed-forms.ts'

const file =
  /(?<![\w./-])(?:~\/|\.{0,2}\/)?(?:[\w.-]+\/)*[\w-][\w.-]*\.(?:ya?ml|json|conf|cfg|html?|sh|txt|toml|ini|properties|env|py|js|go|pem|crt|key|sql|xml)\b/g

/** The name of a file that the title of a box is. */
export const namedIn = (title: string): string | undefined => title.match(file)?.at(-1)

/** The name of a file in its first lines: `# job.yaml`, `// file: job.yaml`. */
export function nameInside(text: string): string | undefined {
  const [first = ''] = text.trimStart().split('\n')
  const [, comment = ''] =
    first.match(/^(?:#+|\/\/|<!--|;)\s*(?:file(?:name)?\s*[:=]?\s*)?(\S+)\s*(?:-->)?$/i) ?? []
  return comment === '' ? undefined : namedIn(comment)
}

const edit =
  /\b(?:edit|chang(?:e|ing)|modif(?:y|ying)|add(?:ing)?|updat(?:e|ing)|remov(?:e|ing)|replac(?:e|ing)|set(?:ting)?|append|increas(?:e|ing)|adjust|insert)\b/i
const make =
  /\b(?:create|save|write|put|store|make|file|named|called|content|below|following|as|in|looks?)\b/i

const spokenOf =
  /\b(?:edit|chang\w+|modif\w+|updat\w+) (?:it|the|your|this) ?(?:\w+ )?(?:yaml|file|manifest)/i

/**
 * Finds the file of which prose speaks last.
 * @param files those that are known
 * @param how to `name` it is enough for a manifest; else the prose must say that the reader is to `make` or to `edit` it
 */
export function fileIn(
  prose: string,
  files: ReadonlyMap<string, unknown>,
  how: 'name' | 'make' | 'edit',
): string | undefined {
  const names = prose.match(file) ?? []
  if (how === 'make') return make.test(prose) ? names.at(-1) : undefined
  if (how === 'name') return names.at(-1)
  if (!edit.test(prose)) return undefined
  const named = names.findLast((name) => files.has(baseName(name)) || /\.ya?ml$/.test(name))
  // `Edit the YAML`: the file that was shown or used last.
  const isSpoken = spokenOf.test(prose)
  return named ?? (isSpoken ? [...files.keys()].findLast((name) => /\.ya?ml$/.test(name)) : undefined)
}
