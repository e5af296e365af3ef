import { expect, test } from 'vitest'
import { recordedEvents } from '../../testing/traces.ts'
import { workloads } from '../../testing/workloads/workloads.ts'
import type { Lab } from '../lab/lab.ts'
import { WaitingLine } from './waiting-line.ts'

/** What is said some seconds after a wait was begun. */
async function saidIn(what: RegExp, seconds: number, lab?: Lab) {
  const waiting = new WaitingLine()
  const events = await recordedEvents('v1.37.2', lab)
  const begun = events.find((event) => event.type === 'awaiting' && what.test(event.what))
  if (begun?.type !== 'awaiting') throw new Error(`nobody waits for ${what.source}`)
  const now = begun.at + seconds * 1000
  for (const event of events)
    if (event.at <= now && (!('scenario' in event) || event.scenario === begun.scenario)) waiting.take(event)
  return waiting.text(now)
}

test('it is said what is awaited, what the pods do meanwhile, and how long it may take', async () => {
  expect(await saidIn(/does not come/, 3, workloads)).toMatch(
    /^… rolling: .*does not come \(pods: 3 ready, 1 stopping, 2 waiting\), 0:05 left$/,
  )
})

test('of pods that have ended it is said how, and of a schedule when it fires next', async () => {
  expect(await saidIn(/Complete or Failed at least 2$/, 10)).toMatch(
    /\(pods: 1 succeeded; next firing in 1:4\d\), 2:20 left$/,
  )
})
