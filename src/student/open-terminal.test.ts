import { expect, test } from 'vitest'
import { types } from '../lab/counterexample.ts'
import { UsageError } from '../errors.ts'
import { ending } from '../property/answers.ts'
import { runs } from '../property/line.ts'
import { openTerminal } from './open-terminal.ts'
import { aLongTime, aMoment, testDesk } from '../../testing/test-desk.ts'

test('a program in a terminal shows, takes keys and ends', async () => {
  await using desk = await testDesk()
  const terminal = await openTerminal('echo who; read name; echo "hello $name"', desk)
  expect(await terminal.shows('who', aLongTime)).toBe(true)
  await terminal.types('you')
  expect(await terminal.shows('hello you', aLongTime)).toBe(true)
  expect(await terminal.ends(aLongTime)).toBe(true)
  const screen = desk.events
    .filter(({ type }) => type === 'output')
    .map((event) => 'text' in event && event.text)
  expect(screen.join('')).toBe('who\nyou\nhello you\n')
  expect(desk.events.find(({ type }) => type === 'input')).toMatchObject({ command: 1, text: 'you' })
  expect(desk.events.find(({ type }) => type === 'exited')).toMatchObject({
    command: 1,
    code: 0,
    bytes: { stdout: 18, stderr: 0 },
  })
})

test('what a screen showed before the last keys is not waited for', async () => {
  await using desk = await testDesk()
  const terminal = await openTerminal('echo once; sleep 60', desk)
  await terminal.shows('once', aLongTime)
  await terminal.types('more')
  expect(await terminal.shows('once', aMoment)).toBe(false)
  expect(await terminal.ends(aMoment)).toBe(false)
})

test('Ctrl-C is in the trace, and ends the program', async () => {
  await using desk = await testDesk()
  const terminal = await openTerminal('echo ready; sleep 60', desk)
  await terminal.shows('ready', aLongTime)
  await terminal.presses('Ctrl-C')
  expect(await terminal.ends(aLongTime)).toBe(true)
  expect(desk.events.find(({ type }) => type === 'input')).toMatchObject({ text: 'Ctrl-C' })
})

test('keys are pressed one after another, and are in the trace by their names', async () => {
  await using desk = await testDesk()
  const terminal = await openTerminal(
    'stty raw -echo; echo ready; dd bs=1 count=9 status=none | od -An -c',
    desk,
  )
  await terminal.shows('ready', aLongTime)
  await terminal.presses('Esc', ':q!', 'Up', 'Ctrl-D', 'Enter')
  await terminal.ends(aLongTime)
  const shown = desk.events.flatMap((event) => (event.type === 'output' ? event.text : [])).join('')
  expect(shown.replaceAll(/\s+/g, ' ')).toContain('033 : q ! 033 [ A 004 \\r')
  expect(desk.events.find(({ type }) => type === 'input')).toMatchObject({ text: 'Esc :q! Up Ctrl-D Enter' })
})

test('a program that fills the screen shows what it does', async () => {
  await using desk = await testDesk()
  const terminal = await openTerminal("watch --interval 1 'printf REA%s DY'", desk)
  expect(await terminal.shows('READY', aLongTime)).toBe(true)
  await terminal.presses('Ctrl-C')
  expect(await terminal.ends(aLongTime)).toBe(true)
})

test('a program ends by itself, or after what was done last', async () => {
  await using desk = await testDesk()
  for (const [line, key] of [
    ['true', ''],
    ['sleep 60', 'Ctrl-C'],
    ['cat', 'Ctrl-D'],
  ] as const) {
    const terminal = await openTerminal(line, desk)
    await terminal.shows('never', aMoment)
    if (key !== '') await terminal.presses(key)
    await terminal.ends(aLongTime)
    expect(ending(line).look(desk.waiter.world)?.found).toBe(key === '' ? 'by itself' : `after ${key}`)
  }
})

test('a key that there is not is told', async () => {
  await using desk = await testDesk()
  const terminal = await openTerminal('cat', desk)
  const pressing = terminal.presses('Escape')
  await expect(pressing).rejects.toThrow(UsageError)
  await expect(pressing).rejects.toThrow(/^Expected a key: Enter, Esc, .*; found "Escape"\. /)
})

test('a run has its name in the trace, and what a change replaces is typed under its old name', async () => {
  const { before } = runs('cat', 'before', 'after')
  const change = { types: [...(types(before, 'cat -E').types ?? []), ...(types('one', 'two').types ?? [])] }
  await using desk = await testDesk({ change })
  const terminal = await openTerminal(before, desk)
  await terminal.types('one')
  expect(await terminal.shows('two$', aLongTime)).toBe(true)
  expect(desk.events[0]).toMatchObject({ type: 'typed', line: 'cat', run: 'before', because: 'lab' })
  expect(desk.events.find(({ type }) => type === 'input')).toMatchObject({ text: 'one' })
})

test('keys that are pressed when the program has ended are in the trace as well', async () => {
  await using desk = await testDesk()
  const terminal = await openTerminal('true', desk)
  expect(await terminal.ends(aLongTime)).toBe(true)
  await terminal.types('more')
  expect(desk.events.map(({ type }) => type)).toEqual(['typed', 'awaiting', 'exited', 'input'])
})
