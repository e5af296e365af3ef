import { expect, test } from 'vitest'
import { chaosTable, rowsOf, runInWords, unexplainedOf } from './chaos-table.ts'
import { controllersKilled } from './faults/components.ts'
import { nodePaused } from './faults/node.ts'
import { podDeleted } from './faults/somebody.ts'
import type { Fault } from './fault.ts'
import type { Reason } from '../../src/property/reason.ts'
import type { JudgedByWorker } from '../../src/run/messages.ts'
import { wrongOf, type FaultyOutcome } from './outcome.ts'

const claim = (id: string, verdict: JudgedByWorker['verdict'], reason?: Reason): JudgedByWorker => ({
  id: id as JudgedByWorker['id'],
  scenario: 'single',
  verdict,
  found: [],
  ...(reason !== undefined && { reason }),
})
const leaseOfControllers: Reason = {
  kind: 'machine late',
  ailments: [{ kind: 'lease late', component: 'kube-controller-manager', seconds: 9 }],
}
const late = claim('job/late', 'blocked', leaseOfControllers)
const came = (fault: Fault) => ({ fault, moment: { afterBegin: 3 }, lasts: 0, pick: 0, at: 1 })
const outcome = (faults: FaultyOutcome['faults'], ...judged: JudgedByWorker[]): FaultyOutcome => ({
  number: 1,
  quick: true,
  faults,
  judged: [claim('job/right', 'holds'), claim('cronjob/left-out', 'not tried'), ...judged],
  unclaimed: [],
  left: [],
})
const row = (of: FaultyOutcome) => rowsOf([of])[0]

test('nothing that is other than in a quiet run', () => {
  expect(row(outcome([came(controllersKilled)]))).toMatchObject({
    count: 1,
    asQuiet: 1,
    blocked: 0,
    wrong: 0,
  })
})

test('blocked for its reason', () => {
  const found = outcome([came(controllersKilled)], late)
  expect(row(found)).toMatchObject({ asQuiet: 0, blocked: 1, wrong: 0 })
  expect(unexplainedOf(found)).toEqual([])
})

test('of several faults the one whose reason it is', () => {
  const rows = rowsOf([
    outcome([came(controllersKilled), came(podDeleted)], claim('job/late', 'blocked', leaseOfControllers)),
  ])
  expect(rows.find(({ kind }) => kind === controllersKilled.name)).toMatchObject({ blocked: 1 })
})

test('a change that no claim speaks of is wrong, unless somebody else made it', () => {
  const seen = (fault: Fault) => ({ ...outcome([came(fault)]), unclaimed: ['kubectl get pods: stdout'] })
  expect(row(seen(controllersKilled))).toMatchObject({ asQuiet: 0, wrong: 1 })
  expect(row(seen(podDeleted))).toMatchObject({ asQuiet: 1, wrong: 0 })
  expect(runInWords(seen(controllersKilled))).toContain('**unclaimed**: kubectl get pods: stdout')
})

test('blocked for a reason that no fault explains is wrong, and so is a new drift', () => {
  const odd = outcome(
    [came(nodePaused)],
    claim('job/odd', 'blocked', { kind: 'step broke', why: 'the moon is full' }),
  )
  expect(row(odd)).toMatchObject({ wrong: 1 })
  const drift = outcome([came(nodePaused)], claim('job/odd', 'new drift'))
  expect(row(drift)).toMatchObject({ wrong: 1 })
  expect(wrongOf(drift)).toHaveLength(1)
})

test.each<[string, Reason]>([
  ['its state was not given', { kind: 'state not given', state: 'two Pods run' }],
  ['its state was not kept', { kind: 'state not kept', state: 'two Pods run', line: 'kubectl get pods' }],
])('blocked since a claim says itself that %s needs no fault', (_, reason) => {
  expect(unexplainedOf(outcome([came(nodePaused)], claim('job/two', 'blocked', reason)))).toEqual([])
})

test('what somebody else deleted may be noticed, but heals nothing', () => {
  expect(row(outcome([came(podDeleted)], claim('job/five', 'new drift')))).toMatchObject({
    noticed: 1,
    wrong: 0,
  })
  expect(row(outcome([came(podDeleted)], claim('job/five', 'healed')))).toMatchObject({
    noticed: 0,
    wrong: 1,
  })
})

test('a fault that did not come counts for nothing', () => {
  const { at: _, ...missed } = came(nodePaused)
  expect(row(outcome([missed]))).toMatchObject({ count: 0, notDone: 1, asQuiet: 0 })
})

test('the report names runs, faults and claims', () => {
  const text = chaosTable([{ ...outcome([came(controllersKilled)], late), left: ['folder x'] }], 7)
  expect(text).toMatch(/Seed 7/)
  expect(text).toMatch(/\| kube-controller-manager killed +\| +1 \|/)
  expect(text).toMatch(
    /blocked \(blocked: kube-controller-manager renewed its lease late by 9.0 s\): job\/late/,
  )
  expect(text).toMatch(/\*\*left behind\*\*: folder x/)
})
