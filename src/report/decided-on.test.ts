import { expect, test } from 'vitest'
import { decidedOn } from './decided-on.ts'
import { recordedReport } from './recorded-report.ts'
import { scenarioRecords, type ScenarioRecord } from './scenario-record.ts'

const { report, events } = await recordedReport()
const records = scenarioRecords(events)
const empty: ScenarioRecord = {
  name: 'none',
  namespace: undefined,
  from: 0,
  to: 0,
  commands: [],
  changes: [],
  files: new Map(),
}
const recordOf = (scenario: string) => records.get(scenario) ?? empty
const found = (id: string) => {
  const claim = report.claims.find((one) => one.id === id)
  return decidedOn(claim?.evidence ?? [], recordOf(claim?.scenario ?? ''))
}

test('every claim was decided on something that the trace has: a command or an object', () => {
  for (const { id, scenario, evidence } of report.claims) {
    const { commands, objects } = decidedOn(evidence, recordOf(scenario))
    expect(commands.length + objects.length, id).toBeGreaterThan(0)
  }
})

test('every line that is named is found among what was typed', () => {
  for (const { id, scenario, evidence } of report.claims) {
    const named = new Set(
      evidence.flatMap(({ of }) => [...of.matchAll(/“([^”]+)”/g)].map(([, line]) => line)),
    )
    const lines = new Set(decidedOn(evidence, recordOf(scenario)).commands.map(({ line }) => line))
    for (const line of named) expect(lines, id).toContain(line)
  }
})

test('of a line that was typed twice it is the run that was looked at', () => {
  expect(found('job/starts-at-zero').commands.map(({ stdout }) => stdout)).toEqual([
    expect.stringContaining('0/1'),
  ])
  expect(found('cronjob/last-schedule').commands.at(-1)?.stdout).toMatch(/\d+s/)
})

test('an object is shown as it was at the time of the look', () => {
  const [job] = found('job/starts-at-zero').objects
  expect(job).toMatchObject({ isDeleted: false, object: { kind: 'Job', status: {} } })
  expect(job?.object).not.toHaveProperty('status.succeeded')
  const [later] = found('job/completes').objects
  expect(later?.object).toHaveProperty('status.succeeded', 1)
})

test('what was named by a pattern is found by it', () => {
  const look = { at: report.started, of: '/^kubectl get j/ prints', expected: '', found: '' }
  const record = recordOf('single')
  const at = new Date(record.to).toISOString()
  expect(decidedOn([{ ...look, at }], record).commands.map(({ line }) => line)).toEqual([
    'kubectl get jobs.batch sleepy -o yaml',
  ])
})
