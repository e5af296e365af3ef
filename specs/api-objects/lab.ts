import { join } from 'node:path'
import type { Lab } from '../../src/lab/lab.ts'
import { accepted } from './accepted.ts'
import { rest } from './rest/claims.ts'
import { proxy } from './proxy/claims.ts'
import { cronJobs } from './cronjobs/claims.ts'
import { jobs } from './jobs/claims.ts'

/** The lab: every step either has claims or a reason why it has none. */
export const lab: Lab = {
  title: 'API Objects',
  sections: [rest, proxy, jobs, cronJobs],
  accepted,
  noise: join(import.meta.dirname, 'noise.yaml'),
  module: import.meta.filename,
  manifests: join(import.meta.dirname, '../../manifests/api-objects'),
  traces: join(import.meta.dirname, '../../traces/api-objects'),
}
