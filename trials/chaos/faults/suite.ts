import type { Fault } from '../fault.ts'
import { wasIll } from '../tells.ts'

/** The process that records stands still, as after Ctrl-Z. */
export const suiteStopped: Fault = {
  name: 'suite stopped',
  needs: 'any moment',
  lasts: [5, 12],
  tells: wasIll(['recorder away', 'API server silent']),
  inject: async ({ suite }) => {
    suite('SIGSTOP')
    return () => suite('SIGCONT')
  },
}
