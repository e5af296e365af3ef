import { defineConfig } from 'vitest/config'
import { LabOrder } from './src/judge/lab-order.ts'

export default defineConfig({
  test: {
    // The lab's own order; the project's tests do not care.
    sequence: { sequencer: LabOrder },
    projects: [
      {
        // The project's own tests: no cluster, recorded traces only.
        test: { name: 'unit', include: ['src/**/*.test.ts'] },
      },
      {
        // The lab, judged on the trace that is provided (a file, growing or done): see src/judge/judge-lab.ts.
        test: {
          name: 'lab',
          include: ['specs/**/*.spec.ts'],
          setupFiles: ['src/judge/claims-as-tests.ts'],
          // One worker that keeps what it has read: the trace is parsed once, the claims are printed in the lab's order.
          isolate: false,
          maxWorkers: 1,
          fileParallelism: false,
          // A claim is decided by the trace; its time limits are there.
          testTimeout: 0,
        },
      },
    ],
  },
})
