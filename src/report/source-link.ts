/** Where the source of a drift can be read, and what it is called: `kubernetes/kubernetes#125510` is a pull request. */
export function sourceLink(source: string): { href: string; text: string } {
  const [, repository, number] = source.match(/^([\w.-]+\/[\w.-]+)#(\d+)$/) ?? []
  if (repository !== undefined)
    return { href: `https://github.com/${repository}/pull/${number}`, text: source }
  const { hostname, pathname } = new URL(source)
  const parts = pathname.split('/').filter((part) => part !== '')
  return { href: source, text: `${hostname.replace(/^www\./, '')}: ${parts.at(-1) ?? ''}` }
}
