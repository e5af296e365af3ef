import type { TraceHeader } from './event.ts'

type Header = Pick<TraceHeader, 'nodeImage' | 'namespaces'>

/** Whose making the node is, by the name of its image without tag and digest, and whether the cluster was there before. */
export const makingOf = ({ nodeImage, namespaces }: Header) =>
  `${namespaces === undefined ? '' : 'there before: '}${nodeImage.replace(/ \(.*$/, '').replace(/[@:][^/]*$/, '')}`

/** What is added to the name of a recorded run whose node this project has not made. */
export function makingInName(header: Header): string {
  const making = makingOf(header)
  return making === 'localhost/kubelab-conformance/node'
    ? ''
    : `-on-${making.replaceAll(/[^A-Za-z\d]+/g, '-')}`
}
