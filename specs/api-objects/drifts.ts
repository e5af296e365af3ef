import type { Drift } from '../../src/lab/drift.ts'
import { stdout } from '../../src/property/answers.ts'
import { is } from '../../src/property/matcher.ts'
import { atFirst } from '../../src/property/property.ts'

/** What `kubectl delete` says since 1.34, where it said only this message before. */
export const deletionNamesTheNamespace = (line: string, message: string): Drift => ({
  change: 'delete-namespace',
  holds: atFirst(stdout(line), is(`${message} from default namespace`)),
})
