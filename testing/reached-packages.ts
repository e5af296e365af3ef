import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * Which packages some code loads, or may load: by what it imports, and by the other programs whose files it names.
 * @param code of the file, or a part of it
 * @param entry path of the file
 * @returns for each package the first file that was found to import it
 */
export async function reachedPackages(code: string, entry: string): Promise<Map<string, string>> {
  const packages = new Map<string, string>()
  const files = new Set([entry])
  for (const file of files) {
    const text = (file === entry ? code : await readFile(file, 'utf8')).replaceAll(/^import type .*$/gm, '')
    for (const [, name = ''] of text.matchAll(/'([^'\n]+\.ts)'/g)) {
      const path = join(dirname(file), name)
      if (existsSync(path)) files.add(path)
    }
    for (const [, name = ''] of text.matchAll(/(?:from|import)\s*\(?\s*'((?:@[\w-]+\/)?[\w-]+)[^']*'/g))
      if (!packages.has(name)) packages.set(name, file)
  }
  packages.delete('node')
  return packages
}
