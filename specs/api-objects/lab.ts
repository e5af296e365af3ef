import { placedIn, type Lab } from '../../src/lab/lab.ts'
import { accepted } from './accepted.ts'
import { rest } from './rest/claims.ts'
import { proxy } from './proxy/claims.ts'
import { cronJobs } from './cronjobs/claims.ts'
import { jobs } from './jobs/claims.ts'

/** The lab: every step either has claims or a reason why it has none. */
export const lab: Lab = {
  ...placedIn(import.meta.dirname),
  title: 'API Objects',
  period: 120,
  sections: [rest, proxy, jobs, cronJobs],
  watches: ['Job', 'CronJob', 'Deployment'],
  accepted,
}
