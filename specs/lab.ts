import { join } from 'node:path'
import type { Lab } from '../src/lab/lab.ts'
import { accepted } from './accepted.ts'
import { rest } from './6.1-rest.spec.ts'
import { proxy } from './6.2-proxy.spec.ts'
import { cronJobs } from './6.3-cronjobs.spec.ts'
import { jobs } from './6.3-jobs.spec.ts'

/** The lab: every step either has claims or a reason why it has none. */
export const lab: Lab = {
  title: 'API Objects',
  sections: [rest, proxy, jobs, cronJobs],
  accepted,
  noise: join(import.meta.dirname, 'noise.yaml'),
  module: import.meta.filename,
  manifests: join(import.meta.dirname, '../manifests'),
}
