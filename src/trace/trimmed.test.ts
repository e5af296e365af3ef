import { expect, test } from 'vitest'
import { recordedEvents, recordedVersions } from '../../testing/traces.ts'
import { untrimmed } from '../../testing/untrimmed.ts'
import { trimmed } from './trimmed.ts'

const events = await recordedEvents('v1.37.2')
const whole = untrimmed(events)

test('volumes and images of Pods go, all else stays as it was', () => {
  const before = structuredClone(whole)
  expect(trimmed(whole)).toEqual(events)
  expect(whole).toEqual(before)
})

test.each(recordedVersions)('the kept trace of %s is trimmed', async (version) => {
  const kept = await recordedEvents(version)
  expect(trimmed(kept)).toEqual(kept)
})
