import type { SessionPart } from './session.ts'
import { baseName, copiedBy, filesMade, filesNeeded } from './typed-forms.ts'

/** A file that a line needs and that is shown below it only comes before it. */
export function withFilesFirst(parts: readonly SessionPart[]): SessionPart[] {
  const shown = parts.filter((part) => part.type === 'file').filter(({ isPart }) => !isPart)
  const files = new Map(shown.toReversed().map((file) => [baseName(file.name), file]))
  const known = new Set<string>()
  return parts.flatMap((part) => {
    if (part.type === 'file') known.add(baseName(part.name))
    if (part.type !== 'typed' || part.into !== 'shell') return [part]
    const needed = filesNeeded(part.line).flatMap((name) => {
      const file = known.has(baseName(name)) ? undefined : files.get(baseName(name))
      known.add(baseName(name))
      return file ? [{ ...file, name }] : []
    })
    for (const name of [...filesMade(part.line), copiedBy(part.line)?.target ?? '']) known.add(baseName(name))
    return [...needed, part]
  })
}
