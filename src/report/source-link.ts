import { sourceForm } from '../changes/change.ts'
import type { RecordedDrift } from './report.ts'

/**
 * Where the source of a change can be read, and what it is called: `kubernetes/kubernetes#125510` is a pull request,
 * `pkg/a.go, v1.28.0 and v1.29.0` a file of Kubernetes that differs in these, `k8s.io/kubectl/pkg/a.go, …` one of a module.
 */
export function sourceLink(source: string): { href: string; text: string } {
  const [, repository, number] = source.match(/^([\w.-]+\/[\w.-]+)#(\d+)$/) ?? []
  if (repository !== undefined)
    return { href: `https://github.com/${repository}/pull/${number}`, text: source }
  const [, module = 'kubernetes', path, tag] =
    source.match(/^(?:k8s\.io\/([\w-]+)\/)?(\S+), v\S+ and (v\S+)$/) ?? []
  if (path !== undefined && tag !== undefined)
    return { href: `https://github.com/kubernetes/${module}/blob/${tag}/${path}`, text: source }
  const { hostname, pathname } = new URL(source)
  const parts = pathname.split('/').filter((part) => part !== '')
  return { href: source, text: `${hostname.replace(/^www\./, '')}: ${parts.at(-1) ?? ''}` }
}

/**
 * Who says so of a drift, and where that can be read: the source of a known change, or the author of the lab, whose source nobody
 * has checked, if there is one.
 */
export function driftSource({ change, source }: Pick<RecordedDrift, 'change' | 'source'>): {
  href?: string
  text: string
} {
  const link =
    source === undefined || !sourceForm.safeParse(source).success
      ? { text: source ?? '' }
      : sourceLink(source)
  if (change !== undefined) return link
  return { ...link, text: ['said by its author', link.text].filter(Boolean).join(': ') }
}
