/** A claim that every tool is to say, as far as it can. */
export interface BenchClaim {
  /** What it says. */
  says: string
  /** The manifest that it is about, and what is edited in it, by path. */
  manifest?: { file: 'job.yaml' | 'cronjob.yaml'; edits: Readonly<Record<string, unknown>> }
  /** The scenarios of the lab that are about the same: their counterexamples can be tried on it. */
  scenarios: readonly string[]
}

const fiveByTwo = { 'spec.completions': 5, 'spec.parallelism': 2 }

/** The claims that are compared, each of one kind that the lab makes. */
export const benchClaims = {
  five: {
    says: 'a Job is 5/5, after five times its sleep',
    manifest: { file: 'job.yaml', edits: { 'spec.completions': 5 } },
    scenarios: ['completions', 'single'],
  },
  two: {
    says: 'its pods run two at a time, and never three',
    manifest: { file: 'job.yaml', edits: fiveByTwo },
    scenarios: ['parallel'],
  },
  deadline: {
    says: 'it fails at its deadline of 15 s, with the reason',
    manifest: {
      file: 'job.yaml',
      edits: {
        ...fiveByTwo,
        'spec.activeDeadlineSeconds': 15,
        'spec.template.spec.containers.0.args.0': '5',
      },
    },
    scenarios: ['deadline'],
  },
  forbidden: {
    says: 'with the token of a service account the answer is 403',
    scenarios: ['rest'],
  },
  proxy: {
    says: 'the proxy serves on port 8001 of the loopback address only',
    scenarios: ['proxy'],
  },
  cron: {
    says: 'a CronJob makes a Job every two minutes',
    manifest: { file: 'cronjob.yaml', edits: { apiVersion: 'batch/v1' } },
    scenarios: ['cron', 'history'],
  },
} as const satisfies Record<string, BenchClaim>

export type BenchClaimName = keyof typeof benchClaims

/** Their names, in their order. */
export const benchClaimNames = Object.keys(benchClaims) as BenchClaimName[]

/** Whether a word is the name of one. */
export const isBenchClaim = (word: string): word is BenchClaimName => word in benchClaims

/** The claims about Jobs, and those about who may reach the API. */
export const ofJobs: readonly BenchClaimName[] = ['five', 'two', 'deadline']
export const ofAccess: readonly BenchClaimName[] = ['forbidden', 'proxy']
