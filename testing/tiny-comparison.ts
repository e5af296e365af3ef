import { cleaned } from '../src/cleaned.ts'
import type { Comparison } from '../src/compare/comparison.ts'

/** A comparison with a change of each owner. */
export const tinyComparison = cleaned<Comparison>({
  versions: [
    { server: 'v1.33.13', kubectl: 'v1.33.13' },
    { server: 'v1.37.2', kubectl: 'v1.33.13' },
  ],
  changes: [
    {
      of: 'kubectl run -i -t busybox',
      place: 'stdout',
      values: [null, 'All is recorded.\nPress <enter>.'],
      seenIn: [{ scenario: 'rest' }],
      owner: { type: 'nobody' },
    },
    {
      of: 'kubectl delete jobs.batch sleepy',
      place: 'stdout',
      values: ['job.batch "sleepy" deleted', 'job.batch "sleepy" deleted from default namespace'],
      seenIn: [{ scenario: 'single' }, { scenario: 'cron', run: 'atTheEnd' }],
      owner: { type: 'drift', claims: [{ id: 'job/delete-message', since: '1.34', axis: 'kubectl' }] },
    },
    {
      of: 'kubectl get jobs',
      place: 'stdout COMPLETIONS[sleepy]',
      values: ['2/5', '3/5'],
      seenIn: [{ scenario: 'parallel' }],
      owner: { type: 'claim', claims: [{ id: 'job/parallel-until-five' }] },
    },
    {
      of: 'curl $server/version',
      place: 'stdout minor',
      values: ['33', '37'],
      seenIn: [{ scenario: 'rest' }],
      owner: { type: 'accepted', because: 'it names the version' },
    },
  ],
  uncompared: [{ scenario: 'proxy', of: 'kubectl proxy', because: 'only the second run has it' }],
})
