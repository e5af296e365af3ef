import { expect, test } from 'vitest'
import { Agenda } from './agenda.ts'

test('what is noted comes in the order of moments, then of ranks, then as long as it has waited', () => {
  const agenda = new Agenda()
  const done: string[] = []
  const note = (name: string, moment: number, rank: number, since: number) =>
    agenda.note({ moment, rank, since, act: () => done.push(name) })
  note('last', 2, 0, 2)
  note('third', 1, 1, 1)
  note('second', 1, 0, 1)
  note('first', 1, 0, 0)
  note('after the second', 1, 0, 1)
  for (let next = agenda.next(); next; next = agenda.next()) next.act()
  expect(done).toEqual(['first', 'second', 'after the second', 'third', 'last'])
})
