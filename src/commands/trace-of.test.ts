import { expect, test } from 'vitest'
import { UsageError } from '../errors.ts'
import { tracePath } from '../lab/recorded-traces.ts'
import { lab as smallLabs } from '../../testing/small-labs/small-labs.ts'
import { tinyLab } from '../../testing/tiny-lab.ts'
import { traceOf } from './trace-of.ts'

const { signal } = new AbortController()
const asked: string[] = []
const found = (name: string, lab = tinyLab) =>
  traceOf(lab, name, signal, async (_, kubernetes) => {
    asked.push(kubernetes)
    return 'made'
  })

test('the lab is worked through on a version of which no run is recorded, and on no other', async () => {
  expect(await found('v1.33')).toBe(tracePath(tinyLab, 'v1.33.13'))
  expect(await found(tracePath(tinyLab, 'v1.37.2'))).toBe(tracePath(tinyLab, 'v1.37.2'))
  expect(asked).toEqual([])
  expect(await found('v1.37.1')).toBe('made')
  expect(asked).toEqual(['v1.37.1'])
})

test('a run that is recorded of another lab is none of this one', async () => {
  expect(await found('v1.37', smallLabs)).toBe(tracePath(smallLabs, 'v1.37.2'))
  expect(await found('v1.33', smallLabs)).toBe('made')
  expect(tracePath(smallLabs, 'v1.37.2')).not.toBe(tracePath(tinyLab, 'v1.37.2'))
})

test('what is neither a trace nor a version is wrong usage', async () => {
  await expect(found('v1.12')).rejects.toThrow(UsageError)
  await expect(found('none.ndjson')).rejects.toThrow(UsageError)
})
