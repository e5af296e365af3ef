import { placedIn, type Lab } from 'kubelab-conformance/lab'
import { first } from './claims.ts'

/** What a reader of the reports sees of the lab: its title and its sections, in their order. */
export const lab: Lab = {
  ...placedIn(import.meta.dirname),
  title: 'template',
  sections: [first],
  watches: [],
  accepted: [],
}
