import { expect, test } from 'vitest'
import { stdout } from '../property/answers.ts'
import { is } from '../property/matcher.ts'
import { GaveUp } from './gave-up.ts'
import { studentAt } from './student-at.ts'
import { aLongTime, aMoment, testDesk } from '../../testing/test-desk.ts'

test('why a line is typed is in the trace', async () => {
  await using desk = await testDesk()
  const student = studentAt(desk)
  await student.types('true')
  await student.typesInstead('true')
  await student.typesAlso('true')
  await student.opens('true')
  const typed = desk.events.filter(({ type }) => type === 'typed')
  expect(typed).toMatchObject(['lab', 'instead', 'also', 'lab'].map((because) => ({ because })))
})

test('what is typed belongs to the step that the student has come to', async () => {
  await using desk = await testDesk()
  const student = studentAt(desk)
  await student.types('true')
  student.comesTo('2.1')
  await student.types('true')
  await student.opens('true')
  const typed = desk.events.filter((event) => event.type === 'typed')
  expect(typed.map(({ step }) => step)).toEqual([undefined, '2.1', '2.1'])
})

test('the student goes on when the limit is over, and gives up what needs it', async () => {
  await using desk = await testDesk()
  const student = studentAt(desk)
  expect(await student.sees(stdout('echo a'), is('a'), aMoment)).toBe(false)
  await expect(student.needs(stdout('echo a'), is('a'), aMoment)).rejects.toThrow(GaveUp)
  await student.types('echo a')
  expect(await student.sees(stdout('echo a'), is('a'), aMoment)).toBe(true)
  await student.needs(stdout('echo a'), is('a'), aMoment)
})

test('what the student waits for, and until when, is in the trace', async () => {
  await using desk = await testDesk()
  const student = studentAt(desk)
  await student.waits(aMoment)
  await student.sees(stdout('echo a'), is('a'), aMoment)
  expect(desk.events).toMatchObject([
    { type: 'awaiting', scenario: 'test', what: 'a moment', until: expect.any(Number) },
    { type: 'awaiting', scenario: 'test', what: 'the output of “echo a” a', until: expect.any(Number) },
  ])
})

test('the end of the run ends waiting at once, also when nothing more is written', async () => {
  await using desk = await testDesk()
  const waiting = studentAt(desk).waits(aLongTime)
  desk.writer.end('interrupted')
  desk.end(new Error('over'))
  await expect(waiting).rejects.toThrow('over')
})
