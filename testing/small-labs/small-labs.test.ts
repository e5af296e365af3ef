import { expect, test } from 'vitest'
import { judgeAllRecorded } from '../../src/judge/judge.ts'
import { reasonInWords } from '../../src/property/reason-words.ts'
import { claimsOf } from '../../src/lab/lab.ts'
import { newestTrace } from '../../src/lab/recorded-traces.ts'
import { Trace } from '../../src/trace/trace.ts'
import { lab } from './small-labs.ts'

const events = await Array.fromAsync(new Trace(newestTrace(lab)))
const judged = judgeAllRecorded(claimsOf(lab), events).map(({ id, verdict, reason }) => ({
  id,
  verdict,
  reason: reason && reasonInWords(reason),
}))
const why = (id: string) => judged.find((one) => one.id === id)?.reason

test('what a secret decides is blocked, and all else of it is right', () => {
  const own = judged.filter(({ id }) => id.startsWith('secret-in-variable/'))
  const verdicts = Object.fromEntries(own.map(({ id, verdict }) => [id.replace(/^.*\//, ''), verdict]))
  expect(verdicts).toEqual({
    'is-created': 'holds',
    'is-there-already': 'holds',
    'pod-runs': 'holds',
    'variable-is-set': 'holds',
    'false-variable-is-not-set': 'blocked',
    'false-program-is-there': 'new drift',
    'false-other-variable': 'new drift',
    'unknown-value-in-text': 'blocked',
    'unknown-sameness': 'blocked',
    'unknown-absence': 'blocked',
    'unknown-length': 'blocked',
  })
  const reasons = own.flatMap(({ verdict, reason }) => (verdict === 'blocked' ? [reason] : []))
  expect(new Set(reasons)).toEqual(
    new Set(['it hangs on a secret, of which the trace has no more than a name']),
  )
})

test('a pod that is meant not to start hides no false claim, and one that is not does so in its own scenario', () => {
  const ofFalse = judged.filter(({ id }) => /^(?!secret).*\/false/.test(id))
  expect(ofFalse.map(({ id, verdict }) => `${id}: ${verdict}`)).toEqual([
    'not-started/false-all-pods-run: new drift',
    'unexpected/false-all-pods-run: blocked',
    'bystander/false-nothing-is-listed: new drift',
  ])
  expect(why('unexpected/false-all-pods-run')).toMatch(/the container of absent can't start: ErrImagePull/)
  const others = judged.filter(({ id }) => /^(not-started|unexpected)\/(?!false)/.test(id))
  expect(new Set(others.map(({ verdict }) => verdict))).toEqual(new Set(['holds']))
})

test('the secret is nowhere in the trace but where it was typed first', () => {
  const text = events.map((event) => JSON.stringify(event)).filter((line) => line.includes('s3cretvalue'))
  expect(text.map((line) => JSON.parse(line) as object)).toMatchObject([{ type: 'typed', run: 'first' }])
})
