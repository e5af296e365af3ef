import type { Accepted } from '../../src/lab/accepted.ts'

/** What kubectls print otherwise without a change that a text could be wrong about. */
export const leftAlone: readonly Accepted[] = [
  {
    of: /^kubectl version$/,
    place: /^stderr Warning: version difference/,
    because: 'A kubectl that is one minor version away from the server is not too far from it.',
  },
  {
    of: /^kubectl annotate /,
    place: /^stdout pod\/mine annotated?$/,
    because: 'The message lacks its last letter in 1.27, and has it again in 1.28.',
  },
]
