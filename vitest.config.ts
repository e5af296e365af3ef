import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const path = (...parts: string[]) => join(import.meta.dirname, ...parts)

/** Tests that need a process of their own. All others share one, with what it has imported, and leave it as they found it. */
const alone = [
  // Another module stands in for one that others need as it is.
  'src/*/{engine,build-node-image}.test.ts',
  'trials/chaos/tells.test.ts',
  // All that leaves their process is searched, or it is measured what it takes.
  'src/trace/redaction*.test.ts',
]

/** The project's own tests: no cluster, recorded traces only. A machine may be busy meanwhile. */
const own = {
  testTimeout: 60_000,
  // Many of them have real processes and real time, which a busy machine may starve. Those that pass only when they are
  // tried again are named at the end.
  retry: 1,
  globalSetup: 'testing/compile-cache.ts',
}

export default defineConfig({
  test: {
    // Each lab, or the one that LAB names, is judged on its newest recorded run, or on the trace that TRACE names, which may
    // still be growing.
    provide: {
      labs: path('specs'),
      lab: process.env['LAB'],
      trace: process.env['TRACE'],
    },
    // Node itself imports what tests need, as it does for users, and compiles each module once for all processes.
    experimental: { viteModuleRunner: false },
    // Much is read and parsed, and little of it is kept: with more room for what is new, a tenth of the time is saved.
    execArgv: ['--max-semi-space-size=64'],
    // By default one core is left to somebody who waits at it.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          ...own,
          name: 'unit',
          include: ['{src,specs,testing,trials}/**/*.test.ts'],
          exclude: alone,
          isolate: false,
        },
      },
      { test: { ...own, name: 'alone', include: alone } },
      {
        // A claim is decided by the trace, and its time limits are there.
        test: { name: 'lab', include: ['src/judge/claims.spec.ts'], testTimeout: 0 },
      },
    ],
  },
})
