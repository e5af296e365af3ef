/** What GitHub takes of a step: so many of a kind, each of so many characters. The others it leaves out and does not say so. */
const most = 10
const longest = 4096

/**
 * A GitHub workflow command that marks something: `::error file=a.md,line=3::text`.
 * @param properties file, line, title
 */
export function workflowCommand(
  kind: 'error' | 'warning',
  text: string,
  properties: Readonly<Record<string, string | number>> = {},
): string {
  const named = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`)
  const shown = text.length > longest ? `${text.slice(0, longest - 1)}…` : text
  return `::${kind}${named.length > 0 ? ` ${named.join(',')}` : ''}::${data(shown)}`
}

const data = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const property = (text: string) => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')

/** The first commands of a kind; where there are more than GitHub takes, the last one says how many are left out. */
export function asManyAsGitHubTakes(
  kind: 'error' | 'warning',
  commands: readonly string[],
  leftOut: (count: number) => string,
): string[] {
  if (commands.length <= most) return [...commands]
  return [...commands.slice(0, most - 1), workflowCommand(kind, leftOut(commands.length - most + 1))]
}
