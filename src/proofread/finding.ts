import type { PlaceOwner } from './claim-of.ts'
import type { PrintedDifference } from './compare-printed.ts'
import type { TextSpan } from '../text/passage.ts'

/** A place of a text where it says something else than the cluster, or lacks something. */
export interface Finding {
  kind: PrintedDifference['kind']
  /** Where in what is printed. */
  place: string
  /** What the text prints, and what the cluster shows. */
  printed: string | undefined
  shown: string | undefined
  /** Where in the text. */
  span: TextSpan | undefined
  owner: PlaceOwner
  difference: PrintedDifference
}
