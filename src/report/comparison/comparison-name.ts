import type { Comparison } from '../../compare/comparison.ts'
import { runName } from '../../trace/run-name.ts'

/** What the files of a comparison are called: `compare-A-B`. */
export const comparisonName = ({ versions }: Comparison) => ['compare', ...versions.map(runName)].join('-')
