import type { Fault } from '../fault.ts'

/** The process that records stands still, as after Ctrl-Z. */
export const suiteStopped: Fault = {
  name: 'suite stopped',
  needs: 'any moment',
  lasts: [5, 12],
  tells: /the recorder was away|nothing was heard/,
  inject: async ({ suite }) => {
    suite('SIGSTOP')
    return () => suite('SIGCONT')
  },
}
