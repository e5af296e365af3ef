import { expect, test } from 'vitest'
import { lacking, uncleanIn } from '../../testing/said.ts'

const whole = '/tmp/trace.ndjson:3: expected a trace event, found nothing. Record the trace again.'

test.each([
  [whole, undefined],
  [whole.replace('/tmp/', ''), 'it does not say where: /tmp/trace.ndjson'],
  [whole.replace('expected', 'wanted'), 'it does not say what was expected and what was found'],
  [whole.replace(' Record the trace again.', ''), 'it does not say what to do'],
  [whole + 'x'.repeat(2000), 'it has more than 2000 characters'],
])('%s', (text, found) => {
  expect(lacking(text, '/tmp/trace.ndjson')).toBe(found)
})

test.each([
  [`${whole}\n\tand more`, undefined],
  [new Error('x').stack ?? '', 'a stack'],
  ['Error: x\n    at JSON.parse (<anonymous>)', 'a stack'],
  ['\u001B[31mred', 'a control character: U+001b'],
  ['a\u202Eb', 'a control character: U+202e'],
])('%j', (text, found) => {
  expect(uncleanIn(text)).toBe(found)
})
