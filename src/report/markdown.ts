/** Text that Markdown shows as it is, on one line; also in a table. */
export const escaped = (text: string) =>
  text.replaceAll(/[\\`*_[\]<>|&]/g, String.raw`\$&`).replaceAll(/\s+/g, ' ')

const fenceFor = (text: string, least: number) =>
  '`'.repeat(Math.max(least, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)))

/** Text as a code block of its own lines. */
export function codeBlock(text: string, language = ''): string {
  const fence = fenceFor(text, 3)
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`
}

/** A file as a code block, in the language that the end of its name says. */
export const fileBlock = (name: string, text: string) => codeBlock(text, name.match(/(?<=\.)\w+$/)?.[0])

/** Lines that belong to the list item above them. */
export const indented = (text: string) => text.replaceAll(/^(?=.)/gm, '  ')

/** Text as code on one line, whatever backticks it has. */
export function code(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  const fence = fenceFor(line, 1)
  return fence.length > 1 ? `${fence} ${line} ${fence}` : `${fence}${line}${fence}`
}

/** A text that leads somewhere, if it does, as Markdown. */
export const markdownLink = ({ href, text }: { href?: string; text: string }): string =>
  href === undefined ? escaped(text) : `[${escaped(text)}](${href})`
