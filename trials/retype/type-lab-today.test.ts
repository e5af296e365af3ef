import { expect, test } from 'vitest'
import { describe as describeJob } from '../../specs/api-objects/jobs/student.ts'
import { lab } from '../../specs/api-objects/lab.ts'
import { textOf } from '../../src/property/line.ts'
import type { Returned, Student } from '../../src/lab/scenario.ts'
import { labToday } from '../../src/report/lab-today/lab-today.ts'
import { columnOf } from '../../src/report/matrix/column-of.ts'
import { recordedEvents } from '../../testing/traces.ts'
import { asSeen } from '../../src/trace/as-seen.ts'
import type { Command } from '../../src/trace/world.ts'
import { noiseOf } from '../../src/compare/noise-of.ts'
import { PrintedLab } from './printed-lab.ts'
import { typeLabToday, type Retyped } from './type-lab-today.ts'

const events = await recordedEvents('v1.37.2')
const sections = labToday(columnOf(lab, 'v1.37.2', events).report, events)
const commands = sections.flatMap(({ steps }) =>
  steps.flatMap((step) => step.typed.map(({ command }) => command)),
)
const printed = new PrintedLab(events, await noiseOf(lab))

/** Types all to somebody who answers as was recorded, but for what a test changes. */
async function typed(change: (answer: Returned, line: string, look: number) => Returned) {
  const done: Retyped[] = []
  const hands: string[] = []
  const next = () => commands.filter(({ inputs }) => inputs.length === 0)[done.length]
  let looks = 0
  const student: Partial<Student> = {
    typesAlso: async (line) => {
      hands.push(textOf(line))
      const command = next()
      if (command?.line !== line) return { code: 0, stdout: '', stderr: '' }
      looks = hands.at(-2) === line ? looks + 1 : 1
      return change(answerOf(command), command.line, looks)
    },
    opens: async (line) => ({
      types: async (text) => void hands.push(`${textOf(line)} < ${text}`),
      presses: async (...keys) => void hands.push(`${textOf(line)} < ${keys.join(' ')}`),
      shows: async () => {},
      ends: async () => {},
    }),
    waits: async () => {},
  }
  const redact = (text: string) => text
  await typeLabToday(student as Student, sections, printed, redact, (one) => done.push(one))
  return { done, hands }
}

const answerOf = ({ code = null, stdout, stderr, number }: Command): Returned => {
  const typedIn = events.find((event) => event.type === 'typed' && event.command === number)
  const namespace = events.flatMap((event) =>
    event.type === 'scenario' && typedIn?.type === 'typed' && event.scenario === typedIn.scenario
      ? (event.namespace ?? [])
      : [],
  )[0]
  return { code, stdout: asSeen(stdout, namespace), stderr: asSeen(stderr, namespace) }
}

test('each line is typed once where it gives what is printed, with its files before it', async () => {
  const { done, hands } = await typed((answer) => answer)
  expect(done.flatMap(({ changed }) => changed)).toEqual([])
  expect(new Set(done.map(({ looks }) => looks))).toEqual(new Set([1]))
  const own = new Set(commands.map(({ line }) => line))
  expect(hands.filter((hand) => own.has(hand))).toEqual(
    commands.filter(({ inputs }) => inputs.length === 0).map(({ line }) => line),
  )
  const create = hands.indexOf('kubectl create -f job.yaml')
  expect(hands[create - 1]).toMatch(/^cat > job\.yaml <<'the end'\napiVersion: batch\/v1\n[^]*\nthe end$/)
  expect(hands.filter((hand) => hand.endsWith('--all'))).toHaveLength(sections.length)
})

test('keys are pressed when they were, between the lines of others', async () => {
  const { hands } = await typed((answer) => answer)
  const begin = hands.indexOf('bash --norc -i < kubectl proxy --api-prefix=/ &')
  expect(hands.slice(begin, begin + 5)).toEqual([
    'bash --norc -i < kubectl proxy --api-prefix=/ &',
    'bash --norc -i < ',
    'curl http://127.0.0.1:8001/api/',
    'curl http://127.0.0.1:8001/api/v1/namespaces',
    'bash --norc -i < kill %1; wait; exit',
  ])
  expect(hands).toContain('kubectl proxy < Ctrl-C')
})

test('a line that only looks is typed until it shows what is printed', async () => {
  const { done } = await typed((answer, line, look) =>
    line === describeJob && look < 3
      ? { ...answer, stdout: answer.stdout.replace('Annotations:      <none>', 'Annotations:      a: b') }
      : answer,
  )
  expect(done.flatMap(({ changed }) => changed)).toEqual([])
  expect(done.filter(({ looks }) => looks !== 1).map(({ typed: { line }, looks }) => [line, looks])).toEqual([
    [describeJob, 3],
  ])
})

test('a line that does something is typed once, and what came back otherwise is told', async () => {
  const { done } = await typed((answer, line) =>
    line === 'kubectl delete jobs.batch sleepy' ? { code: 1, stdout: '', stderr: 'not found' } : answer,
  )
  const changed = done.filter((one) => one.changed.length > 0)
  expect(new Set(changed.map(({ typed: { line } }) => line))).toEqual(
    new Set(['kubectl delete jobs.batch sleepy']),
  )
  expect(changed.map(({ looks }) => looks)).toEqual(changed.map(() => 1))
})
