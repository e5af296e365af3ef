import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const path = (...parts: string[]) => join(import.meta.dirname, ...parts)

/** Tests that only compute, and leave nothing behind in their process: they share it, with what it has imported. */
const computing = [
  'src/{compare,judge,lab,proofread,property,report}/**/*.test.ts',
  // Those of redaction have all that leaves their process searched, or measure that.
  'src/trace/!(redaction*).test.ts',
  'specs/**/*.test.ts',
  'trials/{kit,mutations,stalls,worlds}/**/*.test.ts',
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
    // The lab is judged on the trace that TRACE names, which may still be growing, or on its newest recorded run.
    provide: {
      lab: path('specs/api-objects/lab.ts'),
      trace: process.env['TRACE'],
    },
    // By default one core is left to somebody who waits at it.
    maxWorkers: '100%',
    projects: [
      { test: { ...own, name: 'unit', include: computing, isolate: false } },
      {
        test: {
          ...own,
          name: 'alone',
          include: ['{src,specs,testing,trials}/**/*.test.ts'],
          exclude: computing,
        },
      },
      {
        // A claim is decided by the trace, and its time limits are there.
        test: { name: 'lab', include: ['src/judge/claims.spec.ts'], testTimeout: 0 },
      },
    ],
  },
})
