import { expect, test } from 'vitest'
import { clockSet, machineFrozen, noFault } from './faults.ts'
import { firingAfter } from './next-firing.ts'

const minute = 60_000
const period = 2 * minute
const late = 100

test('a Job is made when its time comes, and a little later', () => {
  expect(firingAfter(50_000, 0, period, late, noFault)).toEqual({ moment: period + late, scheduled: period })
})

test('a machine that stands still then makes it when it goes on', () => {
  const frozen = machineFrozen(period - 3000, 20_000)
  const { moment, scheduled } = firingAfter(50_000, 0, period, late, frozen)
  expect([frozen.clock(moment), scheduled]).toEqual([period + 17_000, period])
})

test('a clock that is set forward makes it late: the controller sleeps on', () => {
  const set = clockSet(minute, 5000)
  const { moment, scheduled } = firingAfter(50_000, 0, period, late, set)
  expect([set.clock(moment), scheduled]).toEqual([period + 5000 + late, period])
})

test('one that is set back lets it sleep again', () => {
  const set = clockSet(minute, -5000)
  const { moment, scheduled } = firingAfter(50_000, 0, period, late, set)
  expect([moment, scheduled]).toEqual([period + 5000 + late, period])
})

test('of two times that are past the newer one is taken', () => {
  const set = clockSet(50_000, minute)
  expect(firingAfter(40_000, 0, minute, late, set).scheduled).toBe(2 * minute)
})

test('no time comes twice', () => {
  const set = clockSet(period + 1000, -minute)
  expect(firingAfter(period + 2000, period, period, late, set).scheduled).toBe(2 * period)
})
