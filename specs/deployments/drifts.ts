import { atFirst, is, stdout, type Drift } from 'kubelab-conformance/lab'

/** What `kubectl delete` says since 1.34 of each object, where it said only this message before. */
export const deletionNamesTheNamespace = (line: string, ...messages: string[]): Drift => {
  const said = messages.map((message) => `${message} from default namespace`).join('\n')
  return {
    change: 'delete-namespace',
    remedy: { words: 'Print the namespace as well.', write: said },
    holds: atFirst(stdout(line), is(said)),
  }
}
