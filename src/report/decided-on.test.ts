import { describe, expect, test } from 'vitest'
import { lab } from '../../specs/api-objects/lab.ts'
import { countsAs } from '../judge/verdict.ts'
import type { Source } from '../property/source.ts'
import { recordedReport } from '../../testing/recorded-report.ts'
import { tiny } from '../../testing/tiny-reports.ts'
import type { Job } from '../trace/kinds.ts'
import type { Command } from '../trace/world.ts'
import { decidedOn } from './decided-on.ts'
import type { ReportedConjunct } from './report.ts'
import { scenarioRecords, type ObjectChange, type ScenarioRecord } from '../trace/scenario-record.ts'

const second = (number: number) => 1000 * number
const command = (number: number): Command => ({
  number,
  line: 'kubectl get job',
  because: 'lab',
  typedAt: second(number),
  files: new Map(),
  inputs: [],
  stdout: '',
  stderr: '',
})
const change = (at: number, how: ObjectChange['change'], resourceVersion: string): ObjectChange => {
  const metadata = { name: 'sleepy', uid: 'u', resourceVersion, creationTimestamp: '' }
  const object: Job = { kind: 'Job', metadata, spec: {}, status: {} }
  return { at: second(at), change: how, object }
}
const record: ScenarioRecord = {
  name: 'single',
  namespace: 'lab-single',
  isWhole: true,
  from: 0,
  to: second(9),
  commands: [command(3), command(4), command(5)],
  changes: [change(1, 'added', '1'), change(2, 'modified', '2'), change(6, 'deleted', '2')],
}
const looking = (at: number, ...sources: Source[]): ReportedConjunct => ({
  what: 'what its sources say',
  when: 'at first',
  expected: 'a',
  answer: 'holds',
  look: { at: new Date(second(at)).toISOString(), found: 'a', sources },
})
const ofCommand = (number: number): Source => ({ type: 'command', command: number, part: 'stdout' })
const ofJob = (resourceVersion: string): Source => ({
  type: 'object',
  kind: 'Job',
  uid: 'u',
  resourceVersion,
})

describe('of what was looked at', () => {
  const found = (...conjuncts: ReportedConjunct[]) => decidedOn(conjuncts, record)

  test('commands are found by their number, each once, in the order they were typed', () => {
    const { commands } = found(looking(8, ofCommand(5), ofCommand(3)), looking(8, ofCommand(5)))
    expect(commands.map(({ number }) => number)).toEqual([3, 5])
  })
  test('an object is found by its revision, each once', () => {
    const { objects } = found(looking(5, ofJob('1')), looking(5, ofJob('2'), ofJob('1')))
    expect(objects).toEqual(record.changes.slice(0, 2))
  })
  test('an object that was gone by then is, and before that is not', () => {
    expect(found(looking(5, ofJob('2'))).objects).toEqual([record.changes[1]])
    expect(found(looking(6, ofJob('2'))).objects).toEqual([record.changes[2]])
  })
  test('a kind without objects, a token and nothing to see are nothing to show', () => {
    const { look: _, ...unseen } = looking(5)
    const { commands, objects } = found(
      looking(5, { type: 'kind', kind: 'Job' }, { type: 'token', name: '<token 1>' }),
      unseen,
    )
    expect([...commands, ...objects]).toEqual([])
  })
})

test('every claim that was judged was decided on something that the trace has', async () => {
  const { claims } = await recordedReport(lab, tiny.events)
  const judged = claims.filter(({ verdict }) => countsAs[verdict] === 'pass' || countsAs[verdict] === 'fail')
  const records = scenarioRecords(tiny.events)
  for (const { id, scenario, conjuncts } of judged) {
    const named = conjuncts.flatMap(({ look }) => look?.sources ?? [])
    const { commands, objects } = decidedOn(conjuncts, records.get(scenario) ?? record)
    const found = [
      ...commands.map(({ number }) => number),
      ...objects.map(({ object }) => object.metadata.uid),
    ]
    expect(found.length, id).toBeGreaterThan(0)
    const expected = named.flatMap((source): (string | number)[] =>
      source.type === 'command' ? [source.command] : source.type === 'object' ? [source.uid] : [],
    )
    expect(found, id).toEqual(expect.arrayContaining(expected))
  }
})
