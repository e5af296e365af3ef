import { atFirst, is, stdout, type Drift } from 'kubelab-conformance/lab'

/** What `kubectl delete` says since 1.34 of each object, where it said only this message before. */
export const deletionNamesTheNamespace = (line: string, ...messages: string[]): Drift => ({
  change: 'delete-namespace',
  holds: atFirst(stdout(line), is(messages.map((message) => `${message} from default namespace`).join('\n'))),
})
