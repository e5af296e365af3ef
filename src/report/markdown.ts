/** Text that Markdown shows as it is, on one line; also in a table. */
export const escaped = (text: string) =>
  text.replaceAll(/[\\`*_[\]<>|&]/g, String.raw`\$&`).replaceAll(/\s+/g, ' ')

/** Text as code on one line, whatever backticks it has. */
export function code(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return longest > 0 ? `${fence} ${line} ${fence}` : `${fence}${line}${fence}`
}
