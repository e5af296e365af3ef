import type { Section } from '../src/lab/section.ts'

/** The lab, section by section: every step either has claims in the spec beside this file, or a reason why it has none. */
export const outline: readonly Section[] = [
  {
    exercise: 'rest',
    title: '6.1 RESTful API access',
    spec: '6.1-rest',
    anchor: '6.1',
    steps: 8,
    withoutClaim: {},
  },
  {
    exercise: 'proxy',
    title: '6.2 Using the proxy',
    spec: '6.2-proxy',
    anchor: '6.2',
    steps: 4,
    withoutClaim: {
      '6.2': 'how to narrow down a failing request is advice, and says nothing of what happens here',
    },
  },
  {
    exercise: 'job',
    title: '6.3 Working with Jobs',
    spec: '6.3-jobs',
    anchor: '6.3j',
    steps: 14,
    withoutClaim: {
      '6.3j.1': 'edits a file: it is manifests/job.yaml, which the next step creates',
      '6.3j.5': 'edits a file: the next step creates it',
      '6.3j.9': 'edits a file: the next step creates it',
      '6.3j.14': 'deletes as 6.3j.4 did',
      '6.3j': 'that output depends on how fast one types is said of the printed figures, not of Kubernetes',
    },
  },
  {
    exercise: 'cronjob',
    title: '6.3 Working with CronJobs',
    spec: '6.3-cronjobs',
    anchor: '6.3c',
    steps: 7,
    withoutClaim: {
      '6.3c.1': 'copies a file',
    },
  },
]
