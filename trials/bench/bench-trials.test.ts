import { expect, test } from 'vitest'
import { lab } from '../../specs/api-objects/lab.ts'
import { claimsOf } from '../../src/lab/lab.ts'
import { worldChangeInWords } from '../../src/lab/counterexample.ts'
import { benchTrialsOf } from './bench-trials.ts'
import { trialsOf } from '../falsify/trials.ts'

const trials = trialsOf(claimsOf(lab))
const none = [{ path: 'test.sh', text: '' }]
const typing = [{ path: 'test.sh', text: 'kubectl proxy --api-prefix=/ &\nsleep 1' }]

const found = (...peers: Parameters<typeof benchTrialsOf>[1]) =>
  benchTrialsOf(trials, peers).map(({ claim, change }) => `${claim}: ${worldChangeInWords(change)}`)

test('manifests that are patched are tried on all, lines only where somebody types them', () => {
  expect(found(none)).toContain('two: spec.parallelism: 3')
  expect(found(none).filter((words) => words.includes('typed as'))).toEqual([])
  expect(found(none, typing).filter((words) => words.includes('typed as'))).toContain(
    'proxy: “kubectl proxy --api-prefix=/ &” typed as “kubectl proxy --api-prefix=/ --port=0 &”',
  )
})

test('a change that changes nothing for others is left out, and one that is made for an account is made for all', () => {
  expect(found(none)).not.toContain('cron: apiVersion: "batch/v1"')
  const opened = found(none).filter((words) => words.includes('lab-account'))
  expect(opened).toHaveLength(1)
  expect(opened[0]).toContain('--group=system:serviceaccounts')
})
